//! What was noticed in a file that is read all the same.

use super::Place;
use super::refusal::shortened;

words! {
    /// What kind of remark it is, for whoever lists them.
    RemarkGroup {
        /// Read, and only shown: it never posts.
        Shown = "shown",
        /// Left out.
        Skipped = "skipped",
        /// Not there, though it belongs there.
        Missing = "missing",
        /// Two statements of the file that contradict each other.
        Contradiction = "contradiction",
        /// Concluded, or unusual.
        Note = "note",
    }
}

words! {
    /// What was noticed. The sentences stand in `texts`.
    RemarkKind {
        /// An entry that is not booked (INFO, PDNG, FUTR): never posted.
        NotBooked = "not_booked",
        /// A status report that accepts something.
        Accepted = "accepted",
        /// An entry without a status: never posted, since only BOOK posts.
        MissingStatus = "missing_status",
        /// A status that ISO 20022 does not know.
        StatusUnknown = "status_unknown",
        /// A booked entry without a booking date.
        MissingBookingDate = "missing_booking_date",
        /// A balance that does not say whether it is a credit; read as one.
        MissingSign = "missing_sign",
        /// A balance without an amount.
        MissingAmount = "missing_amount",
        /// No account is named.
        MissingAccount = "missing_account",
        /// A statement without an opening or a closing balance.
        MissingBalance = "missing_balance",
        /// Opening balance and booked entries do not give the closing one.
        NotBalanced = "not_balanced",
        /// Another number of transactions or entries is announced than listed.
        CountDiffers = "count_differs",
        /// The transactions of an entry do not add up to it.
        SumDiffers = "sum_differs",
        /// A transaction whose sign contradicts its entry's.
        SignDiffers = "sign_differs",
        /// Transactions in another currency than their entry.
        CurrencyDiffers = "currency_differs",
        /// An amount that is only told, and that its currency can't express.
        AmountUnclear = "amount_unclear",
        /// The document names no namespace, or an unusual one.
        Namespace = "namespace",
        /// A version of the message that is newer or older than those known.
        Version = "version",
        /// One page of several.
        Page = "page",
        /// The bank calls it a copy or a duplicate.
        Copy = "copy",
        /// The document stands inside another one.
        Wrapped = "wrapped",
        /// The type was concluded from the document's kind.
        TypeConcluded = "type_concluded",
        /// The due date stands in free text only.
        DueFromText = "due_from_text",
        /// More than one due date.
        SeveralDueDates = "several_due_dates",
        /// No due date at all.
        MissingDueDate = "missing_due_date",
        /// More than one kind of payment.
        SeveralPaymentMeans = "several_payment_means",
        /// The amount due was computed from the others.
        DueComputed = "due_computed",
        /// A tax total in another currency, left out.
        SecondTaxTotal = "second_tax_total",
        /// No VAT by rate.
        MissingVat = "missing_vat",
        /// The totals of an invoice do not add up.
        TotalsDiffer = "totals_differ",
        /// Rows of a table without a date or an amount, left out.
        RowSkipped = "row_skipped",
        /// A column's meaning was guessed from its name.
        ColumnsGuessed = "columns_guessed",
        /// The encoding was guessed.
        EncodingGuessed = "encoding_guessed",
    }
}

impl RemarkKind {
    /// Where it is listed.
    #[must_use]
    pub const fn group(self) -> RemarkGroup {
        match self {
            Self::NotBooked | Self::Accepted => RemarkGroup::Shown,
            Self::SecondTaxTotal | Self::RowSkipped => RemarkGroup::Skipped,
            Self::MissingStatus
            | Self::MissingBookingDate
            | Self::MissingSign
            | Self::MissingAmount
            | Self::MissingAccount
            | Self::MissingBalance
            | Self::MissingDueDate
            | Self::MissingVat => RemarkGroup::Missing,
            Self::StatusUnknown
            | Self::NotBalanced
            | Self::CountDiffers
            | Self::SumDiffers
            | Self::SignDiffers
            | Self::CurrencyDiffers
            | Self::AmountUnclear
            | Self::SeveralDueDates
            | Self::TotalsDiffer => RemarkGroup::Contradiction,
            Self::Namespace
            | Self::Version
            | Self::Page
            | Self::Copy
            | Self::Wrapped
            | Self::TypeConcluded
            | Self::DueFromText
            | Self::SeveralPaymentMeans
            | Self::DueComputed
            | Self::ColumnsGuessed
            | Self::EncodingGuessed => RemarkGroup::Note,
        }
    }
}

wire! {
    /// Something that was noticed, at its place.
    pub struct Remark {
        /// What.
        pub kind: RemarkKind,
        /// The line, from 1; 0 means the file as a whole.
        pub line: i64,
        /// The way to the place.
        pub path: String,
        /// The piece of the file that it is about; no sentence.
        pub detail: String,
    }
}

/// All that was noticed: every kind is counted, the first ones of each are kept with their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remarks {
    list: Vec<Remark>,
    counts: Vec<(RemarkKind, i64)>,
}

impl Remarks {
    /// So many of a kind are kept. A file of a million entries without a status must not fill the memory with saying so.
    pub const KEPT: i64 = 50;

    /// Notes one; the place is only asked for if it is kept.
    pub(super) fn note(&mut self, kind: RemarkKind, place: impl FnOnce() -> Place, detail: impl AsRef<str>) {
        let at = self.counts.iter().position(|(other, _)| *other == kind).unwrap_or_else(|| {
            self.counts.push((kind, 0));
            self.counts.len() - 1
        });
        let count = &mut self.counts[at].1;
        *count += 1;
        if *count <= Self::KEPT {
            let place = place();
            self.list.push(Remark { kind, line: place.line, path: place.path, detail: shortened(detail.as_ref()) });
        }
    }

    /// The first ones of each kind, in the order of the file.
    #[must_use]
    pub fn list(&self) -> &[Remark] {
        &self.list
    }

    /// How many there are of each kind.
    #[must_use]
    pub fn counts(&self) -> &[(RemarkKind, i64)] {
        &self.counts
    }

    /// How many there are of a kind.
    #[must_use]
    pub fn count(&self, kind: RemarkKind) -> i64 {
        self.counts.iter().find(|(other, _)| *other == kind).map_or(0, |(_, count)| *count)
    }
}
