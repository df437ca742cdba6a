//! What a mail says: made when it is sent, from what is true then, in the receiver's language.

use eyelevel_contract::deliveries::RecipientStatus;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::people::paths as people_paths;
use eyelevel_contract::requests::{Decision, EventKind, Kind, PromiseKind, Request, State, TimelineEntry, Verdict, paths};
use eyelevel_texts::letters::{Own, Voice};
use eyelevel_texts::{bounces, entries, format, mails, page, public_mails as theirs, words};

use super::Template;
use super::facts::{self, About};
use super::key;
use super::known_issue;
use super::params::{Owed, Params};
use super::{Attachment, escalated, loaned, notices, own, parcel, replies, returned, statement, webhook};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::links;

/// Subject and text of a mail.
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) attachment: Option<Attachment>,
    /// Where the portal shows what it is about.
    pub(super) page: Option<String>,
}

/// What is put into words: the kind of mail, who reads it, its parameters, and the vendor's own words.
pub(super) struct Mail<'a> {
    pub(super) template: Template,
    pub(super) reads: PageLang,
    pub(super) name: &'a str,
    pub(super) params: &'a Params,
    /// Where it is turned off.
    pub(super) unsubscribe: Option<&'a str>,
    pub(super) own: &'a Own,
}

/// Renders a mail to `name`. `unsubscribe`: where it is turned off.
pub(super) async fn render(
    app: &App,
    template: Template,
    reads: PageLang,
    name: &str,
    params: &Params,
    unsubscribe: Option<&str>,
) -> Result<Letter> {
    let lang = reads.portal();
    let about = facts::load(app, lang, params).await?;
    let own = own::of(app, template, reads).await?;
    let gathered = match (template, &params.digest) {
        (Template::Digest, Some(mail)) => Some(notices::gathered(app, lang, mail).await?),
        _ => None,
    };
    compose(app, &Mail { template, reads, name, params, unsubscribe, own: &own }, about, gathered.as_ref())
}

/// A mail in words, when all that it is about is there.
pub(super) fn compose(app: &App, mail: &Mail<'_>, mut about: About, gathered: Option<&notices::Gathered>) -> Result<Letter> {
    let Mail { template, reads, name, params, unsubscribe, own } = *mail;
    // People of the portal read one of its languages; recipients outside of it, those of their page.
    let lang = reads.portal();
    let (voice, page_voice) = (Voice::new(lang, own), Voice::new(reads, own));
    let (subject, text) = match template {
        Template::Invitation | Template::Reset => account(app, template, voice, &about, params)?,
        Template::Shipped | Template::NewLink => delivery(app, template, page_voice, &about, params)?,
        Template::KnownIssue => known_issue::letter(app, voice, &about)?,
        Template::PoolLow => key::pool(app, voice, params.pool.as_ref())?,
        Template::WebhookTrouble => webhook::letter(app, voice, params.webhook.as_ref())?,
        Template::KeySent => key::sent(app, page_voice, &about, &signed(app, params, eyelevel_contract::deliveries::paths::recipient)?)?,
        Template::Renewed => key::renewed(app, voice, params)?,
        Template::MonthlyStatement => statement::letter(app, voice, &about.installation.vendor, facts::statement(&about)?),
        Template::Referred | Template::ReferralReminder | Template::ReferralOver => {
            let link = params.link.as_ref().map(|_| signed(app, params, eyelevel_contract::returns::paths::distributor)).transpose()?;
            returned::to_distributor(template, voice, &about, params.note.as_deref(), link.as_deref())?
        }
        Template::KeyIssued | Template::KeyStopped | Template::KeyRevoked | Template::ConsentAsked => {
            let promised = promised(app, lang, Kind::Licence, params.then.as_ref().and_then(|then| then.owed.as_ref()))?;
            let (subject, text) = key::letter(template, voice, &about, promised.as_deref())?;
            match params.link {
                Some(_) => (subject, mails::answer_here(lang, text, signed(app, params, eyelevel_contract::deliveries::paths::consent)?)),
                None => (subject, text),
            }
        }
        Template::ParcelTrouble | Template::ParcelTask | Template::ArrivalMoved => parcel::letter(template, voice, &about, params)?,
        Template::ReturnNews | Template::ReturnTask => returned::letter(app, template, voice, &about)?,
        Template::LoanWish | Template::LoanNews => {
            let promised = promised(app, lang, Kind::DemoKit, params.then.as_ref().and_then(|then| then.owed.as_ref()))?;
            loaned::letter(voice, &about, promised.as_deref())?
        }
        Template::Digest => {
            let gathered = gathered.ok_or_else(|| Error::Internal("a mail of nothing that has waited".to_owned()))?;
            notices::letter(app, voice, gathered)
        }
        Template::Escalated => escalated::task(app, voice, &about, params)?,
        Template::StandsIn => escalated::stands_in(voice, &about)?,
        Template::EscalationNews => escalated::news(app, voice, &about, params)?,
        _ => request(app, template, voice, &about, params)?,
    };
    let mut paragraphs = vec![theirs::greeting(reads, name), text];
    let request = about.request.as_ref().filter(|_| params.recipient_id.is_none() && !template.is_to_distributor());
    let page = request.map(|request| paths::page(request.kind, &request.id));
    if let Some((request, page)) = request.zip(page.as_ref()) {
        paragraphs.extend(request.reference.as_ref().map(|r| mails::reference(lang, r)));
        paragraphs.push(mails::open(lang, format!("{}{page}", app.config.base_url)));
    }
    if replies::is_answered(template, params) && app.config.return_path.is_some() {
        paragraphs.push(mails::reply_here(lang).to_owned());
    }
    paragraphs.extend(unsubscribe.map(|url| mails::unsubscribe(lang, url)));
    paragraphs.push(theirs::footer(reads, &about.installation.vendor));
    let attachment = about.statement.take().map(|statement| statement.attachment);
    let page = page.or_else(|| params.page());
    Ok(Letter { subject, body: paragraphs.join("\n\n"), attachment, page })
}

fn signed(app: &App, params: &Params, path: impl Fn(&str) -> String) -> Result<String> {
    let link = params.link.as_deref().ok_or_else(|| Error::Internal("a mail without its link".to_owned()))?;
    Ok(format!("{}{}", app.config.base_url, path(&links::token(app, link)?)))
}

fn account(app: &App, template: Template, voice: Voice<'_, Lang>, about: &About, params: &Params) -> Result<(String, String)> {
    let vendor = &about.installation.vendor;
    if template == Template::Invitation {
        let url = signed(app, params, people_paths::invitation)?;
        return Ok((mails::subject_invitation(voice, vendor), mails::body_invitation(voice, vendor, url)));
    }
    Ok((mails::subject_reset(voice), mails::body_reset(voice, signed(app, params, people_paths::reset)?)))
}

fn delivery(app: &App, template: Template, voice: Voice<'_, PageLang>, about: &About, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let (request, recipient) = (facts::request(about)?, facts::recipient(about)?);
    let url = signed(app, params, eyelevel_contract::deliveries::paths::recipient)?;
    let (vendor, contents) = (&about.installation.vendor, contents(lang, recipient));
    if template == Template::NewLink {
        let body = theirs::body_new_link(voice, contents, vendor, &request.partner.name, url);
        return Ok((theirs::subject_new_link(voice), body));
    }
    let arrival = match recipient.parcel.as_ref().and_then(|p| p.arrives_on) {
        Some(day) => theirs::arrives(lang, page::day(lang, day)),
        None => theirs::no_date(lang).to_owned(),
    };
    let body = theirs::body_shipped(voice, contents, vendor, &request.partner.name, arrival, url);
    Ok((theirs::subject_shipped(voice, vendor), body))
}

/// From what to what, if that is what the mail is about.
fn severity_changed(lang: Lang, kind: Kind, entry: Option<&TimelineEntry>) -> Option<String> {
    let entry = entry.filter(|entry| entry.kind == EventKind::SeverityChanged)?;
    Some(format!("{}.", entries::sentence(lang, kind, entry, &|_| String::new())))
}

pub(super) fn contents(lang: PageLang, recipient: &RecipientStatus) -> String {
    let pieces = recipient.parcel.iter().flat_map(|p| &p.pieces);
    pieces.map(|p| format!("{} × {}", page::integer(lang, p.quantity), p.name)).collect::<Vec<_>>().join("; ")
}

fn request(app: &App, template: Template, voice: Voice<'_, Lang>, about: &About, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let r = facts::request(about)?;
    let (number, subject, owner, partner) = (&r.number, &r.subject, &r.owner.name, &r.partner.name);
    let entry = about.entry.as_ref();
    let by = entry.and_then(|e| e.by.as_ref()).map_or(owner, |person| &person.name);
    let state = params.then.as_ref().map_or(r.state, |then| then.state);
    let owed = params.then.as_ref().and_then(|then| then.owed.as_ref());
    let of_reply = owed.is_some_and(|owed| owed.kind == PromiseKind::Answer);
    let promised = promised(app, lang, r.kind, owed)?;
    let with_promise = |text: String| promised.as_ref().map_or_else(|| text.clone(), |promised| format!("{text}\n{promised}"));
    let (title, text) = match template {
        Template::Submitted => {
            (mails::subject_submitted(voice, number, subject), with_promise(mails::body_submitted(voice, number, subject, owner)))
        }
        Template::Assigned => {
            (mails::subject_assigned(voice, number, subject), with_promise(mails::body_assigned(voice, number, subject, partner)))
        }
        Template::Asked => (mails::subject_asked(voice, number), mails::body_asked(voice, by, number, subject)),
        Template::Answered if entry.is_some_and(|e| e.kind == EventKind::Objected) => {
            (mails::subject_objected(voice, number), with_promise(mails::body_objected(voice, partner, number, subject)))
        }
        Template::Answered => (mails::subject_answered(voice, number), with_promise(mails::body_answered(voice, partner, number, subject))),
        Template::Decided => {
            let (title, text) = decided(voice, about, r, state, promised.as_deref());
            return Ok((title, text));
        }
        Template::PartnerActed => {
            let mut text = mails::body_partner_acted(voice, partner, number, subject, words::state(lang, state));
            if let Some(changed) = severity_changed(lang, r.kind, entry) {
                text = with_promise(format!("{changed}\n\n{text}"));
            }
            (mails::subject_partner_acted(voice, number, partner), text)
        }
        Template::Message => (mails::subject_message(voice, number), with_promise(mails::body_message(voice, number, subject))),
        Template::Moved => {
            let mut text = with_promise(mails::body_moved(voice, number, subject, owner));
            if let Some(owed) = owed.filter(|owed| owed.due_at != Some(owed.first_due_at)) {
                text = format!("{text}\n{}", mails::first_promised(lang, when(app, lang, owed.first_due_at)?));
            }
            if let Some(entry) = entry.filter(|e| matches!(e.kind, EventKind::StandsIn | EventKind::TakenOver)) {
                text = format!("{}.\n\n{text}", entries::sentence(lang, r.kind, entry, &|_| String::new()));
            }
            if let Some(changed) = severity_changed(lang, r.kind, entry) {
                text = format!("{changed}\n\n{text}");
            }
            (mails::subject_moved(voice, number), text)
        }
        Template::PromiseWarned => {
            let due = owed.and_then(|owed| owed.due_at).map_or_else(|| Ok(String::new()), |due| when(app, lang, due))?;
            if of_reply {
                (mails::subject_reply_warned(voice, number, &due), mails::body_reply_warned(voice, number, subject, partner, &due))
            } else {
                (mails::subject_promise_warned(voice, number, &due), mails::body_promise_warned(voice, number, subject, partner, &due))
            }
        }
        Template::PromiseBroken => {
            let due = owed.and_then(|owed| owed.due_at).map_or_else(|| Ok(String::new()), |due| when(app, lang, due))?;
            if of_reply {
                (mails::subject_reply_broken(voice, number), mails::body_reply_broken(voice, number, subject, due, owner))
            } else {
                (mails::subject_promise_broken(voice, number), mails::body_promise_broken(voice, number, subject, due, owner))
            }
        }
        Template::RecipientActed => return Ok(recipient_acted(voice, about, r, params.note.as_deref())),
        Template::ReturnReminder => reminder(app, voice, about, r)?,
        Template::ReturnOverdue => {
            let day = r.return_on.map_or_else(String::new, |day| format::day(lang, day));
            (mails::subject_return_overdue(voice, number, &day), mails::body_return_overdue_owner(voice, number, subject, partner, &day))
        }
        Template::Closed => (mails::subject_closed(voice, number), mails::body_closed(voice, number, subject)),
        Template::Invitation
        | Template::Reset
        | Template::Escalated
        | Template::EscalationNews
        | Template::StandsIn
        | Template::Shipped
        | Template::NewLink
        | Template::KnownIssue
        | Template::KeyIssued
        | Template::KeyStopped
        | Template::KeyRevoked
        | Template::ConsentAsked
        | Template::KeySent
        | Template::Renewed
        | Template::MonthlyStatement
        | Template::PoolLow
        | Template::Digest
        | Template::WebhookTrouble
        | Template::ParcelTrouble
        | Template::ParcelTask
        | Template::ArrivalMoved
        | Template::ReturnNews
        | Template::ReturnTask
        | Template::Referred
        | Template::ReferralReminder
        | Template::ReferralOver
        | Template::LoanWish
        | Template::LoanNews => {
            return Err(Error::Internal("a mail that is about no request".to_owned()));
        }
    };
    Ok((title, with_words(lang, text, entry)))
}

/// Before the last day it asks for everything back until then; afterwards it says that the day is over.
fn reminder(app: &App, voice: Voice<'_, Lang>, about: &About, r: &Request) -> Result<(String, String)> {
    let lang = voice.lang;
    let (number, subject) = (&r.number, &r.subject);
    let Some(last) = r.return_on else { return Err(Error::Internal("a reminder of no loan".to_owned())) };
    let day = format::day(lang, last);
    let written = about.entry.as_ref().map_or_else(|| Ok(last), |entry| calendar::day(app, entry.at))?;
    Ok(if written > last {
        (mails::subject_return_overdue(voice, number, &day), mails::body_return_overdue(voice, number, subject, &day))
    } else {
        (mails::subject_return_reminder(voice, number, &day), mails::body_return_reminder(voice, number, subject, &day))
    })
}

/// What a person wrote goes below the sentence, as theirs.
pub(super) fn with_words(lang: Lang, text: String, entry: Option<&TimelineEntry>) -> String {
    let Some((entry, written)) = entry.filter(|e| entries::has_words(e.kind)).and_then(|e| Some((e, e.text.as_ref()?))) else {
        return text;
    };
    match &entry.by {
        Some(person) => format!("{text}\n\n{}\n{written}", mails::says(lang, &person.name)),
        None => format!("{text}\n\n{written}"),
    }
}

fn decided(voice: Voice<'_, Lang>, about: &About, r: &Request, state: State, promised: Option<&str>) -> (String, String) {
    let lang = voice.lang;
    let (number, subject) = (&r.number, &r.subject);
    let decision = about.decision.as_ref();
    let by = decision.map_or(&r.owner.name, |d| &d.by.name);
    let mut parts = Vec::new();
    let title = match state {
        State::Declined => {
            parts.push(mails::body_declined(voice, number, subject));
            mails::subject_declined(voice, number)
        }
        State::Closed => {
            parts.push(mails::body_closed_answer(voice, by, number, subject));
            mails::subject_closed_answer(voice, number)
        }
        State::Offered => {
            parts.push(mails::body_offered(voice, number, subject));
            mails::subject_offered(voice, number)
        }
        _ if decision.is_some_and(|d| d.verdict == Verdict::ApprovedWithChanges) && r.kind == Kind::Return => {
            parts.push(mails::body_in_part(voice, number, subject));
            parts.extend(promised.map(str::to_owned));
            mails::subject_in_part(voice, number)
        }
        _ => {
            parts.push(mails::body_approved(voice, number, subject));
            parts.extend(promised.map(str::to_owned));
            mails::subject_approved(voice, number)
        }
    };
    parts.extend(decision.and_then(|d| words_of(lang, d, r, state)));
    (title, parts.join("\n\n"))
}

/// The reason, and after a no the alternative or the plain word that there is none.
fn words_of(lang: Lang, decision: &Decision, r: &Request, state: State) -> Option<String> {
    let mut lines = Vec::new();
    if let Some(reason) = &decision.reason {
        lines.push(if state == State::Closed { reason.clone() } else { mails::because(lang, reason) });
    }
    if decision.verdict == Verdict::Declined {
        lines.push(decision.alternative.as_ref().map_or_else(|| mails::no_alternative(lang).to_owned(), |a| mails::alternative(lang, a)));
        if !r.second_look {
            lines.push(mails::second_look(lang).to_owned());
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn recipient_acted(voice: Voice<'_, Lang>, about: &About, r: &Request, note: Option<&str>) -> (String, String) {
    let lang = voice.lang;
    use eyelevel_contract::deliveries::Status;
    let entry = about.entry.as_ref();
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let (name, status, said) = match entry.map(|e| e.kind) {
        Some(EventKind::Received) => (entry.map(|e| text(&e.value)), Some(Status::Confirmed), entry.map(|e| text(&e.text))),
        Some(EventKind::Problem) => (entry.map(|e| text(&e.value)), Some(Status::Problem), entry.map(|e| text(&e.text))),
        _ => (entry.map(|e| text(&e.text)), entry.and_then(|e| Status::from_word(e.value.as_deref()?)), None),
    };
    let status = status.map_or("", |s| words::status(lang, s));
    let body = mails::body_recipient_acted(voice, name.unwrap_or_default(), &r.number, &r.subject, status);
    // Why a mail came back is a word, for which there are sentences.
    let why = note.and_then(|note| bounces::by_word(lang, note));
    let note = said.as_deref().or(why.as_deref()).or(note).filter(|n| !n.is_empty());
    (mails::subject_recipient_acted(voice, &r.number), note.map_or_else(|| body.clone(), |n| format!("{body}\n\n{n}")))
}

/// What is promised until when, in a line of its own; nothing if nothing is owed.
fn promised(app: &App, lang: Lang, kind: Kind, owed: Option<&Owed>) -> Result<Option<String>> {
    let Some(owed) = owed else { return Ok(None) };
    let what = match owed.kind {
        PromiseKind::Answer => mails::promise_answer(lang),
        PromiseKind::Fulfilment if kind == Kind::Return => mails::promise_next_step(lang),
        PromiseKind::Fulfilment => mails::promise_fulfilment(lang),
        PromiseKind::Decision => mails::promise_decision(lang),
    };
    Ok(Some(match owed.due_at {
        Some(due) => mails::promised(lang, what, when(app, lang, due)?),
        None => mails::promised_paused(lang, what),
    }))
}

pub(super) fn when(app: &App, lang: Lang, at: Millis) -> Result<String> {
    Ok(format::moment(lang, calendar::civil(app, at)?))
}
