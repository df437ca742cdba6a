//! What came of a file: everything in it, and what becomes of each.

mod report;

use crate::civil::Date;
use crate::ids::{Id, Millis};
use crate::people::PersonRef;
use crate::statements::ledger::PostingKind;
use crate::statements::reading::bank::{TableLook, TableMapping};

/// The largest file that is taken, in bytes, where the installation says nothing else.
pub const FILE_MAX: u64 = 1_000_000_000;
/// So many entries a file may have.
pub const ENTRIES_MAX: usize = 1_000_000;
/// So many of them are posted at once, in one write.
pub const POSTED_MAX: i64 = 100_000;
/// So many lines of each fate are named one by one; all are counted.
pub const FILE_LINES: i64 = 1_000;
/// So many accounts are named one by one; all are counted.
pub const FILE_ACCOUNTS: usize = 500;

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

words! {
    /// By what whose it is may be recognised.
    MarkKind {
        /// A SEPA mandate.
        Mandate = "mandate",
        /// The IBAN of who paid.
        Iban = "iban",
        /// The VAT number of who is invoiced.
        VatId = "vat_id",
    }
}

wire! {
    /// Something by which an account could be recognised.
    pub struct FileMark {
        pub kind: MarkKind,
        pub value: String,
    }

    /// A line of a file.
    pub struct FileLine {
        pub fate: Fate,
        /// What it is in the books; none: it never comes into them.
        pub kind: Option<PostingKind>,
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
        /// Of what is nobody's: by what an account could be told that it is its.
        pub mark: Option<FileMark>,
    }

    /// How much of a file has one fate, in one currency.
    pub struct FileSum {
        pub fate: Fate,
        /// ISO 4217; empty where nothing says it.
        pub currency: String,
        pub lines: i64,
        /// With its sign, as the balance sees it, in minor units.
        pub sum: i64,
    }

    /// An account into which something of a file comes.
    pub struct FileAccount {
        pub id: Id,
        pub number: String,
        /// The partner's name.
        pub partner: String,
        pub currency: String,
        pub lines: i64,
        /// With its sign, as the balance sees it, in minor units.
        pub sum: i64,
        /// Allocations that the matching made.
        pub allocated: i64,
        /// What the matching leaves to a person, in the whole account.
        pub proposals: i64,
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
        /// By fate and currency.
        #[serde(default)]
        pub sums: Vec<FileSum>,
        /// The accounts into which it comes, the first [`FILE_ACCOUNTS`] of them by their numbers.
        #[serde(default)]
        pub accounts: Vec<FileAccount>,
        /// How many accounts there are.
        #[serde(default)]
        pub accounts_in_all: i64,
        /// The bank's own accounts that it is about: IBANs, or as the file names them.
        #[serde(default)]
        pub banks: Vec<String>,
        /// The first and the last day of its lines.
        #[serde(default)]
        pub from: Option<Date>,
        #[serde(default)]
        pub until: Option<Date>,
        /// The first of its lines, of each fate.
        pub lines: Vec<FileLine>,
        pub remarks: Vec<FileRemark>,
        /// How many remarks there are; the first of each kind are named.
        #[serde(default)]
        pub remarks_in_all: i64,
        /// Of a table: what its columns mean. Posted with it, this is remembered for the next file with these columns.
        pub mapping: Option<TableMapping>,
        /// Of a table that is looked at: its first rows, for who says what its columns mean.
        #[serde(default)]
        pub table: Option<TableLook>,
        /// Of a table that is looked at: why it can't be read with these columns, and where. Nothing else is known of it then.
        #[serde(default)]
        pub refused: Option<String>,
        /// Whether it was posted; else nothing was written.
        pub done: bool,
        /// When this very file was read before.
        pub before: Option<Millis>,
        /// Under which it is kept, once it is posted: now, or before.
        #[serde(default)]
        pub file: Option<Id>,
    }

    /// A file in the list of those that were read.
    pub struct FileRow {
        pub id: Id,
        pub name: String,
        pub origin: Origin,
        /// As in its report; empty of what could not be read.
        pub format: String,
        pub bytes: i64,
        pub posted: i64,
        pub shown: i64,
        pub known: i64,
        pub nobodys: i64,
        pub too_old: i64,
        pub rejected: i64,
        pub allocated: i64,
        /// Why nothing of it is read, and where, in a sentence.
        pub refused: Option<String>,
        pub by: Option<PersonRef>,
        pub at: Millis,
    }

    /// A file that was read, with all that came of it.
    pub struct ReadFile {
        pub file: FileRow,
        pub report: FileReport,
    }
}
