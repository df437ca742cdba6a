//! Files of many lines (CSV): read as people's programs write them, each bad line with what is wrong in it, done wholly or not at all.

mod bad;
mod columns;
mod file;
mod guard;
mod import;
mod plan;
mod sent;
mod upload;
mod values;

pub(crate) use bad::{merge, noted};
pub(crate) use columns::{Column, Columns};
pub(crate) use file::{Line, Sheet, read};
pub(crate) use guard::guarded;
pub(crate) use import::{Asked, Importer, import};
pub(crate) use plan::{Fate, Plan};
pub(crate) use sent::{PART, sent};
pub(crate) use upload::{ImportQuery, body};
pub(crate) use values::{day, number};
