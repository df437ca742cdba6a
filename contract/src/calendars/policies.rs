use super::Policy;
use crate::requests::{Kind, PromiseKind, rules::promised_minutes};

/// What an installation begins with: the same for everybody.
#[must_use]
pub fn first_policies() -> Vec<Policy> {
    let policy = |kind: &Kind| {
        let minutes = |promise| promised_minutes(*kind, promise);
        Policy {
            kind: *kind,
            tier: String::new(),
            answer: minutes(PromiseKind::Answer),
            decision: minutes(PromiseKind::Decision),
            fulfilment: minutes(PromiseKind::Fulfilment),
        }
    };
    Kind::ALL.iter().map(policy).collect()
}

impl Policy {
    /// Business minutes of one of its promises.
    #[must_use]
    pub const fn minutes(&self, promise: PromiseKind) -> i64 {
        match promise {
            PromiseKind::Answer => self.answer,
            PromiseKind::Decision => self.decision,
            PromiseKind::Fulfilment => self.fulfilment,
        }
    }
}

/// The policy for a partner of that tier: its own, or everybody's.
#[must_use]
pub fn policy_for<'a>(policies: &'a [Policy], kind: Kind, tier: &str) -> Option<&'a Policy> {
    let of = |tier: &str| policies.iter().find(|policy| policy.kind == kind && policy.tier == tier);
    of(tier).or_else(|| of(""))
}

/// So many business minutes are left when three quarters have been used.
#[must_use]
pub const fn last_quarter(minutes: i64) -> i64 {
    minutes / 4
}
