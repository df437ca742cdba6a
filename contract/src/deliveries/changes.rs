//! Another address for a pinned recipient, or somebody else in their place. Whoever is not the requester only proposes it.

use super::{Channel, NAME_MAX, NewRecipient, RecipientStatus, Status, validate};
use crate::{
    ids::{Id, Millis},
    people::PersonRef,
    requests::{REASON_MAX, State, rules::Refusal},
    validate::{Fault, Faults},
};

words! {
    /// What is to change about a recipient.
    PinChange {
        /// The same person, to be reached in another way.
        Repaired = "repaired",
        /// Somebody else in their place.
        Redirected = "redirected",
    }
}

wire! {
    /// A change of a recipient that was asked for. Until the requester agrees, nothing goes out by it.
    pub struct ProposedChange {
        pub id: Id,
        pub change: PinChange,
        /// The recipient as they would be then.
        pub recipient: NewRecipient,
        pub reason: String,
        pub asked_by: PersonRef,
        pub asked_at: Millis,
        /// None: nobody has answered yet.
        pub agreed: Option<bool>,
        pub by: Option<PersonRef>,
        pub at: Option<Millis>,
    }

    /// Asking for it. From the requester themself it is agreed to at once.
    pub struct ChangeRecipient {
        /// The recipient as they are to be.
        pub recipient: NewRecipient,
        pub reason: String,
    }

    /// The requester's answer.
    pub struct AnswerChange {
        pub agreed: bool,
    }
}

/// A recipient as the requester would name them now.
#[must_use]
pub fn as_named(recipient: &RecipientStatus) -> NewRecipient {
    NewRecipient {
        name: recipient.name.clone(),
        organisation: recipient.organisation.clone(),
        email: recipient.email.clone().unwrap_or_default(),
        phone: recipient.phone.clone().unwrap_or_default(),
        lang: recipient.lang,
        address: recipient.address.clone(),
        why: recipient.why.clone(),
        channel: Some(recipient.channel),
    }
}

/// Whether anything of a recipient can still be changed.
///
/// # Errors
/// The state that is in the way.
pub const fn can_change(state: State) -> Result<(), Refusal> {
    match state {
        State::Declined | State::Withdrawn | State::Closed => Err(Refusal::Not(state)),
        _ => Ok(()),
    }
}

/// Whether somebody else may take a recipient's place: what is under way to them, or what they have, nobody takes from them.
#[must_use]
pub fn can_be_redirected(recipient: &RecipientStatus) -> bool {
    match recipient.channel {
        Channel::Parcel => recipient.status == Status::Planned,
        Channel::Mail | Channel::Download => {
            recipient.status.is_nowhere() && recipient.history.iter().all(|change| change.status.is_nowhere())
        }
    }
}

/// Checks what somebody wants to change.
///
/// # Errors
/// The faults by field: `recipient.…`, `reason`.
pub fn validate_change(now: &RecipientStatus, change: &ChangeRecipient) -> Result<(PinChange, ChangeRecipient), Faults> {
    let mut faults = Faults::new();
    let recipient = if now.channel == Channel::Parcel {
        validate::recipient("recipient", &change.recipient, &mut faults)
    } else {
        reached_by_mail(&change.recipient, &mut faults)
    };
    let before = as_named(now);
    let kind = if recipient.name == before.name && recipient.organisation == before.organisation {
        PinChange::Repaired
    } else {
        PinChange::Redirected
    };
    if kind == PinChange::Redirected && !can_be_redirected(now) {
        faults.add("recipient.name", Fault::NotOffered);
    }
    // A parcel that is under way goes where it was sent.
    if now.channel == Channel::Parcel && now.status != Status::Planned && recipient.address != before.address {
        faults.add("recipient.address.street", Fault::NotOffered);
    }
    if now.status.is_over() {
        faults.add("recipient.name", Fault::NotOffered);
    }
    if recipient == before {
        faults.add("recipient.email", Fault::AsItIs);
    }
    let reason = faults.text("reason", &change.reason, REASON_MAX);
    faults.or((kind, ChangeRecipient { recipient, reason }))
}

/// What goes by mail has no place to go to. Without an address it lies ready behind a link.
fn reached_by_mail(r: &NewRecipient, faults: &mut Faults) -> NewRecipient {
    let (email, channel) = validate::reached("recipient", &r.email, r.channel, faults);
    NewRecipient {
        name: faults.line("recipient.name", &r.name, NAME_MAX),
        organisation: faults.optional_text("recipient.organisation", &r.organisation, NAME_MAX).unwrap_or_default(),
        email,
        channel: Some(channel),
        phone: faults.optional_text("recipient.phone", &r.phone, 40).unwrap_or_default(),
        why: faults.optional_text("recipient.why", &r.why, super::WHY_MAX).unwrap_or_default(),
        ..r.clone()
    }
}
