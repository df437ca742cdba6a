//! Something going to pinned recipients; each has a status and a link of their own.

pub mod bounces;
pub mod carriers;
mod changes;
pub mod numbers;
pub mod paths;
mod proof;
mod receipt;
pub mod rules;
pub mod status;
pub mod tracking;
pub mod troubles;
mod types;
mod validate;

pub use changes::*;
pub use proof::*;
pub use receipt::*;
pub use types::*;
pub(crate) use validate::reached;
pub use validate::{NOTE_MAX, WHY_MAX, address as validate_address, validate_recipients};
