//! Bank files: account statements (camt.052, .053, .054, MT940, CSV) and status reports (pain.002).

mod camt;
mod entry;
mod items;
mod message;
mod mt940;
mod pain002;
mod reasons;
mod reject;
mod remittance;
mod statement;
mod table;

pub use entry::{Batch, Charge, Code, Detail, Entry, Party, Reason, Status};
pub use items::{Item, Items};
pub(super) use message::Message;
pub(super) use mt940::is_mt940;
use reasons::reason_in;
pub use reject::{Reject, RejectLevel};
pub use remittance::{Reference, Remittance};
pub use statement::{Balance, NamedBalance, Statement, StatementKind};
pub(super) use table::is_table;
pub use table::{ColumnRole, DateOrder, DecimalMark, MappedColumn, SeenColumn, Table, TableLook, TableMapping};

/// So many statements a file may have. Whoever reads them keeps what they say.
const STATEMENTS: u32 = 100_000;

/// What banks write where there is no reference.
fn reference(text: Option<String>) -> Option<String> {
    text.filter(|text| !matches!(text.to_ascii_uppercase().as_str(), "NOTPROVIDED" | "NOT PROVIDED" | "NONREF" | "NONE"))
}
