//! camt.052, camt.053 and camt.054, in all versions: statement by statement, entry by entry.

mod account;
mod check;
mod common;
mod detail;
mod entry;
mod message;
mod remittance;
mod statement;

pub(super) use common::{party, reason, told};
pub(super) use message::Camt;

use crate::statements::reading::xml::Xml;

/// What the readers of parts are handed: the document, and where to leave remarks.
pub(super) struct Part<'a, R: std::io::Read> {
    pub(super) xml: &'a mut Xml<R>,
    pub(super) remarks: &'a mut crate::statements::reading::Remarks,
}
