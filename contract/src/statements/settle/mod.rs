//! Between the ledger and the matching: the ledger ties an amount of a posting that lowers the balance to one that raises it; the matching
//! speaks of payments and the items that they are for. What the matching finds becomes pairs of postings, and back.
//!
//! ```text
//! postings, standing pairs ── books() ──▶ matching::Books ── matching::allocate() ──▶ Matching ── plan() ──▶ Plan: what to write
//! ```

mod pairs;
mod plan;
mod read;

pub use pairs::pairs;
pub use plan::{Discount, Pair, Plan, pairs_of, plan};
pub use read::{Books, Standing, books};

use crate::ids::Id;
use crate::statements::matching::{Why, WhyBack};

wire! {
    /// What a debit had been for before it came back.
    pub struct Was {
        pub item: Id,
        /// Minor units, with the sign of an allocation.
        pub amount: i64,
    }
}

tagged! {
    /// Why a pair stands in the ledger. Nothing: a person said so.
    Because by "by" {
        /// A payment and the item that it is for, or two items that it settles against each other.
        Matched = "matched" { payment: Id, why: Why },
        /// A debit and what took it back; and what the debit had been for.
        TakenBack = "taken_back" { why: WhyBack, was: Vec<Was> },
        /// A cash discount that was agreed on, and the payment that took it: so many basis points, until a day.
        Discount = "discount" { payment: Id, basis_points: i64, until: crate::civil::Date },
    }
}
