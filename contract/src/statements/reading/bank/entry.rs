//! One entry of a statement, and the transactions of which it is made.

use super::Remittance;
use crate::civil::Date;
use crate::statements::reading::{Amount, CurrencyCode, Place};

words! {
    /// What has become of an entry.
    Status {
        /// Booked: the only ones that post.
        Booked = "BOOK",
        /// Expected: shown, never posted.
        Pending = "PDNG",
        /// Told only: shown, never posted.
        Information = "INFO",
        /// To be booked on a later day: shown, never posted.
        Future = "FUTR",
    }
}

wire! {
    /// Why something came back.
    pub struct Reason {
        /// The code (`MD06`), or the bank's own word.
        pub code: Option<String>,
        /// What the bank adds.
        pub text: Option<String>,
    }

    /// What kind of transaction it is, in the bank's words.
    #[derive(Default)]
    pub struct Code {
        /// ISO 20022: domain, family and sub-family, `PMNT/RDDT/UPDD`.
        pub iso: Option<String>,
        /// The bank's own: `NRTI+109+901`, `NDDT`.
        pub own: Option<String>,
    }

    /// What the bank charges for it.
    pub struct Charge {
        /// How much; negative where it is taken from the account.
        pub amount_minor: i64,
        /// The currency.
        pub currency: CurrencyCode,
        /// Whether the entry's amount has it in it; nothing if the bank does not say.
        pub included: Option<bool>,
    }

    /// Somebody at one end of a transaction.
    #[derive(Default)]
    pub struct Party {
        /// The name.
        pub name: Option<String>,
        /// An id: a SEPA creditor id, an organisation's number.
        pub id: Option<String>,
        /// The account: an IBAN, or the bank's own number.
        pub account: Option<String>,
    }

    /// What an entry says of a batch.
    pub struct Batch {
        /// How many transactions are announced.
        pub announced: Option<i64>,
        /// How many are listed.
        pub listed: i64,
        /// The id of the payment order.
        pub payment_information_id: Option<String>,
    }

    /// A transaction in an entry.
    pub struct Detail {
        /// Where it stands.
        pub place: Place,
        /// Its amount with its sign; nothing where only the entry has one. Not always in the entry's currency.
        pub amount: Option<Amount>,
        /// What was asked for, before charges and exchange; without a sign.
        pub instructed: Option<Amount>,
        /// What the payer called it.
        pub end_to_end_id: Option<String>,
        /// The mandate of a direct debit.
        pub mandate: Option<String>,
        /// The id of the instruction.
        pub instruction_id: Option<String>,
        /// The id of the payment order that it was part of.
        pub payment_information_id: Option<String>,
        /// The id that travels between the banks.
        pub transaction_id: Option<String>,
        /// The bank's own id.
        pub servicer_reference: Option<String>,
        /// What it is for.
        pub remittance: Remittance,
        /// Why it came back.
        pub reason: Option<Reason>,
        /// The kind of transaction.
        pub code: Code,
        /// What the bank charges.
        pub charges: Vec<Charge>,
        /// Who pays.
        pub debtor: Party,
        /// Who is paid.
        pub creditor: Party,
        /// What the bank adds.
        pub additional: Option<String>,
    }

    /// An entry: one movement of the account.
    pub struct Entry {
        /// Where it stands.
        pub place: Place,
        /// When it was booked.
        pub booking_date: Option<Date>,
        /// From when on it counts.
        pub value_date: Option<Date>,
        /// In minor units; negative where money left the account. The sign is the bank's and nothing turns it.
        pub amount_minor: i64,
        /// The currency.
        pub currency: CurrencyCode,
        /// What has become of it; nothing where the file does not say, and then it is not booked.
        pub status: Option<Status>,
        /// Whether it takes an earlier one back.
        pub reversal: bool,
        /// The only end-to-end id in it; nothing if there is none, or several.
        pub end_to_end_id: Option<String>,
        /// The only mandate in it.
        pub mandate: Option<String>,
        /// What all of it is for.
        pub remittance: Remittance,
        /// The only reason in it why something came back.
        pub reason: Option<Reason>,
        /// The statement's own number of it.
        pub entry_reference: Option<String>,
        /// The bank's own id.
        pub servicer_reference: Option<String>,
        /// The kind of transaction.
        pub code: Code,
        /// What the bank charges.
        pub charges: Vec<Charge>,
        /// What is said of batches.
        pub batches: Vec<Batch>,
        /// The transactions.
        pub details: Vec<Detail>,
        /// What the bank adds.
        pub additional: Option<String>,
    }
}

impl Entry {
    /// Whether it posts. Only what is booked does.
    #[must_use]
    pub fn is_booked(&self) -> bool {
        self.status == Some(Status::Booked)
    }

    /// The transactions that it stands for, where it lists several and they give its amount; else it stands for itself.
    #[must_use]
    pub fn parts(&self) -> Option<&[Detail]> {
        let amounts = self.details.iter().map(|detail| {
            let amount = detail.amount.as_ref()?;
            (amount.currency == self.currency && (amount.amount_minor < 0) == (self.amount_minor < 0)).then_some(amount.amount_minor)
        });
        let sum = amounts.collect::<Option<Vec<i64>>>()?.into_iter().try_fold(0_i64, i64::checked_add);
        (self.details.len() > 1 && sum == Some(self.amount_minor)).then_some(self.details.as_slice())
    }

    /// Whether it takes an earlier payment back. Some banks say so by [`Entry::reversal`], some by a reason, some by the kind of transaction alone.
    #[must_use]
    pub fn takes_back(&self) -> bool {
        self.reversal
            || self.reason.is_some()
            || self.code.takes_back()
            || self.details.iter().any(|d| d.reason.is_some() || d.code.takes_back())
    }
}

/// ISO 20022 sub-families that take something back: unpaid, returned or reversed direct debits and transfers.
const BACK: [&str; 8] = ["UPDD", "PRDD", "RCDD", "RRTN", "RPCR", "ARET", "UPCQ", "UPCT"];
/// The German business transaction codes of returned direct debits, transfers and cheques.
const GERMAN_BACK: [&str; 6] = ["108", "109", "159", "111", "181", "184"];

impl Code {
    /// Whether this kind of transaction takes an earlier one back.
    #[must_use]
    pub fn takes_back(&self) -> bool {
        let iso = self.iso.as_deref().and_then(|iso| iso.split('/').nth(2)).is_some_and(|sub_family| BACK.contains(&sub_family));
        // `NRTI+109+901`: SWIFT's code, the German one, and what the bank adds.
        let german = self.own.as_deref().and_then(|own| own.split('+').nth(1)).is_some_and(|code| GERMAN_BACK.contains(&code));
        let swift = self.own.as_deref().is_some_and(|own| own.starts_with("NRTI") || own.starts_with("FRTI"));
        iso || german || swift
    }
}

impl Detail {
    /// Of which nothing is known yet.
    pub(super) fn at(place: Place) -> Self {
        Self {
            place,
            amount: None,
            instructed: None,
            end_to_end_id: None,
            mandate: None,
            instruction_id: None,
            payment_information_id: None,
            transaction_id: None,
            servicer_reference: None,
            remittance: Remittance::default(),
            reason: None,
            code: Code::default(),
            charges: Vec::new(),
            debtor: Party::default(),
            creditor: Party::default(),
            additional: None,
        }
    }
}
