use super::ledger::{Equation, PostingKind};
use crate::civil::Date;
use crate::ids::{Id, Millis};
use crate::people::{OrganisationRef, PersonRef};
use crate::requests::RequestRef;

wire! {
    /// An account of a partner, in one currency.
    pub struct Account {
        pub id: Id,
        pub partner: OrganisationRef,
        /// The partner's number in the vendor's books.
        pub number: String,
        /// ISO 4217.
        pub currency: String,
        /// What was owed at the beginning, in minor units.
        pub opening: i64,
        /// The first day of the books.
        pub opened_on: Date,
        /// SEPA mandates by which the vendor draws.
        pub mandates: Vec<String>,
        /// IBANs from which it is paid.
        pub ibans: Vec<String>,
        /// The partner's VAT number, by which its invoices are recognised.
        pub vat_id: Option<String>,
        /// Which edit this is; `If-Match` on edits.
        pub version: i64,
    }

    /// An account in a list.
    pub struct AccountRow {
        pub account: Account,
        /// What is owed now, in minor units.
        pub balance: i64,
        /// Postings with an amount that nothing is allocated to.
        pub open: i64,
        /// The last day on which something was posted.
        pub last_on: Option<Date>,
    }

    /// A new account.
    pub struct NewAccount {
        pub partner_id: Id,
        pub number: String,
        pub currency: String,
        pub opening: i64,
        pub opened_on: Date,
        pub mandates: Vec<String>,
        pub ibans: Vec<String>,
        pub vat_id: String,
    }

    /// What may be changed of an account: by what it is recognised.
    pub struct EditAccount {
        pub mandates: Vec<String>,
        pub ibans: Vec<String>,
        pub vat_id: String,
    }

    /// Net and VAT of one rate.
    pub struct Tax {
        /// Hundredths of a per cent: 1900 is 19 %.
        pub rate: i64,
        pub net: i64,
        pub tax: i64,
    }

    /// A file out of which something was posted, and where in it.
    pub struct Source {
        pub file_id: Id,
        pub file_name: String,
        /// Line of the file, or number of the entry.
        pub place: String,
    }

    /// A line of the ledger. Never changed but for what is allocated.
    pub struct Posting {
        pub id: Id,
        pub kind: PostingKind,
        /// The invoice's number, or the bank's.
        pub number: Option<String>,
        /// The document's date; of a movement of money the day on which the bank booked it.
        pub booked_on: Date,
        pub value_on: Option<Date>,
        pub due_on: Option<Date>,
        /// Minor units, without a sign: the kind has it.
        pub amount: i64,
        /// How much of it is allocated.
        pub allocated: i64,
        pub taxes: Vec<Tax>,
        /// The posting that this one corrects, or the debit that it takes back.
        pub corrects: Option<Id>,
        pub end_to_end_id: Option<String>,
        pub mandate: Option<String>,
        pub remittance: String,
        /// Why a bank took it back.
        pub reason: Option<String>,
        /// Why somebody posted it by hand.
        pub note: Option<String>,
        pub source: Option<Source>,
        /// The query that asks about it and is not answered yet: nobody is dunned for it.
        pub held: Option<RequestRef>,
        pub by: Option<PersonRef>,
        pub at: Millis,
    }

    /// A posting by hand.
    pub struct NewPosting {
        pub kind: PostingKind,
        pub number: String,
        pub booked_on: Date,
        pub due_on: Option<Date>,
        pub amount: i64,
        pub taxes: Vec<Tax>,
        /// What it corrects, or the debit that it takes back.
        pub corrects: Option<Id>,
        pub remittance: String,
        pub note: String,
    }

    /// What belongs to what.
    pub struct Allocation {
        pub id: Id,
        /// The posting that lowers the balance.
        pub lowers: Id,
        /// The posting that raises it.
        pub raises: Id,
        pub amount: i64,
        /// In one sentence.
        pub why: String,
        /// Who made it; none: the matching.
        pub by: Option<PersonRef>,
        pub at: Millis,
        /// When it was taken back, and why.
        pub released: Option<Released>,
    }

    /// An allocation that was taken back.
    pub struct Released {
        pub by: Option<PersonRef>,
        pub at: Millis,
        pub reason: String,
    }

    /// Something for a person to look at: these may belong together.
    pub struct Proposal {
        pub lowers: Id,
        pub raises: Id,
        pub amount: i64,
        /// In one sentence.
        pub why: String,
    }

    /// An allocation by hand.
    pub struct NewAllocation {
        pub lowers: Id,
        pub raises: Id,
        pub amount: i64,
        pub reason: String,
    }

    /// Why an allocation is taken back.
    pub struct Release {
        pub reason: String,
    }

    /// What does not add up, in words.
    pub struct Verdict {
        /// Which kind of finding, in one word.
        pub kind: String,
        pub sentence: String,
        /// The postings that it speaks of.
        pub postings: Vec<Id>,
        /// Minor units; what it is about.
        pub amount: i64,
        /// The last day on which the bank takes the debit back.
        pub refundable_until: Option<Date>,
    }

    /// A month, for the chart.
    pub struct Month {
        /// Its first day.
        pub month: Date,
        pub invoiced: i64,
        pub debited: i64,
    }

    /// An account over a period.
    pub struct Statement {
        pub account: Account,
        /// Both days included.
        pub from: Date,
        pub until: Date,
        pub equation: Equation,
        /// What was posted in the period, and what is allocated to it; oldest first.
        pub postings: Vec<Posting>,
        pub allocations: Vec<Allocation>,
        pub proposals: Vec<Proposal>,
        pub findings: Vec<Verdict>,
        pub months: Vec<Month>,
        /// Whether the caller keeps these books.
        pub keeps: bool,
    }

    /// What the matching has made, and what waits for a person.
    pub struct Matched {
        pub allocations: i64,
        pub proposals: i64,
    }

    /// What came of reading the books again.
    pub struct Books {
        pub accounts: i64,
        pub postings: i64,
        pub allocations: i64,
        /// What is wrong, in words; none: everything adds up.
        pub faults: Vec<String>,
        pub at: Millis,
    }
}
