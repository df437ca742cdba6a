//! The recipients of a request: where each one's parcel is, what is in it, what can be done.

use eyelevel_contract::{
    deliveries::{RecipientStatus, Status, carriers::Carrier, rules},
    people::rules::Actor,
    requests::State,
};
use eyelevel_texts::{deliveries as t, words};

use super::dialogs;
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
    card(t::recipients(lang()), el("ul").class("recipients").child(list))
}

/// How a status is to be taken.
#[must_use]
pub(crate) fn tone(status: Status) -> Tone {
    match status {
        Status::Planned => Tone::Calm,
        Status::Sent | Status::InTransit | Status::OutForDelivery => Tone::Owed,
        Status::Failed | Status::Returned | Status::Lost | Status::Problem => Tone::Late,
        Status::Delivered | Status::Confirmed => Tone::Good,
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
    let head = div("stack tight").child(name).child(span("small muted", &where_to));
    // After a no, nothing is planned any more.
    let over = matches!(shown.request.state, State::Declined | State::Withdrawn);
    let now = (!over).then(|| status(tone(recipient.status), words::status(lang(), recipient.status)));
    // What was said last stands in sight: "one stays dark", "nobody at home".
    let said = recipient.history.last().and_then(|change| change.note.as_deref()).map(|note| p("small", note));
    el("li")
        .class("stack tight")
        .child(head)
        .child(now)
        .child(said)
        .child(parcel(recipient))
        .child(history(recipient))
        .child(receipt.then(|| can_do(recipient, shown)))
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
    let pieces = parcel.pieces.iter().map(|piece| {
        let serials = (!piece.serials.is_empty()).then(|| span("small muted", &t::serials(lang(), piece.serials.join(", "))));
        el("li").class("stack tight").child([&piece.quantity.to_string(), " × ", &piece.name].concat()).child(serials)
    });
    let list = el("ul").class("pieces small").child(pieces.collect::<Vec<_>>());
    Some(div("stack tight").child(number).child(arrives.map(|words| span("small", &words))).child(list))
}

fn history(recipient: &RecipientStatus) -> Option<El> {
    if recipient.history.len() < 2 {
        return None;
    }
    let entries = recipient.history.iter().rev().map(|change| {
        let note = change.note.as_deref().map(|note| p("", note));
        let words = [&timestamp(change.at), " ", words::status(lang(), change.status)].concat();
        el("li").child(words).child(note)
    });
    let list = el("ol").class("small stack tight").child(entries.collect::<Vec<_>>());
    Some(el("details").child(el("summary").class("small").child(t::history(lang()))).child(list))
}

/// What this person can do for a recipient.
pub(super) fn can_do(recipient: &RecipientStatus, shown: &Shown) -> El {
    let actor: Actor = session::actor();
    let mut buttons = Vec::new();
    let small = |label: &str| button::secondary(label).class("button small");
    let mut offer = |label: &str, act: fn(&RecipientStatus, &Shown)| {
        let (recipient, shown) = (recipient.clone(), shown.clone());
        buttons.push(small(label).on("click", move |_| act(&recipient, &shown)));
    };
    if recipient.parcel.is_some() {
        let mailed = recipient.parcel.as_ref().is_some_and(|parcel| parcel.carrier == Carrier::Mail);
        let may_note = !mailed && Status::BY_HAND.iter().any(|next| rules::may_follow(recipient.status, *next));
        if rules::can_track(&actor).is_ok() && may_note {
            offer(t::note_status(lang()), dialogs::note_status);
        }
        if rules::can_act_for_recipients(&actor, &shown.request).is_ok() {
            if rules::may_follow(recipient.status, Status::Confirmed) {
                offer(t::received(lang()), dialogs::received);
                offer(t::wrong(lang()), dialogs::wrong);
            }
            if recipient.email.is_none() && recipient.status != Status::Confirmed {
                offer(t::link(lang()), dialogs::link);
            }
        }
    }
    div("buttons").child(buttons)
}
