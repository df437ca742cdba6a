//! Who may see an account, and who keeps its books.

use crate::people::{Role, rules::Actor};

/// Who of a partner sees its statements.
pub const READERS: &[Role] = &[Role::Accounts, Role::Owner];
/// Who of the vendor sees all statements.
pub const VENDOR_READERS: &[Role] = &[Role::Ledger, Role::Lead, Role::Manager, Role::Admin, Role::Auditor];
/// Who posts, allocates, releases and reads files in.
pub const KEEPERS: &[Role] = &[Role::Ledger];

/// Whether the actor may see the statements of a partner. If not, they answer like ones that don't exist.
#[must_use]
pub fn may_see(actor: &Actor, partner_id: &str) -> bool {
    if actor.is_vendor() {
        return actor.is_any(VENDOR_READERS);
    }
    actor.is_partner() && actor.organisation_id == partner_id && actor.is_any(READERS)
}

/// Whether the actor may look at statements at all: the vendor's readers, and accounts and owner of a partner.
///
/// # Errors
/// The roles of which one is needed.
pub fn can_read(actor: &Actor) -> Result<(), &'static [Role]> {
    let roles = if actor.is_vendor() { VENDOR_READERS } else { READERS };
    if (actor.is_vendor() || actor.is_partner()) && actor.is_any(roles) { Ok(()) } else { Err(roles) }
}

/// Whether the actor keeps the books.
///
/// # Errors
/// The roles of which one is needed.
pub fn can_keep(actor: &Actor) -> Result<(), &'static [Role]> {
    if actor.is_vendor() && actor.is_any(KEEPERS) { Ok(()) } else { Err(KEEPERS) }
}

/// Whether the actor may look at the files that were read: who keeps the books, and auditors.
///
/// # Errors
/// The roles of which one is needed.
pub fn can_see_files(actor: &Actor) -> Result<(), &'static [Role]> {
    if actor.is_vendor() && actor.is(Role::Auditor) { Ok(()) } else { can_keep(actor) }
}

/// Whether the actor says to whom of a partner its statements are sent each month: its owners and accounts people do, nobody else.
///
/// # Errors
/// The roles of which one is needed.
pub fn can_pin(actor: &Actor, partner_id: &str) -> Result<(), &'static [Role]> {
    if !actor.is_vendor() && may_see(actor, partner_id) { Ok(()) } else { Err(READERS) }
}
