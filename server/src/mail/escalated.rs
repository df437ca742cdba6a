//! Letters about the ladder: to who has a request above its owner, and to those who wait.

use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{EventKind, Level};
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails, progress};

use super::facts::{self, About};
use super::params::Params;
use super::render::{when, with_words};
use crate::app::App;
use crate::error::{Error, Result};

/// To who has it now: whose it is, why it came, and by when an answer is owed.
pub(super) fn task(app: &App, voice: Voice<'_, Lang>, about: &About, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner, partner) = (&request.number, &request.subject, &request.owner.name, &request.partner.name);
    let entry = about.entry.as_ref().ok_or_else(wrong)?;
    let due = instant(app, lang, params)?;
    let text = match &entry.by {
        Some(by) => mails::body_escalated(voice, &by.name, partner, number, subject, owner, &due),
        None => mails::body_escalated_itself(voice, number, subject, partner, owner, &due),
    };
    Ok((mails::subject_escalated(voice, number, partner, &due), with_words(lang, text, Some(entry))))
}

/// To requester and owner: who has it, what was answered, and that nobody did.
pub(super) fn news(app: &App, voice: Voice<'_, Lang>, about: &About, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner) = (&request.number, &request.subject, &request.owner.name);
    let entry = about.entry.as_ref().ok_or_else(wrong)?;
    let (level, name) = entry.value.as_deref().and_then(|value| value.split_once(' ')).unwrap_or_default();
    let level = Level::from_word(level).map_or("", |level| progress::level(lang, level));
    let (title, text) = match entry.kind {
        EventKind::Escalated => {
            let due = instant(app, lang, params)?;
            (mails::subject_escalated_to(voice, number, name), mails::body_escalated_to(voice, number, subject, owner, name, level, due))
        }
        EventKind::EscalationAnswered => {
            let by = entry.by.as_ref().map_or(owner, |by| &by.name);
            let text = match params.note {
                Some(_) => mails::body_escalation_answered(voice, by, number, subject, instant(app, lang, params)?),
                None => mails::body_escalation_answered_only(voice, by, number, subject),
            };
            (mails::subject_escalation_answered(voice, number, by), text)
        }
        EventKind::EscalationMissed => {
            let text = mails::body_escalation_missed(voice, name, level, number, subject);
            let call = params.note.as_deref().filter(|phone| !phone.is_empty()).map(|phone| mails::call_management(lang, phone));
            let text = [Some(text), call].into_iter().flatten().collect::<Vec<_>>().join("\n");
            (mails::subject_escalation_missed(voice, number), text)
        }
        _ => return Err(wrong()),
    };
    Ok((title, with_words(lang, text, Some(entry))))
}

/// To who has it now, because somebody is away or may own it no more: the entry says who, and until when.
pub(super) fn stands_in(voice: Voice<'_, Lang>, about: &About) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, partner) = (&request.number, &request.subject, &request.partner.name);
    let entry = about.entry.as_ref().ok_or_else(wrong)?;
    let name = entry.text.as_deref().unwrap_or_default();
    let day = entry.value.as_deref().and_then(|value| value.split_once(' ')).and_then(|(day, _)| day.parse().ok());
    Ok(match (entry.kind, day) {
        (EventKind::StandsIn, Some(day)) => {
            let day = format::day(lang, day);
            (mails::subject_stands_in(voice, number, name), mails::body_stands_in(voice, name, day, number, subject, partner))
        }
        _ => (mails::subject_takes_over(voice, number), mails::body_takes_over(voice, name, number, subject, partner)),
    })
}

/// The instant in a mail's note.
fn instant(app: &App, lang: Lang, params: &Params) -> Result<String> {
    let at: Millis = params.note.as_deref().and_then(|at| at.parse().ok()).ok_or_else(wrong)?;
    when(app, lang, at)
}

fn wrong() -> Error {
    Error::Internal("a mail about no escalation".to_owned())
}
