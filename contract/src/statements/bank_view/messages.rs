//! What the page and the worker that reads the files say to each other. The files themselves go beside it: the worker takes them from the
//! browser, piece by piece.

use super::{Ask, Compared, Summary, Unread};
use crate::statements::reading::bank::TableMapping;

wire! {
    /// What somebody has said of a table's columns.
    pub struct SaidOfTable {
        /// The file, by its place among them.
        pub file: i64,
        pub mapping: TableMapping,
    }
}

tagged! {
    /// What the page wants.
    Wish by "wish" {
        /// Read the files that come with it, and compare.
        Compare = "compare" { ask: Ask, said: Vec<SaidOfTable> },
        /// Some of what came of it: what differs, or what agrees.
        Page = "page" { differing: bool, from: i64, count: i64 },
    }
}

tagged! {
    /// What the worker says.
    Told by "told" {
        /// It is there.
        Ready = "ready" {},
        /// So many bytes of all are read.
        Progress = "progress" { bytes: i64, of: i64 },
        /// It is done.
        Compared = "compared" { summary: Summary },
        /// What was wanted of it.
        Page = "page" { differing: bool, from: i64, lines: Vec<Compared> },
        /// A file is not read, by its place among them.
        Unread = "unread" { file: i64, why: Unread },
    }
}
