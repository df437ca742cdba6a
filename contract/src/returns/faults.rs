//! What breaks: by product and batch, and when a batch breaks more than the others.

use super::rules::REPORTERS;
use crate::{
    civil::Date,
    ids::Id,
    people::rules::Actor,
    requests::{
        Kind, RequestRef,
        rules::{Refusal, of_the_vendor},
        team::team,
    },
};

wire! {
    /// What came back of a batch.
    pub struct FaultCount {
        /// The catalogue's item.
        pub item_id: Id,
        /// In the reader's language.
        pub product: String,
        /// Empty: of which batch they are, nobody knows.
        pub batch: String,
        /// So many of them are known; 0: nobody has counted.
        pub known: i64,
        /// So many came back broken, as was said.
        pub returned: i64,
        /// In so many the fault was found.
        pub confirmed: i64,
        /// It breaks more than the product's other batches.
        pub unusual: bool,
        /// The return whose owner was warned of it.
        pub warned_in: Option<RequestRef>,
        /// What is known of it.
        pub issue: Option<BatchIssue>,
    }

    /// A known issue of a batch.
    pub struct BatchIssue {
        pub id: Id,
        pub batch: String,
        /// In the reader's language, as title and workaround.
        pub product: String,
        pub title: String,
        pub known_since: Date,
        pub workaround: String,
        /// The vendor's alone so far.
        pub is_draft: bool,
        /// Where it stands.
        pub page: String,
    }

    /// The batch of which a known issue is made.
    pub struct NewBatchIssue {
        pub item_id: Id,
        pub batch: String,
    }
}

impl FaultCount {
    /// Somebody should make a known issue of it: it breaks more than others, or did when its owner was warned, and nobody has yet.
    #[must_use]
    pub const fn wants_issue(&self) -> bool {
        !self.batch.is_empty() && self.issue.is_none() && (self.unusual || self.warned_in.is_some())
    }
}

/// Whether the actor may see what breaks: who of the vendor sees returns.
#[must_use]
pub fn can_see_faults(actor: &Actor) -> bool {
    actor.is_vendor() && actor.is_any(team(Kind::Return).readers)
}

/// Whether the actor may make a known issue of a batch.
///
/// # Errors
/// The missing right.
pub fn can_report(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, REPORTERS)
}

/// Fewer confirmed faults are chance, whatever share they are.
pub const UNUSUAL_LEAST: i64 = 3;
/// So many times the share of the other batches is no chance any more.
pub const UNUSUAL_TIMES: i64 = 3;

/// Whether a batch breaks more than others of its product: three confirmed faults at least, and three times the share that the others have, or of
/// others that nobody knows, one in twenty. Of a batch that nobody has counted, nobody can say.
#[must_use]
pub const fn is_unusual(confirmed: i64, known: i64, others_confirmed: i64, others_known: i64) -> bool {
    if confirmed < UNUSUAL_LEAST || known <= 0 {
        return false;
    }
    if others_known <= 0 {
        return confirmed.saturating_mul(20) >= known;
    }
    // confirmed / known >= 3 * others_confirmed / others_known, without a division.
    confirmed.saturating_mul(others_known) >= UNUSUAL_TIMES.saturating_mul(others_confirmed.saturating_mul(known))
        && confirmed.saturating_mul(others_known) > others_confirmed.saturating_mul(known)
}
