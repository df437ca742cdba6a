//! Organisations, people, roles and sessions.

pub mod absences;
pub mod paths;
pub mod rules;
pub mod tokens;
mod types;
mod validate;

pub use types::*;
pub use validate::*;

/// The longest name of a person or an organisation, in characters.
pub const NAME_MAX: usize = 120;
/// The longest word for a tier, in characters.
pub const TIER_MAX: usize = 40;
/// The least a password must have: characters, not classes (NIST SP 800-63B).
pub const PASSWORD_MIN: usize = 10;
/// The longest password that is hashed.
pub const PASSWORD_MAX: usize = 200;
