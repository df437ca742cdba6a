//! Statements: what was invoiced, what was debited, what belongs to what, to the cent.
//!
//! An **account** belongs to a partner and has one currency. Its **postings** are never changed: a correction is another posting that points
//! at the one it corrects. An **allocation** ties an amount of a posting that lowers the balance to one that raises it; released, it gets a
//! second row that takes it back.

pub mod arrange;
pub mod bank_view;
mod downloads;
mod files;
pub mod findings;
pub mod ledger;
pub mod matching;
mod monthly;
pub mod paths;
mod queries;
pub mod reading;
pub mod rules;
pub mod settle;
mod types;
mod validate;

pub use downloads::*;
pub use files::*;
pub use monthly::*;
pub use queries::*;
pub use types::*;
pub use validate::*;
