//! The lines of an account, and what belongs to what.

use crate::{civil::Date, ids::Id, statements::reading::CurrencyCode};

words! {
    /// What an item is.
    ItemKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note: the partner owes less.
        CreditNote = "credit_note",
        /// A correction of another item: the difference to it.
        Correction = "correction",
    }
}

words! {
    /// What a payment is.
    PaymentKind {
        /// Money from the partner to the vendor.
        Debit = "debit",
        /// Money from the vendor to the partner.
        Refund = "refund",
        /// A debit that went back, by whomever's will.
        Returned = "returned",
    }
}

words! {
    /// How certain something is.
    Sureness {
        /// Nothing else fits. Made without asking.
        Sure = "sure",
        /// One answer fits well, but chance may do that. A person confirms it.
        Likely = "likely",
        /// Several answers fit. A person chooses.
        Unclear = "unclear",
    }
}

impl ItemKind {
    /// By which sign of its amount an item changes what the partner owes.
    #[must_use]
    pub const fn sign(self) -> i64 {
        match self {
            Self::Invoice | Self::Correction => 1,
            Self::CreditNote => -1,
        }
    }
}

impl PaymentKind {
    /// By which sign of its amount a payment changes what the partner owes.
    #[must_use]
    pub const fn sign(self) -> i64 {
        match self {
            Self::Debit => -1,
            Self::Refund | Self::Returned => 1,
        }
    }
}

wire! {
    /// A cash discount (Skonto) as it was agreed: less is owed by whoever pays within so many days of the item's date.
    pub struct CashDiscount {
        /// Within so many days of the item's date.
        pub days: i64,
        /// So much less: 200 is 2 %.
        pub basis_points: i64,
        /// Of this amount; none: of the whole.
        pub base_minor: Option<i64>,
    }

    /// An invoice, a credit note or a correction.
    pub struct Item {
        pub id: Id,
        pub kind: ItemKind,
        /// As it stands on the document.
        pub number: String,
        pub date: Date,
        pub due: Option<Date>,
        /// As it stands on the document; the kind gives the sign.
        pub amount_minor: i64,
        /// What of it is neither allocated nor discounted; between 0 and the amount.
        pub open_minor: i64,
        pub currency: CurrencyCode,
        /// The mandate under which it is to be debited.
        pub mandate: Option<String>,
        /// The end-to-end id under which its debit was announced.
        pub end_to_end_id: Option<String>,
        pub discounts: Vec<CashDiscount>,
        /// The item that it corrects, or that it credits.
        pub corrects: Option<Id>,
    }

    /// A debit, a refund or a returned debit, as a bank booked it. What is not booked (INFO, PDNG) never gets here.
    pub struct Payment {
        pub id: Id,
        pub kind: PaymentKind,
        pub booking_date: Date,
        pub value_date: Option<Date>,
        /// Never negative; the kind gives the sign.
        pub amount_minor: i64,
        /// What of it is neither allocated nor taken back; of a return, what takes nothing back yet, its fee included.
        pub open_minor: i64,
        pub currency: CurrencyCode,
        pub end_to_end_id: Option<String>,
        pub mandate: Option<String>,
        /// The remittance information, with the line ends that it came with.
        pub remittance: String,
        /// Why it went back: an R-code of ISO 20022, or the bank's own.
        pub reason: Option<String>,
        /// Whether the bank says that it takes an earlier entry back. Says nothing about the sign.
        pub reversal: bool,
        /// The bank's fee within the amount of a return, where it is stated.
        pub fee_minor: Option<i64>,
    }

    /// A cash discount that somebody took, as it was agreed.
    pub struct DiscountTaken {
        /// What it takes from the item's side, beside the allocation's amount and with its sign.
        pub amount_minor: i64,
        pub basis_points: i64,
        /// The last day on which it could be taken.
        pub until: Date,
    }

    /// An amount of a payment on an item.
    pub struct Allocation {
        pub payment: Id,
        pub item: Id,
        /// With the sign of what the item asks for: negative on a credit note.
        pub amount_minor: i64,
        pub discount: Option<DiscountTaken>,
        pub why: Why,
        pub sure: Sureness,
    }

    /// What of an allocation is taken back.
    pub struct Released {
        pub item: Id,
        /// As the allocation had it.
        pub amount_minor: i64,
        pub discount_minor: i64,
        /// Whether the allocation stood in the books and has to be released. Else this only says what the debit was for.
        pub stood: bool,
        pub why: Why,
    }

    /// A payment that undoes an earlier one.
    pub struct TakesBack {
        /// The payment that does it: a returned debit, or the refund of a debit too many.
        pub payment: Id,
        /// The earlier one.
        pub debit: Id,
        /// What of the earlier one is undone.
        pub amount_minor: i64,
        /// What of the returned amount the bank has kept.
        pub fee_minor: i64,
        pub why: WhyBack,
        pub sure: Sureness,
        /// What the debit was for.
        pub released: Vec<Released>,
    }

    /// One answer to the question where a payment belongs.
    pub struct Way {
        pub allocations: Vec<Allocation>,
    }

    /// A payment that a person has to look at: one way that is likely, or several.
    pub struct Proposal {
        pub payment: Id,
        pub sure: Sureness,
        pub ways: Vec<Way>,
    }

    /// A return that a person has to look at.
    pub struct BackProposal {
        pub payment: Id,
        pub sure: Sureness,
        pub ways: Vec<TakesBack>,
    }

    /// A payment that asks for what another has paid already.
    pub struct Again {
        pub payment: Id,
        /// The payment that was first, if the books know it.
        pub first: Option<Id>,
        /// What it paid.
        pub items: Vec<Id>,
        pub sure: Sureness,
        pub why: Why,
    }

    /// The lines of one account, and what is settled already.
    pub struct Books {
        pub items: Vec<Item>,
        pub payments: Vec<Payment>,
        /// The allocations that stand; released ones are left out.
        pub allocations: Vec<Allocation>,
        /// What is taken back already.
        pub taken_back: Vec<TakesBack>,
    }

    /// What [`super::allocate`] found.
    pub struct Matching {
        /// To be made: all of them are sure.
        pub allocations: Vec<Allocation>,
        /// To be made, and before the allocations: they release what those take. All of them are sure.
        pub takes_back: Vec<TakesBack>,
        pub proposals: Vec<Proposal>,
        pub back_proposals: Vec<BackProposal>,
        pub again: Vec<Again>,
    }
}

tagged! {
    /// Why a payment belongs to an item; with the facts of the sentence.
    Why by "because" {
        /// It bears the end-to-end id under which the item was announced.
        EndToEndId = "end_to_end_id" { id: String },
        /// Its text names the item's number.
        Number = "number" { number: String, written: String },
        /// It was debited under the item's mandate, with its amount, so many days after it was due.
        Mandate = "mandate" { mandate: String, days: i64 },
        /// It has the item's amount, so many days after that was due.
        Amount = "amount" { days: i64 },
        /// It is the sum of so many lines, of which so many reduce it; it may name some of them.
        Sum = "sum" { lines: i64, credits: i64, named: i64 },
        /// It is a part of the only line that it can be for.
        Part = "part" { days: i64 },
        /// A person has said so.
        ByHand = "by_hand" { reason: String },
    }
}

tagged! {
    /// Why a payment takes back that debit; with the facts of the sentence.
    WhyBack by "because" {
        /// Both bear the same end-to-end id.
        EndToEndId = "end_to_end_id" { id: String },
        /// Both name the same number.
        Number = "number" { number: String },
        /// Both are of the same mandate and amount, so many days apart.
        Mandate = "mandate" { mandate: String, days: i64 },
        /// Both are of the same amount, so many days apart.
        Amount = "amount" { days: i64 },
        /// A person has said so.
        ByHand = "by_hand" { reason: String },
    }
}
