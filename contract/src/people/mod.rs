//! Organisations, people, roles and sessions.

pub mod paths;
pub mod rules;
mod types;

pub use types::*;
