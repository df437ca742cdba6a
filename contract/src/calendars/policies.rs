use super::Policy;
use crate::requests::{Kind, PromiseKind, Severity, rules::promised_minutes};

/// What an installation begins with: the same for everybody.
#[must_use]
pub fn first_policies() -> Vec<Policy> {
    let policy = |kind: &Kind| {
        let minutes = |promise| promised_minutes(*kind, promise);
        Policy {
            kind: *kind,
            severity: Severity::Normal,
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

    /// Promise by promise, the shorter one.
    fn shorter(self, other: &Self) -> Self {
        Self {
            answer: self.answer.min(other.answer),
            decision: self.decision.min(other.decision),
            fulfilment: self.fulfilment.min(other.fulfilment),
            ..self
        }
    }
}

/// The policy for a request of that severity by a partner of that tier. For each severity from normal on, the tier's own row counts, or
/// everybody's where it has none; a higher severity has what is shorter, promise by promise. So a severity without a row goes by the one below,
/// nothing is promised later because it is more severe, and no tier fares worse for having a row of its own at a lower severity.
#[must_use]
pub fn policy_for(policies: &[Policy], kind: Kind, severity: Severity, tier: &str) -> Option<Policy> {
    let mut found: Option<Policy> = None;
    for at in Severity::ALL.iter().filter(|at| **at <= severity) {
        let of = |tier: &str| policies.iter().find(|policy| policy.kind == kind && policy.severity == *at && policy.tier == tier);
        let Some(row) = of(tier).or_else(|| of("")) else { continue };
        found = Some(found.map_or_else(|| row.clone(), |lower| lower.shorter(row)));
    }
    found.map(|policy| Policy { severity, tier: tier.to_owned(), ..policy })
}

/// So many business minutes are left when three quarters have been used.
#[must_use]
pub const fn last_quarter(minutes: i64) -> i64 {
    minutes / 4
}
