//! Where parcels are, as tracking services say: signed, taken in many at once, written down. docs/carriers.md has what is sent and answered.

mod apply;
pub mod figures;
mod intake;
mod signed;
pub(super) mod webhook;

pub use intake::Intake;
