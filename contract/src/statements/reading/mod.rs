//! Getting data in: bank files and invoices, as they come, into one form each.
//!
//! Everything here takes a stream and gives one thing after the other: a file of any length needs the same little memory. What a file is, its
//! content says, never its name. A file that can't be read wholly is refused with the kind of trouble and its place ([`Refusal`]); what is
//! merely missing or contradicts itself is read as it stands and remarked on ([`Remark`]).

mod amount;
pub mod bank;
mod currency;
mod dates;
mod decode;
mod documents;
pub mod invoice;
mod lines;
mod number;
mod open;
mod refusal;
mod remarks;
mod xml;

pub use amount::Amount;
pub use currency::{CurrencyCode, NoSuchCurrency};
pub use decode::Encoding;
pub use open::{Opened, Whole, open, open_as};
pub use refusal::{Place, Refusal, RefusalKind};
pub use remarks::{Remark, RemarkGroup, RemarkKind, Remarks};
