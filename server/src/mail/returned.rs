//! Letters about what comes back: the label, what arrived, what becomes of a device, and that it did not come.

use eyelevel_contract::civil::Date;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{EventKind, Request};
use eyelevel_contract::returns::ReferralAnswer;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails, return_words, words};

use super::Template;
use super::facts::{self, About};
use super::render::with_words;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};

/// To the requester, and to the owner if something does not come.
pub(super) fn letter(app: &App, template: Template, voice: Voice<'_, Lang>, about: &About) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner) = (&request.number, &request.subject, &request.owner.name);
    let entry = about.entry.as_ref().ok_or_else(|| Error::Internal("a mail about nothing that came back".to_owned()))?;
    let value = entry.value.as_deref().unwrap_or_default();
    let last: Option<Date> = value.parse().ok().or(request.return_on);
    let day = last.map_or_else(String::new, |day| format::day(lang, day));
    let who = entry.by.as_ref().map_or(owner, |by| &by.name);
    if let Some(letter) = referred(template, voice, request, who, entry.kind, value) {
        return Ok((letter.0, with_words(lang, letter.1, Some(entry))));
    }
    let (title, text) = match entry.kind {
        _ if template == Template::ReturnTask => {
            (mails::subject_return_missing(voice, number), mails::body_return_missing(voice, number, subject, &request.partner.name, day))
        }
        EventKind::LabelSent => (mails::subject_label_sent(voice, number, &day), mails::body_label_sent(voice, number, subject, &day)),
        EventKind::ReturnReminder if last.is_some_and(|last| calendar::day(app, entry.at).is_ok_and(|today| today > last)) => {
            (mails::subject_hand_in_over(voice, number, &day), mails::body_hand_in_over(voice, number, subject, &day, owner))
        }
        EventKind::ReturnReminder => (mails::subject_hand_in(voice, number, &day), mails::body_hand_in(voice, number, subject, &day)),
        EventKind::Arrived => (mails::subject_arrived(voice, number), mails::body_arrived(voice, number, subject, value, owner)),
        EventKind::Strayed => (mails::subject_strayed(voice, number), mails::body_strayed(voice, number, subject, value)),
        EventKind::DeviceDone => {
            let (outcome, serial) = value.split_once(' ').unwrap_or((value, ""));
            let outcome = words::outcome_by_word(lang, outcome);
            (mails::subject_device_done(voice, number, outcome), mails::body_device_done(voice, serial, number, subject, outcome))
        }
        _ => return Err(Error::Internal("a mail about nothing that came back".to_owned())),
    };
    Ok((title, with_words(lang, text, Some(entry))))
}

/// What a distributor does with it: to the requester, who reads how it goes on, and to the owner, whose promise it stays.
fn referred(
    template: Template,
    voice: Voice<'_, Lang>,
    request: &Request,
    who: &str,
    kind: EventKind,
    value: &str,
) -> Option<(String, String)> {
    let lang = voice.lang;
    let (number, subject, owner, partner) = (&request.number, &request.subject, &request.owner.name, &request.partner.name);
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day| format::day(lang, day));
    let said = |said: &str| mails::body_referral_answered_owner(voice, who, number, subject, partner, said);
    let owners = template == Template::ReturnTask;
    Some(match kind {
        EventKind::Referred => (mails::subject_referred(voice, number, value), mails::body_referred(voice, number, subject, value, owner)),
        EventKind::ReferralTaken => {
            let (word, by) = value.split_once(' ').unwrap_or((value, ""));
            let answer = words::referral_answer_by_word(lang, word);
            let text = mails::body_referral_taken(voice, who, number, subject, answer, day(by));
            (mails::subject_referral_taken(voice, number, who), text)
        }
        EventKind::ReferralNeeds if owners => {
            (mails::subject_referral_needs(voice, number), said(words::referral_answer(lang, ReferralAnswer::Needs)))
        }
        EventKind::ReferralNeeds => {
            (mails::subject_referral_needs(voice, number), mails::body_referral_needs(voice, who, number, subject, owner))
        }
        EventKind::ReferralDeclined if owners => {
            (mails::subject_referral_declined(voice, number), said(words::referral_answer(lang, ReferralAnswer::NotCovered)))
        }
        EventKind::ReferralDeclined => {
            (mails::subject_referral_declined(voice, number), mails::body_referral_declined(voice, who, number, subject, owner))
        }
        EventKind::ReferralDone if owners => (mails::subject_referral_done(voice, number, who), said(return_words::referral_done(lang))),
        EventKind::ReferralDone => {
            (mails::subject_referral_done(voice, number, who), mails::body_referral_done(voice, who, number, subject, owner))
        }
        EventKind::ReferralTakenBack => (
            mails::subject_referral_taken_back(voice, number, owner),
            mails::body_referral_taken_back(voice, owner, number, subject, value),
        ),
        EventKind::ReferralLate => {
            let mut parts = value.splitn(3, ' ');
            let (word, by, whom) = (parts.next()?, parts.next()?, parts.next()?);
            if word == "silent" {
                let text = mails::body_referral_late(voice, whom, number, subject, partner, day(by));
                (mails::subject_referral_late(voice, number, whom), text)
            } else {
                let text = mails::body_referral_overdue(voice, whom, number, subject, partner, day(by));
                (mails::subject_referral_overdue(voice, number, whom), text)
            }
        }
        _ => return None,
    })
}

/// To somebody of a distributor's: what is wanted and where they answer. `by` is the day by which it is.
pub(super) fn to_distributor(
    template: Template,
    voice: Voice<'_, Lang>,
    about: &About,
    by: Option<&str>,
    url: Option<&str>,
) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, partner, vendor) = (&request.number, &request.subject, &request.partner.name, &about.installation.vendor);
    let day = by.and_then(|day| day.parse().ok()).map_or_else(String::new, |day| format::day(lang, day));
    let url = url.unwrap_or_default();
    let entry = about.entry.as_ref();
    let overdue = entry.and_then(|entry| entry.value.as_deref()).is_some_and(|value| value.starts_with("overdue "));
    Ok(match template {
        Template::Referred => {
            (mails::subject_to_distributor(voice, number), mails::body_to_distributor(voice, vendor, partner, subject, url, day))
        }
        Template::ReferralReminder if overdue => {
            (mails::subject_to_distributor_due(voice, number), mails::body_to_distributor_due(voice, partner, subject, day, url))
        }
        Template::ReferralReminder => {
            let text = mails::body_to_distributor_again(voice, vendor, partner, subject, day, url);
            (mails::subject_to_distributor_again(voice, number), text)
        }
        _ => {
            let text = mails::body_to_distributor_over(voice, vendor, partner, subject);
            (mails::subject_to_distributor_over(voice, number), with_words(lang, text, entry))
        }
    })
}
