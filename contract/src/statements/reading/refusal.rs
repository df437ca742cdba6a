//! Why a file is not read, and where.

use core::fmt;

words! {
    /// What is wrong with a file. The sentences stand in `texts`.
    RefusalKind {
        /// There is nothing in it.
        Empty = "empty",
        /// The medium failed while it was read.
        Unreadable = "unreadable",
        /// It is none of the forms that are read.
        Unknown = "unknown",
        /// It is packed, a picture or the like; the detail says what.
        Packed = "packed",
        /// Larger than what is taken of this form.
        TooLarge = "too_large",
        /// More entries than are read of one file; the detail says how many are.
        TooMany = "too_many",
        /// More entries than are posted at once; the detail says how many are.
        TooManyPosted = "too_many_posted",
        /// Its encoding is none that is read.
        EncodingUnknown = "encoding_unknown",
        /// It is not in the encoding that it says it is in.
        EncodingWrong = "encoding_wrong",
        /// A control character, which no text has.
        Character = "character",
        /// It has a document type definition: none of our formats has one, and attacks do.
        Doctype = "doctype",
        /// An entity that XML does not know by itself.
        Entity = "entity",
        /// It ends in the middle.
        Truncated = "truncated",
        /// It is no well-formed XML.
        Syntax = "syntax",
        /// Something stands behind the end of the document.
        TwoRoots = "two_roots",
        /// Nested deeper than any document of ours.
        TooDeep = "too_deep",
        /// One piece (a text, a tag, a line, an entry) is longer than any of ours.
        TooLong = "too_long",
        /// XML, but no document that is read; the detail is its root.
        DocumentUnknown = "document_unknown",
        /// More than one document where one is taken.
        SeveralDocuments = "several_documents",
        /// A message without anything in it.
        NothingInIt = "nothing_in_it",
        /// Something that can't be done without is missing; the path says what.
        Missing = "missing",
        /// Not a number.
        Amount = "amount",
        /// An amount with more decimals than the currency has.
        AmountTooFine = "amount_too_fine",
        /// An amount that is too large to be one.
        AmountTooLarge = "amount_too_large",
        /// A currency that ISO 4217 does not know.
        Currency = "currency",
        /// An amount in another currency than the document's.
        CurrencyDiffers = "currency_differs",
        /// Not a date, or a year before 1900.
        Date = "date",
        /// A word that is none of those that can stand there.
        Word = "word",
        /// A table whose columns are not known well enough.
        Columns = "columns",
        /// A row with another number of columns than the header.
        RowLength = "row_length",
        /// Quotation marks that do not fit together.
        Quotes = "quotes",
        /// A line that its format does not know, or not there.
        Line = "line",
        /// A PDF that can't be opened.
        PdfDamaged = "pdf_damaged",
        /// A PDF with a password.
        PdfEncrypted = "pdf_encrypted",
        /// A PDF without an invoice in it; the detail names what is attached.
        PdfWithoutInvoice = "pdf_without_invoice",
        /// A PDF with more than one invoice in it; the detail names them.
        PdfSeveralInvoices = "pdf_several_invoices",
        /// The invoice inside a PDF can't be taken out.
        PdfAttachment = "pdf_attachment",
    }
}

impl RefusalKind {
    /// Whether, in a table, it may be mended by saying what the columns mean and how it is written.
    #[must_use]
    pub const fn is_of_columns(self) -> bool {
        matches!(
            self,
            Self::Columns
                | Self::Date
                | Self::Amount
                | Self::AmountTooFine
                | Self::AmountTooLarge
                | Self::Currency
                | Self::Missing
                | Self::Word
                | Self::RowLength
                | Self::NothingInIt
                | Self::EncodingWrong
        )
    }
}

wire! {
    /// A place in a file.
    pub struct Place {
        /// The line, from 1; 0 means the file as a whole.
        pub line: i64,
        /// The way to it: `Document/BkToCstmrStmt/Stmt[2]/Ntry[15]`, a column's name, a field of MT940.
        pub path: String,
    }

    /// A file that is not read. Nothing of it may be used.
    pub struct Refusal {
        /// What is wrong.
        pub kind: RefusalKind,
        /// The line, from 1; 0 means the file as a whole.
        pub line: i64,
        /// The way to the place; empty for the file as a whole.
        pub path: String,
        /// The piece of the file that it is about; no sentence. At most [`DETAIL_MAX`] characters.
        pub detail: String,
    }
}

/// How much of a file a refusal or a remark repeats, in characters.
pub(super) const DETAIL_MAX: usize = 120;

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn whole() -> Self {
        Self { line: 0, path: String::new() }
    }
}

impl Refusal {
    /// At a place.
    #[must_use]
    pub fn at(kind: RefusalKind, place: Place, detail: impl AsRef<str>) -> Self {
        Self { kind, line: place.line, path: place.path, detail: shortened(detail.as_ref()) }
    }

    /// Of a line, where there is no way to it.
    #[must_use]
    pub fn in_line(kind: RefusalKind, line: i64, detail: impl AsRef<str>) -> Self {
        Self::at(kind, Place { line, path: String::new() }, detail)
    }

    /// Of the file as a whole.
    #[must_use]
    pub fn whole(kind: RefusalKind, detail: impl AsRef<str>) -> Self {
        Self::at(kind, Place::whole(), detail)
    }
}

/// The beginning of a text that repeats something of a file, in one line.
pub(super) fn shortened(text: &str) -> String {
    let mut out: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(DETAIL_MAX).collect();
    if text.trim().chars().nth(DETAIL_MAX).is_some() {
        out.push('…');
    }
    out
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {} {}: {}", self.kind, self.line, self.path, self.detail)
    }
}

/// So that it can pass through a reader of XML as an error of input.
impl std::error::Error for Refusal {}
