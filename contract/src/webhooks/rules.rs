//! Who keeps webhooks, and what each of them hears.

use super::{Topic, topic};
use crate::people::{Role, rules::Actor};
use crate::requests::{EventKind, rules::Refusal};

/// Who keeps a partner's webhooks.
pub const OWNERS: &[Role] = &[Role::Owner];
/// Who keeps the vendor's.
pub const ADMINS: &[Role] = &[Role::Admin];
/// Of an organisation that is neither.
pub const KEEPERS: &[Role] = &[Role::Owner, Role::Admin];

/// Whether the actor keeps the webhooks of their organisation: a partner's owner, an admin of the vendor.
///
/// # Errors
/// The missing right.
pub fn can_keep(actor: &Actor) -> Result<(), Refusal> {
    let needed = if actor.is_vendor() {
        ADMINS
    } else if actor.is_partner() {
        OWNERS
    } else {
        KEEPERS
    };
    let may = (actor.is_vendor() || actor.is_partner()) && actor.is_any(needed);
    if may { Ok(()) } else { Err(Refusal::NeedsRole(needed)) }
}

/// Whose a webhook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listener<'a> {
    /// Its organisation.
    pub organisation_id: &'a str,
    /// Whether that is the vendor.
    pub vendor: bool,
}

/// Of a request, as far as it matters to who may hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'a> {
    /// Whose it is.
    pub partner_id: &'a str,
    /// Whether only the requester and the partner's owner see it.
    pub limited: bool,
}

/// Whether a request may be spoken of to a webhook at all. A partner's program is read by who knows whom of the company, so what a requester has
/// limited to themself and the owner is not told to it.
#[must_use]
pub fn may_hear(listener: Listener<'_>, request: Heard<'_>) -> bool {
    listener.vendor || listener.organisation_id == request.partner_id && !request.limited
}

/// Whether an event is told to a webhook: of a request that it may hear of, among what it asks for; notes are the vendor's alone.
#[must_use]
pub fn hears(listener: Listener<'_>, topics: &[Topic], kind: EventKind, request: Heard<'_>) -> bool {
    may_hear(listener, request) && topics.contains(&topic(kind)) && (listener.vendor || !matches!(kind, EventKind::Note))
}
