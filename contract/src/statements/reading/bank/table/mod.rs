//! Tables that banks export (CSV): each has columns of its own, so what a column means is data: guessed from the header, corrected by a person,
//! remembered ([`TableMapping`]).

mod amounts;
mod guess;
mod header;
mod mapping;
mod open;
mod read;
mod record;
mod row;

pub use mapping::{ColumnRole, DateOrder, DecimalMark, MappedColumn, SeenColumn, TableLook, TableMapping};
pub use open::Table;
pub(in super::super) use open::is_table;
pub(super) use read::TableReader;
