//! The list of loans.

use super::WishKind;
use crate::{
    civil::Date,
    ids::Id,
    people::{OrganisationRef, PersonRef},
    requests::State,
};

words! {
    /// Which loans a list shows.
    LoanFilter {
        /// With somebody, and owed.
        Out = "out",
        /// The last day is near.
        Soon = "soon",
        /// The last day is over.
        Overdue = "overdue",
        /// Done.
        Back = "back",
    }
}

words! {
    /// What comes next with a loan. `texts` has the sentence of each, and says who does it.
    Next {
        /// It has not been received everywhere.
        Arrive = "arrive",
        /// The partner sends it back, by the last day.
        SendBack = "send_back",
        /// The partner sends what is still owed.
        SendRest = "send_rest",
        /// The owner answers what the partner wishes.
        Answer = "answer",
        /// The owner calls: the last day is over.
        Chase = "chase",
        /// Nothing is owed any more.
        Nothing = "nothing",
    }
}

wire! {
    /// A loan, as lists show it.
    pub struct LoanRow {
        /// The request's.
        pub id: Id,
        pub number: String,
        pub subject: String,
        pub reference: Option<String>,
        pub state: State,
        pub partner: OrganisationRef,
        pub requester: PersonRef,
        pub owner: PersonRef,
        pub return_on: Date,
        /// The last day that was agreed on first, if another one holds now.
        pub first_return_on: Option<Date>,
        /// What was sent, and to whom.
        pub pieces: Vec<RowPiece>,
        /// How many things are lacking that belong to what is back.
        pub lacking: i64,
        /// What the partner wishes, while it is not answered.
        pub wish: Option<WishKind>,
        pub next: Next,
        /// What the vendor does next, in their own words.
        pub step: Option<String>,
        /// When that is looked at again.
        pub look_on: Option<Date>,
    }

    /// A line of a loan.
    pub struct RowPiece {
        /// Item and variant, in the caller's language.
        pub name: String,
        /// The recipient's name.
        pub recipient: String,
        /// Their organisation; may be empty.
        pub organisation: String,
        pub sent: i64,
        pub back: i64,
        pub bought: i64,
        /// The serial numbers that are still out; of a loan that is done, all.
        pub serials: Vec<String>,
    }
}

impl RowPiece {
    /// Pieces that are owed.
    #[must_use]
    pub const fn out(&self) -> i64 {
        self.sent - self.back - self.bought
    }
}
