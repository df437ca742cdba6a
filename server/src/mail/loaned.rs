//! Letters about loans: what the partner wishes, its answer, and what is still owed. Never to who received what was lent.

use eyelevel_contract::lang::{Lang, said};
use eyelevel_contract::requests::EventKind;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails};

use super::facts::{self, About};
use super::render::with_words;
use crate::error::{Error, Result};

/// To the owner, whom something is asked; to the requester, who gets the answer. `promised` is what the owner owes, in a line of its own.
pub(super) fn letter(voice: Voice<'_, Lang>, about: &About, promised: Option<&str>) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner, partner) = (&request.number, &request.subject, &request.owner.name, &request.partner.name);
    let wrong = || Error::Internal("a mail about nothing of a loan".to_owned());
    let entry = about.entry.as_ref().ok_or_else(wrong)?;
    let value = entry.value.as_deref().unwrap_or_default();
    let last = request.return_on.map_or_else(String::new, |day| format::day(lang, day));
    let day = value.parse().map_or_else(|_| String::new(), |day| format::day(lang, day));
    let what = said(value, lang);
    let (title, text) = match entry.kind {
        EventKind::LaterAsked => {
            (mails::subject_later_asked(voice, number, partner, &day), mails::body_later_asked(voice, partner, number, subject, &day, last))
        }
        EventKind::KeepAsked => {
            (mails::subject_keep_asked(voice, number, partner), mails::body_keep_asked(voice, partner, number, subject, what))
        }
        EventKind::LaterAgreed => {
            (mails::subject_later_agreed(voice, number, &day), mails::body_later_agreed(voice, number, subject, &day))
        }
        EventKind::LaterDeclined => {
            (mails::subject_later_declined(voice, number), mails::body_later_declined(voice, number, subject, last))
        }
        EventKind::KeepAgreed => (mails::subject_keep_agreed(voice, number), mails::body_keep_agreed(voice, number, subject, what)),
        EventKind::KeepDeclined => (mails::subject_keep_declined(voice, number), mails::body_keep_declined(voice, number, subject, last)),
        EventKind::WishTakenBack => {
            let who = entry.by.as_ref().map_or(partner, |by| &by.name);
            (mails::subject_wish_taken_back(voice, number), mails::body_wish_taken_back(voice, who, partner, number, subject, last))
        }
        EventKind::StillOut => (mails::subject_still_out(voice, number), mails::body_still_out(voice, number, subject, what, last, owner)),
        EventKind::Strayed => (mails::subject_loan_strayed(voice, number), mails::body_loan_strayed(voice, number, subject, value)),
        _ => return Err(wrong()),
    };
    let mut parts = vec![with_words(lang, text, Some(entry))];
    if matches!(entry.kind, EventKind::LaterDeclined | EventKind::KeepDeclined) {
        parts.push(if value.is_empty() { mails::no_alternative(lang).to_owned() } else { mails::alternative(lang, value) });
    }
    if matches!(entry.kind, EventKind::LaterAsked | EventKind::KeepAsked) {
        parts.extend(promised.map(str::to_owned));
    }
    Ok((title, parts.join("\n\n")))
}
