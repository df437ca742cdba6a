//! Files of many lines (CSV): chosen or dropped, looked at line by line, then imported.

mod lines;
mod outcome;
mod page;
mod view;

pub(crate) use page::page;
pub(crate) use view::{Importing, view};
