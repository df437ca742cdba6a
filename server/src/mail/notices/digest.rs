//! One mail of many notices: a line for each, by what they are about, with one link to it.

use std::collections::BTreeMap;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::notices::PAGE;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails, told};

use super::super::params::Params;
use super::super::render::{Letter, render};
use super::super::worker::Claimed;
use super::super::{Template, notices::store};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::write::Write;

/// Whether a mail of what has waited may still go: something in it is still theirs to read. Of any other mail there is nothing to ask here.
pub(in crate::mail) async fn may_go(w: &mut Write, mail: &Claimed) -> Result<bool> {
    let held = store::held_in(&mut w.tx, &mail.id).await?;
    for row in &held {
        if row.may_be_read(w.app().mailable(), &mut w.tx).await? {
            return Ok(true);
        }
    }
    Ok(held.is_empty())
}

/// What has waited, by what it is about: its lines, with a link below them.
pub(in crate::mail) struct Gathered {
    pub(in crate::mail) count: i64,
    pub(in crate::mail) parts: Vec<String>,
}

/// What a mail of what has waited is made of.
pub(in crate::mail) async fn gathered(app: &App, lang: Lang, outbox_id: &Id) -> Result<Gathered> {
    let mut rows = Vec::new();
    {
        let mut on = app.db.read().await?;
        for row in store::held_in(&mut on, outbox_id).await? {
            if row.may_be_read(app.mailable(), &mut on).await? {
                rows.push(row);
            }
        }
    }
    // By what they are about, in the order of their first.
    let mut parts: Vec<(Option<String>, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    for row in rows {
        let (subject, page) = match one(app, lang, &row).await {
            Ok(letter) => (letter.subject, letter.page),
            // One that can't be put into words must not keep the others.
            Err(error) => {
                tracing::error!(notice = %row.id, error = %error, "a notice can't be worded");
                (told::what(lang, &row.template).unwrap_or_default().to_owned(), None)
            }
        };
        let line = line(app, lang, &subject, row.at)?;
        match page.as_ref().and_then(|page| places.get(page)).and_then(|place| parts.get_mut(*place)) {
            Some((_, lines)) => lines.push(line),
            None => {
                if let Some(page) = &page {
                    places.insert(page.clone(), parts.len());
                }
                parts.push((page, vec![line]));
            }
        }
    }
    let parts = parts.into_iter().map(|(page, lines)| {
        let link = page.map(|page| format!("\n{}{page}", app.config.base_url)).unwrap_or_default();
        format!("{}{link}", lines.join("\n"))
    });
    Ok(Gathered { count, parts: parts.collect() })
}

/// Subject and text.
pub(in crate::mail) fn letter(app: &App, voice: Voice<'_, Lang>, gathered: &Gathered) -> (String, String) {
    let mut text = vec![mails::body_digest(voice)];
    text.extend(gathered.parts.iter().cloned());
    text.push(mails::digest_all(voice.lang, format!("{}{PAGE}", app.config.base_url)));
    (mails::subject_digest(voice, gathered.count), text.join("\n\n"))
}

pub(in crate::mail) fn line(app: &App, lang: Lang, subject: &str, at: Millis) -> Result<String> {
    Ok(mails::digest_line(lang, subject, format::moment(lang, calendar::civil(app, at)?)))
}

/// The mail that it would have been. State and promise stand in its row, so it claims nothing that came afterwards.
async fn one(app: &App, lang: Lang, row: &store::Row) -> Result<Letter> {
    let template = Template::from_word(&row.template).ok_or_else(|| Error::Internal("a notice of no kind".to_owned()))?;
    let params: Params = serde_json::from_str(&row.params)?;
    Box::pin(render(app, template, PageLang::from(lang), "", &params, None)).await
}
