//! Something going to pinned recipients; each has a status and a link of their own.

pub mod carriers;
pub mod numbers;
pub mod paths;
pub mod rules;
mod types;
mod validate;

pub use types::*;
pub use validate::{NOTE_MAX, address as validate_address, validate_receipt, validate_recipients};
