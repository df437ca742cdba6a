//! What goes into a comparison, and what comes out of it.

use crate::civil::Date;
use crate::ids::Id;
use crate::statements::ledger::PostingKind;

words! {
    /// What two sides say of the same money.
    Comparison {
        /// Only the partner's bank knows of it.
        OnlyBank = "only_bank",
        /// Only the vendor's ledger knows of it.
        OnlyLedger = "only_ledger",
        /// Both know of it, with another amount each.
        OtherAmount = "other_amount",
        /// Several lines fit, not as many on both sides, and nothing tells them apart.
        OneOf = "one_of",
        /// Both know of it, on days that are far from each other.
        OtherDay = "other_day",
        /// Both say the same.
        Agrees = "agrees",
    }
}

words! {
    /// By what two lines belong together, the strongest first.
    Tie {
        /// Both bear the same end-to-end id.
        EndToEndId = "end_to_end_id",
        /// Both name the same invoices.
        Number = "number",
        /// Both are under the same mandate.
        Mandate = "mandate",
        /// Both have the same amount, about the same day.
        Amount = "amount",
        /// Nothing ties it to anything.
        Nothing = "nothing",
    }
}

wire! {
    /// A movement of money in the vendor's ledger.
    pub struct LedgerLine {
        pub id: Id,
        pub kind: PostingKind,
        pub booked_on: Date,
        pub value_on: Option<Date>,
        /// Minor units, without a sign: the kind has it.
        pub amount: i64,
        pub end_to_end_id: Option<String>,
        pub mandate: Option<String>,
        pub text: String,
        /// The numbers of the documents to which it is allocated.
        pub about: Vec<String>,
    }

    /// A document that a bank's text may name.
    pub struct NamedDocument {
        pub id: Id,
        pub number: String,
    }

    /// With what the partner's files are compared.
    pub struct Ask {
        /// The vendor's name.
        pub vendor: String,
        pub currency: String,
        /// The first day of the books.
        pub opened_on: Date,
        /// Mandates by which the vendor draws.
        pub mandates: Vec<String>,
        pub lines: Vec<LedgerLine>,
        pub documents: Vec<NamedDocument>,
    }

    /// A line of the partner's bank.
    pub struct BankLine {
        /// Which of the files, from 0, and the line in it, from 1.
        pub file: i64,
        pub place: i64,
        pub booked_on: Date,
        pub value_on: Option<Date>,
        /// Minor units, as the bank signs them: negative where money left the account.
        pub amount: i64,
        /// Who is at the other end.
        pub name: Option<String>,
        pub end_to_end_id: Option<String>,
        pub mandate: Option<String>,
        pub text: String,
    }

    /// The same money on both sides, as far as it is known.
    pub struct Compared {
        pub comparison: Comparison,
        pub tie: Tie,
        pub bank: Vec<BankLine>,
        /// Lines of the ledger.
        pub ledger: Vec<Id>,
        /// How many days lie between both sides.
        pub days: i64,
        /// What the bank says less what the ledger says, in minor units, as the partner's bank signs them.
        pub difference: i64,
        /// What the partner's bank has kept for itself of an amount that agrees.
        pub fee: i64,
        /// It lies so near the end of what the other side knows that it may stand there on another day.
        pub at_the_edge: bool,
        /// The documents that the bank's text names.
        pub documents: Vec<Id>,
    }

    /// What was compared, in numbers.
    pub struct Summary {
        /// `camt.053`, `mt940`, `csv`; several with a comma.
        pub formats: String,
        /// The days that the files cover.
        pub from: Option<Date>,
        pub until: Option<Date>,
        /// How many matters do not agree, and how much money that is.
        pub differ: i64,
        pub sum: i64,
        /// How many of each, in the order of [`Comparison::ALL`].
        pub each: Vec<i64>,
        /// Lines that are not about the vendor; what left the account by them, and what came in.
        pub others: i64,
        pub others_out: i64,
        pub others_in: i64,
        /// Not booked by the partner's bank.
        pub pending: i64,
        /// In another currency than the account's.
        pub foreign: i64,
        /// The same line in more than one file.
        pub repeated: i64,
        /// Lines of the bank before the first day of the vendor's books.
        pub too_old: i64,
        /// Lines of the ledger outside of the days that the files cover.
        pub outside: i64,
    }
}

impl LedgerLine {
    /// The amount as the partner's bank signs it: a debit leaves the account.
    #[must_use]
    pub const fn signed(&self) -> i64 {
        self.kind.sign() * self.amount
    }
}

impl Comparison {
    /// Whether somebody should look at it.
    #[must_use]
    pub const fn differs(self) -> bool {
        !matches!(self, Self::Agrees)
    }
}
