//! Files of many lines (CSV): read as people's programs write them, each bad line with what is wrong in it, done wholly or not at all.

mod bad;
mod columns;
mod file;
mod upload;
mod values;

pub(in crate::licences) use bad::{Bad, noted};
pub(in crate::licences) use columns::{Column, Columns};
pub(in crate::licences) use file::{Line, Sheet, read};
pub(in crate::licences) use upload::{ImportQuery, Upload, body};
pub(in crate::licences) use values::{day, number};
