//! Letters about parcels that do not go as they should.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::troubles::Trouble;
use eyelevel_contract::lang::Lang;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails, words};

use super::Template;
use super::facts::{self, About};
use super::params::Params;
use crate::error::{Error, Result};

/// To the requester before they ask, and to the owner, who does something about it.
pub(super) fn letter(template: Template, voice: Voice<'_, Lang>, about: &About, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner) = (&request.number, &request.subject, &request.owner.name);
    let entry = about.entry.as_ref().ok_or_else(|| Error::Internal("a mail about no parcel".to_owned()))?;
    let (recipient, value) = (entry.text.as_deref().unwrap_or_default(), entry.value.as_deref().unwrap_or_default());
    if template == Template::ArrivalMoved {
        let (day, cause) = value.split_once(' ').unwrap_or((value, ""));
        let said = |day: &str| day.parse::<Date>().map(|day| format::day(lang, day)).unwrap_or_default();
        let day = said(day);
        let mut body = mails::body_arrival_moved(voice, recipient, number, subject, &day);
        let mut add = |sentence: &str| {
            body.push(' ');
            body.push_str(sentence);
        };
        if let Some(cause) = Cause::from_word(cause) {
            add(&mails::arrival_because(lang, words::because(lang, cause)));
        }
        if let Some(first) = params.note.as_deref() {
            add(&mails::arrival_first(lang, said(first)));
        }
        add(mails::nothing_to_do(lang));
        return Ok((mails::subject_arrival_moved(voice, number, day), body));
    }
    let trouble = Trouble::from_word(value).ok_or_else(|| Error::Internal("a mail about no trouble".to_owned()))?;
    let what = words::trouble(lang, trouble);
    let title = mails::subject_parcel_trouble(voice, number, what);
    let body = mails::body_parcel_trouble(voice, recipient, number, subject, what);
    let next = match template {
        Template::ParcelTask => mails::parcel_task(lang, words::trouble_step(lang, trouble)),
        _ => mails::parcel_cared_for(lang, owner),
    };
    Ok((title, format!("{body}\n\n{next}")))
}
