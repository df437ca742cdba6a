//! Files of many lines (CSV): read as people's programs write them, each bad line with what is wrong in it, done wholly or not at all.

mod bad;
mod columns;
mod file;
mod guard;
mod part;
mod upload;
mod values;

pub(crate) use bad::{Bad, noted};
pub(crate) use columns::{Column, Columns};
pub(crate) use file::{Line, Sheet, read};
pub(crate) use guard::guarded;
pub(crate) use part::part;
pub(crate) use upload::{ImportQuery, Upload, body};
pub(crate) use values::{day, number};
