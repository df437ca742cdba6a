//! Findings.

use super::{Claim, Rhythm};
use crate::{
    civil::Date,
    ids::Id,
    statements::{
        matching::{PaymentKind, Sureness},
        reading::CurrencyCode,
    },
};

tagged! {
    /// What does not add up; with the facts of the sentence.
    Verdict by "finding" {
        /// An invoice that was due so many days ago, and of which nothing is debited.
        NotDebited = "not_debited" { number: String, due: Date, due_is_stated: bool, days: i64, amount_minor: i64 },
        /// A debit asks again for what another has paid; the first one, where it is known, was so many days before.
        Twice = "twice" { number: Option<String>, first: Option<Date>, again: Date, amount_minor: i64 },
        /// An invoice was debited so many days after it was due.
        Late = "late" { number: String, due: Date, due_is_stated: bool, debited: Date, days: i64 },
        /// More or less was debited than invoiced.
        OtherAmount = "other_amount" {
            number: String,
            invoiced_minor: i64,
            debited_minor: i64,
            /// Less a cash discount whose last day had passed.
            late_discount: Option<Date>,
        },
        /// There is no invoice for a debit, or no credit note for a refund.
        NoInvoice = "no_invoice" { kind: PaymentKind, on: Date, amount_minor: i64 },
        /// A debit came back; with the bank's reason and its fee. What it had been for, where it is known.
        Returned = "returned" {
            number: Option<String>,
            on: Date,
            debited: Option<Date>,
            amount_minor: i64,
            fee_minor: i64,
            reason: Option<String>,
        },
        /// An invoice bears another day than the usual rhythm has.
        OffRhythm = "off_rhythm" { number: String, date: Date, rhythm: Rhythm, expected: Date, days: i64 },
        /// Invoices come as often as the rhythm says, but on any day: so many of so many are off.
        NoRhythm = "no_rhythm" { rhythm: Rhythm, invoices: i64, off: i64 },
    }
}

wire! {
    /// One thing that does not add up.
    pub struct Finding {
        pub verdict: Verdict,
        pub currency: CurrencyCode,
        /// The invoices that it speaks of.
        pub items: Vec<Id>,
        /// The debits, refunds and returns that it speaks of.
        pub payments: Vec<Id>,
        /// Whether it stands on something that a person has to confirm first.
        pub sure: Sureness,
        /// The day that it is about: for sorting.
        pub day: Date,
    }

    /// Until when a debit may be claimed back from the bank.
    pub struct ClaimDay {
        pub claim: Claim,
        pub until: Date,
    }
}

/// What counts as late, and as rhythm. Days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingSettings {
    /// An invoice is *not debited* so many days after it was due.
    pub grace_days: i64,
    /// A debit is *late* from so many days after the due day on.
    pub late_days: i64,
    /// What states no due day is due so many days after its date.
    pub undated_days: i64,
    /// A debit may be booked so many days before its invoice's date.
    pub early_days: i64,
    /// A debit so many days after an invoice may still be for it.
    pub horizon_days: i64,
    /// The most that a bank takes for a return, in minor units.
    pub largest_fee_minor: i64,
    /// A rhythm is seen in so many invoices, not in fewer.
    pub rhythm_invoices: usize,
    /// An invoice is off the rhythm by more than so many days.
    pub rhythm_days: i64,
}

impl Default for FindingSettings {
    fn default() -> Self {
        Self {
            grace_days: 10,
            late_days: 10,
            undated_days: 30,
            early_days: 3,
            horizon_days: 400,
            largest_fee_minor: 2_500,
            rhythm_invoices: 6,
            rhythm_days: 6,
        }
    }
}

impl Finding {
    /// In which order findings stand: by day, then by what they say and speak of.
    pub(super) fn order(&self) -> (Date, usize, &[Id], &[Id]) {
        let word = Verdict::WORDS.iter().position(|word| *word == self.verdict.word()).unwrap_or(0);
        (self.day, word, &self.items, &self.payments)
    }
}
