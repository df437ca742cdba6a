//! Who looks after mail.

use crate::{
    people::{Role, rules::Actor},
    requests::rules::{Refusal, of_the_vendor},
};

/// Who sees how mail is.
pub const KEEPERS: &[Role] = &[Role::Admin];

/// Whether the actor may see how mail is, and what the sender's domain lacks.
///
/// # Errors
/// The missing right.
pub fn can_keep_mail(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, KEEPERS)
}
