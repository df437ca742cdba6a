//! The board: the same four sections for both sides.

use crate::{business_time::Open, deliveries::Delivery, demo_kits::loans::LoanRow, ids::Millis, requests::Request};

/// The board of the caller.
pub const PATH: &str = "/api/v1/board";
/// The portal's board: its first page.
pub const PAGE: &str = "/";
/// Rows of a section.
pub const ROWS: i64 = 25;
/// Sections count no further than this; beyond it they say "more than 999".
pub const COUNT_MAX: i64 = 999;

wire! {
    /// One section: its first rows and how many there are.
    pub struct BoardSection {
        pub items: Vec<Request>,
        /// How many, at most [`COUNT_MAX`].
        pub count: i64,
        /// Whether there are more than that.
        pub more: bool,
    }

    /// The board.
    pub struct Board {
        /// The partner's move.
        pub with_partner: BoardSection,
        /// The vendor's move.
        pub with_vendor: BoardSection,
        /// Travelling or lent.
        pub on_the_way: BoardSection,
        /// Done, newest first.
        pub done: BoardSection,
        /// Parcels of the reader's requests where something is the matter: their move, too. The vendor's alone.
        pub attention: Vec<Delivery>,
        /// Requests that were taken to the reader, who has not answered: their move first of all. The vendor's alone.
        pub escalated: Vec<Request>,
        /// Requests of the reader's where the partner has written and nobody has answered: their move, too. The vendor's alone.
        pub unanswered: Vec<Request>,
        /// Loans of the reader's requests that are overdue and have no next step: theirs to ask. The vendor's alone.
        pub overdue: Vec<LoanRow>,
        /// Parcels under way.
        pub parcels: Vec<Delivery>,
        /// The vendor's open intervals around now.
        pub open: Vec<Open>,
        /// When this was read.
        pub now: Millis,
    }
}
