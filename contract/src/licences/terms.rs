//! How long keys are valid, how many bridging keys there are, and what runs out when.

use super::{
    Intent,
    instant::{DAY, end_of_day},
};
use crate::{civil::Date, ids::Millis, requests::rules::Refusal};

wire! {
    /// When production is down: how many keys, and for how long.
    pub struct BridgePolicy {
        /// For one installation in any 365 days.
        pub per_year: i64,
        /// How many days one is valid.
        pub days: i64,
    }
}

impl Default for BridgePolicy {
    fn default() -> Self {
        Self { per_year: 3, days: 7 }
    }
}

/// A bridging key that may be issued now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Until when it is valid.
    pub expires: Millis,
    /// How many are left after it.
    pub left: i64,
}

/// Whether a bridging key may be issued for an installation that had some before, at those instants.
///
/// # Errors
/// If they are used up; [`next_bridge`] says until when.
pub fn bridge(policy: &BridgePolicy, before: &[Millis], now: Millis) -> Result<Bridge, Refusal> {
    let left = policy.per_year - counted(before, now);
    if left <= 0 {
        return Err(Refusal::BridgesUsedUp(policy.per_year));
    }
    Ok(Bridge { expires: now + policy.days * DAY, left: left - 1 })
}

/// From when on there is one again, if there is none now.
#[must_use]
pub fn next_bridge(policy: &BridgePolicy, before: &[Millis], now: Millis) -> Option<Millis> {
    let mut recent: Vec<Millis> = before.iter().copied().filter(|at| *at > now - YEAR).collect();
    recent.sort_unstable();
    let used_up = counted(before, now) - policy.per_year;
    // So many of the oldest must be a year old.
    usize::try_from(used_up).ok().and_then(|n| recent.get(n)).map(|at| at + YEAR)
}

const YEAR: Millis = 365 * DAY;

fn counted(before: &[Millis], now: Millis) -> i64 {
    i64::try_from(before.iter().filter(|at| **at > now - YEAR).count()).unwrap_or(i64::MAX)
}

/// How many days something can be tried.
pub const TRIAL_DAYS: i64 = 30;

/// Until when a key is valid: the contract's last day, or days from now for a trial or a bridge. None: there is no contract to say so.
#[must_use]
pub fn expires(intent: Intent, contract_until: Option<Date>, bridge: &BridgePolicy, now: Millis) -> Option<Millis> {
    match intent {
        Intent::Trial => Some(now + TRIAL_DAYS * DAY),
        Intent::Bridge => Some(now + bridge.days * DAY),
        Intent::Renew | Intent::Upgrade | Intent::New | Intent::Move | Intent::Rejected => contract_until.map(end_of_day),
    }
}

words! {
    /// How soon something runs out.
    RunsOut {
        /// It has.
        Ended = "ended",
        /// Within 7 days.
        Days7 = "7",
        /// Within 30 days.
        Days30 = "30",
        /// Within 60 days.
        Days60 = "60",
        /// Within 90 days.
        Days90 = "90",
    }
}

/// How soon something runs out whose last day that is; `None`: in more than 90 days.
#[must_use]
pub fn runs_out(last_day: Date, today: Date) -> Option<RunsOut> {
    match last_day.days() - today.days() {
        ..0 => Some(RunsOut::Ended),
        0..=7 => Some(RunsOut::Days7),
        8..=30 => Some(RunsOut::Days30),
        31..=60 => Some(RunsOut::Days60),
        61..=90 => Some(RunsOut::Days90),
        _ => None,
    }
}

/// What a request needs to know, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Which installation.
    pub installation: bool,
    /// Which product and edition: nothing is installed that would say so.
    pub product: bool,
    /// Whose it will be.
    pub customer: bool,
    /// On which host.
    pub host: bool,
    /// The key that is refused.
    pub rejected_key: bool,
    /// What is the matter, in words.
    pub message: bool,
}

/// What a request needs to know. The version and the recipients, always.
#[must_use]
pub const fn needs(intent: Intent) -> Needs {
    const INSTALLED: Needs =
        Needs { installation: true, product: false, customer: false, host: false, rejected_key: false, message: false };
    match intent {
        Intent::Renew | Intent::Upgrade => INSTALLED,
        Intent::Move => Needs { host: true, ..INSTALLED },
        Intent::Rejected => Needs { rejected_key: true, ..INSTALLED },
        Intent::Bridge => Needs { message: true, ..INSTALLED },
        Intent::Trial => Needs { installation: false, product: true, ..INSTALLED },
        Intent::New => Needs { installation: false, product: true, customer: true, ..INSTALLED },
    }
}
