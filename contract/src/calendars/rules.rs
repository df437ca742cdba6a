//! Who keeps calendars and policies.

use crate::people::{Role, rules::Actor};
use crate::requests::rules::{Refusal, of_the_vendor};

/// Who reads and changes them.
pub const KEEPERS: &[Role] = &[Role::Admin];

/// Whether the actor may read and change calendar and policies: the vendor's admins.
///
/// # Errors
/// The missing right.
pub fn can_keep_calendars(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, KEEPERS)
}
