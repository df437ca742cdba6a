//! The vendor's own words in place of the standard ones: which texts there are, and what of it a mail says.

use eyelevel_contract::lang::PageLang;
use eyelevel_contract::mail_texts::{EditMailText, MailText, MailVariable, Part, must, validate};
use eyelevel_texts::letters::{Own, Standard};
use eyelevel_texts::{mails, public_mails};

pub use super::example::preview;
use super::template::Template;
use crate::app::App;
use crate::db::q;
use crate::error::Result;

/// What one mail says beside its facts.
#[derive(Clone, Copy)]
pub struct Worded {
    /// `declined`; the key of its sentences.
    pub name: &'static str,
    /// None: its subject is another mail's.
    pub subject: Option<&'static Standard>,
    pub body: &'static Standard,
}

/// All of them: those to people of the portal, then those to recipients outside of it.
pub fn all() -> impl Iterator<Item = Worded> {
    [mails::STANDARD, public_mails::STANDARD].into_iter().flat_map(|table| {
        table.iter().filter_map(move |body| {
            let name = body.key.strip_prefix("body_")?;
            let subject = table.iter().find(|subject| subject.key.strip_prefix("subject_") == Some(name));
            Some(Worded { name, subject, body })
        })
    })
}

/// A mail and a language by the id of its text (`declined-en`).
#[must_use]
pub fn find(id: &str) -> Option<(Worded, PageLang)> {
    let (name, lang) = id.split_once('-')?;
    let worded = all().find(|worded| worded.name == name)?;
    worded.body.text(lang)?;
    Some((worded, PageLang::from_word(lang)?))
}

impl Worded {
    /// Its standard text in a language in which it has one, as it stands before anybody has changed it.
    #[must_use]
    pub fn standard(&self, lang: PageLang) -> MailText {
        let text = |of: &Standard| of.text(lang.word()).unwrap_or_default().to_owned();
        let (subject, body) = (self.subject.map(text), text(self.body));
        MailText {
            id: format!("{}-{lang}", self.name),
            lang,
            version: 0,
            subject: subject.clone(),
            body: body.clone(),
            standard_subject: subject,
            standard_body: body,
            subject_variables: self.subject.map(|subject| variables(Part::Subject, subject)).unwrap_or_default(),
            body_variables: variables(Part::Body, self.body),
            changed_at: None,
            changed_by: None,
            history: Vec::new(),
        }
    }

    /// These words in place of its own, by their keys.
    #[must_use]
    pub fn words(&self, edit: &EditMailText) -> Own {
        let subject = self.subject.map(|subject| (subject.key.to_owned(), edit.subject.clone()));
        subject.into_iter().chain([(self.body.key.to_owned(), edit.body.clone())]).collect()
    }

    /// Those of these words that are not the standard ones.
    #[must_use]
    pub fn changed(&self, standard: &MailText, edit: &EditMailText) -> Own {
        let (subject, body) = (standard.standard_subject.as_ref() != Some(&edit.subject), standard.standard_body != edit.body);
        let mut words = self.words(edit);
        // A plural of ours stays one.
        words.retain(|key, _| if key.starts_with("subject_") { subject } else { body });
        words
    }
}

fn variables(part: Part, of: &Standard) -> Vec<MailVariable> {
    let variable = |name: &&str| MailVariable { name: (*name).to_owned(), example: String::new(), must: must(part, name, of.names) };
    of.names.iter().map(variable).collect()
}

/// The vendor's words in the language in which a mail speaks. What does not fit any more (a value that the mail had is gone) is left out: the
/// standard text goes, and the log says so.
pub(super) async fn of(app: &App, template: Template, reads: PageLang) -> Result<Own> {
    let lang = if template.is_to_recipient() { reads } else { PageLang::from(reads.portal()) };
    let sql = "SELECT name, subject, body FROM mail_texts WHERE lang = $1 AND (subject IS NOT NULL OR body IS NOT NULL)";
    let rows: Vec<(String, Option<String>, Option<String>)> = q(sql).bind(lang.word()).all(&mut app.db.read().await?).await?;
    let mut own = Own::new();
    for (name, subject, body) in rows {
        let fitting = all().find(|worded| worded.name == name).and_then(|worded| {
            let text = worded.standard(lang);
            let subject = subject.or_else(|| text.subject.clone()).unwrap_or_default();
            let edit = EditMailText { subject, body: body.unwrap_or_else(|| text.body.clone()) };
            Some(worded.changed(&text, &validate(&edit, &text).ok()?))
        });
        match fitting {
            Some(words) => own.extend(words),
            None => tracing::warn!(text = %name, lang = %lang, "own words of a mail can't be used: the standard text goes"),
        }
    }
    Ok(own)
}
