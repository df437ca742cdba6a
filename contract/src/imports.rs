//! Files of many lines (CSV): looked at, then written wholly or not at all.

wire! {
    /// What would come of a CSV, or what came of it.
    pub struct Import {
        /// Lines in which something stands, without the header.
        pub lines: i64,
        /// New ones: installations, keys, events.
        pub added: i64,
        /// Known ones that change.
        pub changed: i64,
        /// Known ones that stay as they are.
        pub same: i64,
        /// Every line that can't be taken.
        pub bad: Vec<BadLine>,
        /// Columns of the file that mean nothing here.
        pub ignored: Vec<String>,
        /// Whether it was written.
        pub done: bool,
    }

    /// A line that can't be taken.
    pub struct BadLine {
        /// As a text editor counts; the header is 1.
        pub line: i64,
        pub faults: Vec<BadField>,
    }

    /// What is wrong in a line.
    pub struct BadField {
        /// The column's; empty: the line as a whole.
        pub field: String,
        /// What stands there, or how it begins.
        pub value: String,
        /// Why it can't be taken, in the caller's language.
        pub reason: String,
    }
}

/// The most lines of a CSV.
pub const IMPORT_LINES: usize = 20_000;
/// The most bytes of a CSV.
pub const IMPORT_BYTES: usize = 8 * 1024 * 1024;
