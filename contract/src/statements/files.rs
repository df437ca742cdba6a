//! What came of a file: everything in it, and what becomes of each.

use crate::civil::Date;
use crate::ids::{Id, Millis};
use crate::people::PersonRef;
use crate::statements::reading::bank::TableMapping;

/// The largest file that is taken at once, in bytes.
pub const FILE_MAX: usize = 64 * 1024 * 1024;
/// So many lines of a file are named one by one; all are counted.
pub const FILE_LINES: usize = 2_000;

words! {
    /// What becomes of something in a file.
    Fate {
        /// It is posted.
        Posted = "posted",
        /// Not booked by the bank: shown, never posted.
        Shown = "shown",
        /// Posted before: the same entry, or the same invoice.
        Known = "known",
        /// Nobody knows whose it is: not posted until an account is found by its mandate, IBAN, VAT number or invoice.
        Nobodys = "nobodys",
        /// It is older than the books of its account.
        TooOld = "too_old",
        /// Rejected before it was booked: no money moved.
        Rejected = "rejected",
    }
}

words! {
    /// How a file came.
    Origin {
        /// Somebody chose it in the portal.
        Upload = "upload",
        /// It lay in the folder that is watched.
        Folder = "folder",
        /// A program sent it.
        Api = "api",
    }
}

wire! {
    /// A line of a file.
    pub struct FileLine {
        pub fate: Fate,
        /// Line of the file, from 1; 0 where it has none.
        pub line: i64,
        /// The way to it in the file.
        pub path: String,
        pub day: Option<Date>,
        /// With its sign, in minor units.
        pub amount: i64,
        pub currency: String,
        /// The account that it belongs to, by its number.
        pub account: Option<String>,
        /// What it says.
        pub text: String,
    }

    /// Something that was noticed, in words.
    pub struct FileRemark {
        /// `shown`, `skipped`, `missing`, `contradiction` or `note`.
        pub group: String,
        pub sentence: String,
        pub line: i64,
        pub path: String,
    }

    /// What a file held, and what came, or would come, of it.
    pub struct FileReport {
        /// `camt.053`, `invoice` …
        pub format: String,
        pub posted: i64,
        pub shown: i64,
        pub known: i64,
        pub nobodys: i64,
        pub too_old: i64,
        pub rejected: i64,
        /// Allocations that the matching made of it.
        pub allocated: i64,
        /// The first of its lines.
        pub lines: Vec<FileLine>,
        pub remarks: Vec<FileRemark>,
        /// Of a table: what its columns mean. Posted with it, this is remembered for the next file with these columns.
        pub mapping: Option<TableMapping>,
        /// Whether it was posted; else nothing was written.
        pub done: bool,
        /// When this very file was read before.
        pub before: Option<Millis>,
    }

    /// A file that was read.
    pub struct ReadFile {
        pub id: Id,
        pub name: String,
        pub origin: Origin,
        pub bytes: i64,
        pub report: FileReport,
        pub by: Option<PersonRef>,
        pub at: Millis,
    }
}

impl FileReport {
    /// Of which nothing is known yet.
    #[must_use]
    pub fn of(format: &str) -> Self {
        Self {
            format: format.to_owned(),
            posted: 0,
            shown: 0,
            known: 0,
            nobodys: 0,
            too_old: 0,
            rejected: 0,
            allocated: 0,
            lines: Vec::new(),
            remarks: Vec::new(),
            mapping: None,
            done: false,
            before: None,
        }
    }

    /// Notes what becomes of a line.
    pub fn add(&mut self, line: FileLine) {
        let count = match line.fate {
            Fate::Posted => &mut self.posted,
            Fate::Shown => &mut self.shown,
            Fate::Known => &mut self.known,
            Fate::Nobodys => &mut self.nobodys,
            Fate::TooOld => &mut self.too_old,
            Fate::Rejected => &mut self.rejected,
        };
        *count += 1;
        if self.lines.len() < FILE_LINES {
            self.lines.push(line);
        }
    }
}
