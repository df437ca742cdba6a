//! The recipients of a request: where each one's parcel is, what is in it, what can be done.

use eyelevel_contract::{
    deliveries::{Channel, RecipientStatus, Status, StatusChange, carriers::Carrier, countable, paths, rules},
    people::rules::Actor,
    requests::State,
};
use eyelevel_texts::{bounces, deliveries as t, papers as tp, words};

use super::{changes, dialogs, wrong};
use crate::{
    i18n::{lang, timestamp},
    requests::{actions::Shown, side::card},
    session,
    ui::{
        button,
        el::{El, div, el, p, span},
        status::{Tone, status},
    },
};

/// All recipients of a request, as a card.
#[must_use]
pub(crate) fn panel(recipients: &[RecipientStatus], shown: &Shown) -> El {
    let list = recipients.iter().map(|recipient| one(recipient, None, true, shown)).collect::<Vec<_>>();
    card(t::recipients(lang()), el("ul").class("recipients").child(list)).child((!recipients.is_empty()).then(|| proof(&shown.request.id)))
}

/// Who got what, when: to be downloaded.
pub(crate) fn proof(request_id: &str) -> El {
    let pdf = button::link("button small", &paths::proof_pdf(request_id), tp::proof_title(lang())).attr("download", "");
    let json = button::link("button quiet small", &paths::proof(request_id), tp::as_json(lang())).attr("download", "");
    div("stack tight").child(div("buttons").child(pdf).child(json)).child(p("small muted", tp::proof_why(lang())))
}

/// How a status is to be taken.
#[must_use]
pub(crate) fn tone(status: Status) -> Tone {
    match status {
        Status::Planned | Status::Superseded => Tone::Calm,
        Status::Sent | Status::Accepted | Status::InTransit | Status::OutForDelivery => Tone::Owed,
        Status::Delayed | Status::Bounced | Status::Failed | Status::Returned | Status::Lost | Status::Problem => Tone::Late,
        Status::Opened | Status::Delivered | Status::Confirmed => Tone::Good,
    }
}

/// One of them, and what can be done; `whom` they are, if that is more than a name. `receipt`: whether it can be said that they have it.
#[must_use]
pub(crate) fn one(recipient: &RecipientStatus, whom: Option<&str>, receipt: bool, shown: &Shown) -> El {
    let name = el("strong").child(recipient.name.as_str());
    let place = [recipient.address.postal_code.as_str(), " ", &recipient.address.city].concat();
    let mail = recipient.email.as_deref().unwrap_or_default();
    // What goes by mail has no place to go to.
    let place = if place.trim().is_empty() { mail } else { &place };
    let parts = [whom.unwrap_or_default(), &recipient.organisation, place];
    let where_to = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let why = (!recipient.why.is_empty()).then(|| span("small", &recipient.why));
    let way = match recipient.channel {
        Channel::Mail => tp::by_mail(lang()),
        Channel::Parcel => tp::by_parcel(lang()),
        Channel::Download => tp::by_download(lang()),
    };
    let way = span("small muted", &[way, ", ", words::page_lang(lang(), recipient.lang)].concat());
    let head = div("stack tight").child(name).child(span("small muted", &where_to)).child(way).child(why);
    // After a no, nothing is planned any more.
    let over = matches!(shown.request.state, State::Declined | State::Withdrawn);
    let now = (!over).then(|| status(tone(recipient.status), words::status(lang(), recipient.status)));
    // What was said last stands in sight: "one stays dark", "nobody at home".
    let said = recipient.history.last().map(|change| said(recipient, change));
    el("li")
        .class("stack tight")
        .child(head)
        .child(now)
        .child(said)
        .child(parcel(recipient))
        .child(history(recipient))
        .child(changes::proposed(recipient, shown))
        .child(can_do(recipient, receipt, shown))
}

fn parcel(recipient: &RecipientStatus) -> Option<El> {
    // A mail has neither a number nor a day on which it comes.
    let parcel = recipient.parcel.as_ref().filter(|parcel| parcel.carrier != Carrier::Mail)?;
    let words = t::parcel(lang(), words::carrier(lang(), parcel.carrier), &parcel.number);
    let number = match &parcel.track_url {
        Some(url) => el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").child(words),
        None => span("", &words),
    };
    let arrives = super::comes(recipient.status, parcel.arrives_on);
    let first = super::later_than_said(recipient.status, parcel.first_arrives_on, parcel.arrives_on, parcel.late_because);
    let pieces = parcel.pieces.iter().map(|piece| {
        let serials = (!piece.serials.is_empty()).then(|| span("small muted", &t::serials(lang(), piece.serials.join(", "))));
        el("li").class("stack tight").child([&piece.quantity.to_string(), " × ", &piece.name].concat()).child(serials)
    });
    let list = el("ul").class("pieces small").child(pieces.collect::<Vec<_>>());
    Some(
        div("stack tight")
            .child(number)
            .child(arrives.map(|words| span("small", &words)))
            .child(first.map(|words| span("small muted", &words)))
            .child(list),
    )
}

/// What was said with an event: of the pieces, and in words; of a mail that came back, why and what to do.
pub(super) fn said(recipient: &RecipientStatus, change: &StatusChange) -> Vec<El> {
    let sent = countable(recipient.parcel.as_ref());
    let pieces = Some(words::pieces(lang(), &change.pieces, sent)).filter(|words| !words.is_empty());
    let why = change.reason.as_deref().and_then(|reason| bounces::by_word(lang(), reason));
    pieces.iter().chain(why.as_ref().or(change.note.as_ref())).map(|words| p("small", words)).collect()
}

fn history(recipient: &RecipientStatus) -> Option<El> {
    if recipient.history.len() < 2 {
        return None;
    }
    let entries = recipient.history.iter().rev().map(|change| {
        let words = [&timestamp(change.at), " ", &super::change(change)].concat();
        el("li").child(words).child(said(recipient, change))
    });
    let list = el("ol").class("small stack tight").child(entries.collect::<Vec<_>>());
    Some(el("details").child(el("summary").class("small").child(t::history(lang()))).child(list))
}

/// What this person can do for a recipient; `receipt`: whether it can be said that they have it.
pub(super) fn can_do(recipient: &RecipientStatus, receipt: bool, shown: &Shown) -> El {
    let actor: Actor = session::actor();
    let mut buttons = Vec::new();
    let small = |label: &str| button::secondary(label).class("button small");
    let mut offer = |label: &str, act: fn(&RecipientStatus, &Shown)| {
        let (recipient, shown) = (recipient.clone(), shown.clone());
        buttons.push(small(label).on("click", move |_| act(&recipient, &shown)));
    };
    if receipt && recipient.parcel.is_some() {
        let may_note = Status::by_hand(recipient.channel).iter().any(|next| rules::may_follow(recipient.status, *next));
        if rules::can_track(&actor).is_ok() && may_note {
            offer(t::note_status(lang()), dialogs::note_status);
        }
        if rules::can_act_for_recipients(&actor, &shown.request).is_ok() {
            if rules::may_follow(recipient.status, Status::Confirmed) {
                offer(t::received(lang()), dialogs::received);
                offer(t::wrong(lang()), wrong::open);
            }
            if (recipient.channel == Channel::Download || recipient.email.is_none()) && recipient.status != Status::Confirmed {
                offer(t::link(lang()), dialogs::link);
            }
        }
    }
    if changes::offered(recipient, shown) {
        offer(changes::label(), changes::ask);
    }
    let parcel = recipient.parcel.as_ref().filter(|parcel| parcel.carrier != Carrier::Mail);
    let handles = rules::can_track(&actor).is_ok() || rules::can_act_for_recipients(&actor, &shown.request).is_ok();
    if let Some(parcel) = parcel.filter(|_| handles) {
        buttons.push(button::link("button small", &paths::packing_slip(&parcel.id), tp::slip(lang())).attr("download", ""));
    }
    div("buttons").child(buttons)
}
