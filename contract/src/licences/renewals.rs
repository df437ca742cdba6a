//! Renewals: many installations at once, each its own request, each key once.

use super::{
    Installation, Product,
    instant::end_of_day,
    rules::{Choice, NeedsPerson, at_once},
};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    requests::RequestRef,
};

words! {
    /// Why there is no key for a line.
    RenewalObstacle {
        /// None of the partner's installations is meant.
        Unknown = "unknown",
        /// Several could be meant.
        Ambiguous = "ambiguous",
        /// It stands there before.
        Twice = "twice",
        /// Its key is valid until the end of the contract already.
        Renewed = "renewed",
        /// There is no maintenance contract.
        NoContract = "no_contract",
        /// The contract has ended.
        ContractEnded = "contract_ended",
        /// The product has no keys for that version.
        NoRule = "no_rule",
        /// A person has to look, for another reason.
        NeedsPerson = "needs_person",
        /// A key was made and did not fit, or could not be made: somebody is on it.
        Stopped = "stopped",
        /// It could not be asked for; it may be asked for singly.
        Failed = "failed",
    }
}

wire! {
    /// One installation that is to be renewed.
    pub struct RenewalLine {
        /// Of a CSV: as a text editor counts.
        pub line: Option<i64>,
        /// Of a CSV: what stands there.
        pub value: String,
        pub installation: Option<Installation>,
        /// Until when the new key would be valid.
        pub until: Option<Millis>,
        pub obstacle: Option<RenewalObstacle>,
    }

    /// What would come of it. Nothing is issued yet.
    pub struct RenewalPreview {
        pub lines: Vec<RenewalLine>,
        /// How many would get a key.
        pub good: i64,
        /// Of a CSV: columns that mean nothing here.
        pub ignored: Vec<String>,
    }

    /// Which installations are to be renewed.
    pub struct NewRenewal {
        pub installation_ids: Vec<Id>,
    }

    /// What came of one installation.
    pub struct Renewed {
        pub installation_id: Id,
        pub product: String,
        pub customer: String,
        pub host: Option<String>,
        /// None: it is still to be done, or could not be asked for.
        pub request: Option<RequestRef>,
        pub until: Option<Millis>,
        pub obstacle: Option<RenewalObstacle>,
        pub done: bool,
    }

    /// A renewal, as far as it is.
    pub struct Renewal {
        pub id: Id,
        pub created_at: Millis,
        /// None: it is still going on.
        pub finished_at: Option<Millis>,
        pub total: i64,
        pub done: i64,
        /// Keys that were issued.
        pub issued: i64,
        pub lines: Vec<Renewed>,
    }

    /// An address that calendar programs read: who knows it sees what runs out when.
    pub struct CalendarLink {
        pub url: String,
        pub expires_at: Millis,
    }
}

/// The most installations of one renewal.
pub const RENEWALS_MAX: usize = 2_000;

/// Until when a new key of an installation would be valid, or why there is none at once.
///
/// # Errors
/// The obstacle.
pub fn renewable(installation: &Installation, product: &Product, today: Date) -> Result<Millis, RenewalObstacle> {
    let choice = Choice {
        intent: super::Intent::Renew,
        edition_id: &installation.edition.id,
        version: &installation.runs,
        host: installation.host.as_ref(),
        capacity: installation.capacity,
        trials: 0,
    };
    at_once(&choice, product, Some(installation), today).map_err(|why| match why {
        NeedsPerson::NoContract => RenewalObstacle::NoContract,
        NeedsPerson::ContractEnded => RenewalObstacle::ContractEnded,
        NeedsPerson::NoRule => RenewalObstacle::NoRule,
        _ => RenewalObstacle::NeedsPerson,
    })?;
    let until = installation.contract_until.map(end_of_day).ok_or(RenewalObstacle::NoContract)?;
    if installation.key_until.is_some_and(|now| now >= until) { Err(RenewalObstacle::Renewed) } else { Ok(until) }
}
