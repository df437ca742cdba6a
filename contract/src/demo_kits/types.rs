use super::loans::Loan;
use crate::{
    civil::Date,
    deliveries::{Address, NewRecipient, RecipientStatus, carriers::Carrier},
    ids::{Id, Millis},
    lang::Bilingual,
    money::Money,
    people::{OrganisationRef, PersonRef},
    requests::{RequestPage, Severity, Verdict},
};

wire! {
    /// Something that can be asked for.
    pub struct Item {
        pub id: Id,
        pub name: Bilingual,
        pub description: Bilingual,
        /// What is in the box.
        pub contents: Vec<Bilingual>,
        /// What can be adapted (own content, firmware); empty: nothing.
        pub adaptable: Bilingual,
        pub variants: Vec<Variant>,
        /// May be lent.
        pub loan: bool,
        /// Net price of one piece where it is for sale and the caller may see prices.
        pub price: Option<Money>,
        /// May be bought.
        pub sale: bool,
        /// Who answers for it.
        pub owner: Option<PersonRef>,
        /// Months of warranty, from the day on which it is sent.
        pub warranty_months: i64,
        /// Days in which what is broken counts as dead on arrival.
        pub dead_on_arrival_days: i64,
        /// What often helps before one is sent back; English may be empty.
        pub checklist: Vec<Bilingual>,
        pub version: i64,
    }

    /// One of the forms in which an item can be had.
    pub struct Variant {
        pub id: Id,
        pub name: Bilingual,
        /// Pieces that can still be promised. Partners see the number too: an honest "only 2 left" saves a no.
        pub free: i64,
        /// Pieces in the house (vendor only).
        pub on_hand: Option<i64>,
    }

    /// An edit of an item (admins). Stock is given by variant.
    pub struct EditItem {
        pub name: Bilingual,
        pub description: Bilingual,
        pub contents: Vec<Bilingual>,
        pub adaptable: Bilingual,
        pub loan: bool,
        pub price: Option<Money>,
        pub owner_id: Option<Id>,
        pub variants: Vec<EditVariant>,
        /// Months of warranty.
        pub warranty_months: i64,
        /// Days in which what is broken counts as dead on arrival.
        pub dead_on_arrival_days: i64,
        /// What often helps before one is sent back, in order; English may be empty.
        #[serde(default)]
        pub checklist: Vec<Bilingual>,
    }

    /// A variant of an edited item; without an id it is a new one.
    pub struct EditVariant {
        pub id: Option<Id>,
        pub name: Bilingual,
        pub on_hand: i64,
    }

    /// One line of the order.
    pub struct NewLine {
        pub item_id: Id,
        pub variant_id: Id,
        pub quantity: i64,
        /// Index into the recipients: who gets it.
        #[serde(default)]
        pub recipient: usize,
    }
}

words! {
    /// On loan or bought.
    Terms {
        /// Lent until a day.
        Loan = "loan",
        /// Bought, after a quote that the partner accepts.
        Purchase = "purchase",
    }
}

wire! {
    /// What the form holds, and what is submitted. Every field may be empty while it is a draft.
    pub struct Draft {
        pub lines: Vec<NewLine>,
        pub purpose: String,
        /// What to adapt (own content, firmware); the files are attachments.
        pub adaptation: String,
        /// One of the partner's customers; may be missing.
        pub customer_id: Option<Id>,
        pub event_on: Option<Date>,
        pub terms: Terms,
        /// Loans: the last day.
        pub return_on: Option<Date>,
        /// Purchases: the partner's order number.
        pub po_number: String,
        /// Purchases: who pays.
        pub billing: Option<Address>,
        pub reference: String,
        pub limited: bool,
        #[serde(default)]
        pub severity: Severity,
        pub recipients: Vec<NewRecipient>,
        /// The server's draft, for its attachments; deleted with the submission.
        #[serde(default)]
        pub draft_id: Option<Id>,
    }

    /// A line as submitted, and as decided.
    pub struct Line {
        pub id: Id,
        pub item_id: Id,
        pub variant_id: Id,
        /// In the caller's language.
        pub item: String,
        pub variant: String,
        pub quantity: i64,
        /// Who gets it.
        pub recipient_id: Id,
        /// What was decided, if it was.
        pub decided: Option<DecidedLine>,
        /// Pieces sent so far.
        pub shipped: i64,
    }

    /// A line's current decision.
    pub struct DecidedLine {
        pub variant_id: Id,
        pub variant: String,
        pub quantity: i64,
    }

    /// A binding offer for a purchase, once accepted.
    pub struct Quote {
        pub net: Money,
        pub shipping: Money,
        /// VAT in basis points (1900 = 19 %).
        pub vat_rate: i64,
        pub vat: Money,
        pub gross: Money,
        /// The last day on which it can be accepted.
        pub valid_until: Date,
        pub accepted_at: Option<Millis>,
    }

    /// A demo-kit request, whole.
    pub struct DemoKit {
        pub page: RequestPage,
        pub lines: Vec<Line>,
        /// Who gets something, with their status.
        pub recipients: Vec<RecipientStatus>,
        pub purpose: String,
        pub adaptation: String,
        pub customer: Option<OrganisationRef>,
        pub event_on: Option<Date>,
        pub terms: Terms,
        pub return_on: Option<Date>,
        pub po_number: Option<String>,
        pub billing: Option<Address>,
        /// Only for those who may see prices.
        pub quote: Option<Quote>,
        /// What of it is out; empty until something was sent, and of what is bought.
        pub loan: Loan,
    }

    /// A decision on all lines.
    pub struct Decide {
        pub verdict: Verdict,
        /// Needed unless approved as asked.
        #[serde(default)]
        pub reason: String,
        /// A no: what else is possible.
        #[serde(default)]
        pub alternative: String,
        /// A no: the plain word that there is no alternative.
        #[serde(default)]
        pub no_alternative: bool,
        /// Approved with changes: every line as it will be (quantity 0: left out).
        #[serde(default)]
        pub lines: Vec<DecideLine>,
        /// Loans, approved with changes: another last day.
        #[serde(default)]
        pub return_on: Option<Date>,
        /// Purchases, unless declined: shipping and validity of the quote.
        #[serde(default)]
        pub quote: Option<NewQuote>,
    }

    /// How one line was decided.
    pub struct DecideLine {
        pub line_id: Id,
        pub variant_id: Id,
        pub quantity: i64,
    }

    /// What the approver adds to the catalogue's prices.
    pub struct NewQuote {
        /// Net, in minor units of the items' currency.
        pub shipping_minor: i64,
        /// Basis points.
        pub vat_rate: i64,
        pub valid_until: Date,
    }

    /// Parcels that go out now; at most one a recipient.
    pub struct Ship {
        pub parcels: Vec<NewParcel>,
    }

    /// A parcel to one pinned recipient.
    pub struct NewParcel {
        pub recipient_id: Id,
        pub carrier: Carrier,
        pub number: String,
        /// Send although the check digit is wrong.
        #[serde(default)]
        pub insist: bool,
        pub arrives_on: Option<Date>,
        pub pieces: Vec<NewPiece>,
    }

    /// What is in it.
    pub struct NewPiece {
        pub line_id: Id,
        pub quantity: i64,
        #[serde(default)]
        pub serials: Vec<String>,
    }
}

/// The warranty of a product of which nothing else is said.
pub const WARRANTY_MONTHS: i64 = 24;

/// The days of dead on arrival of a product of which nothing else is said.
pub const DEAD_ON_ARRIVAL_DAYS: i64 = 30;

impl Draft {
    /// A draft of nothing yet.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            lines: Vec::new(),
            purpose: String::new(),
            adaptation: String::new(),
            customer_id: None,
            event_on: None,
            terms: Terms::Loan,
            return_on: None,
            po_number: String::new(),
            billing: None,
            reference: String::new(),
            limited: false,
            severity: Severity::Normal,
            recipients: Vec::new(),
            draft_id: None,
        }
    }
}

/// The most pieces of one line.
pub const QUANTITY_MAX: i64 = 500;
/// The most lines of one request.
pub const LINES_MAX: usize = 50;
/// The longest loan, in days.
pub const LOAN_DAYS_MAX: i64 = 366;
/// The longest serial number.
pub const SERIAL_MAX: usize = 64;
