//! Files of many lines (CSV): read as people's programs write them, each bad line with what is wrong in it, done wholly or not at all.

mod bad;
mod columns;
mod file;
mod guard;
mod sent;
mod upload;
mod values;

pub(crate) use bad::{Bad, merge, noted};
pub(crate) use columns::{Column, Columns};
pub(crate) use file::{Line, Sheet, read};
pub(crate) use guard::guarded;
pub(crate) use sent::{PART, sent};
pub(crate) use upload::{ImportQuery, Upload, body};
pub(crate) use values::{day, number};
