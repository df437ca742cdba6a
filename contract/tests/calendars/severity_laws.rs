//! Whatever rows there are.

use eyelevel_contract::{
    calendars::{Policy, first_policies, policy_for},
    requests::{Kind, PromiseKind, Severity},
};
use proptest::prelude::*;

const PROMISES: [PromiseKind; 3] = [PromiseKind::Answer, PromiseKind::Decision, PromiseKind::Fulfilment];

/// Rows of two kinds and three tiers, everybody's normal ones among them.
fn some_rows() -> impl Strategy<Value = Vec<Policy>> {
    let one = (0..2_usize, 0..3_usize, 0..3_usize, 1..2_000_i64, 1..2_000_i64, 1..2_000_i64);
    proptest::collection::vec(one, 0..24).prop_map(|rows| {
        let mut policies = first_policies();
        for (kind, severity, tier, answer, decision, fulfilment) in rows {
            let (kind, severity, tier) = (Kind::ALL[kind], Severity::ALL[severity], ["", "Gold", "Silver"][tier].to_owned());
            if !policies.iter().any(|p| p.kind == kind && p.severity == severity && p.tier == tier) {
                policies.push(Policy { kind, severity, tier, answer, decision, fulfilment });
            }
        }
        policies
    })
}

proptest! {
    #[test]
    fn nothing_is_promised_later_because_it_is_more_severe(policies in some_rows(), tier in 0..4_usize) {
        let tier = ["", "Gold", "Silver", "Bronze"][tier];
        for kind in Kind::ALL {
            let of = |severity: &Severity| policy_for(&policies, *kind, *severity, tier).unwrap();
            for pair in Severity::ALL.windows(2) {
                let (lower, higher) = (of(&pair[0]), of(&pair[1]));
                for promise in PROMISES {
                    prop_assert!(higher.minutes(promise) <= lower.minutes(promise), "{kind} {promise}");
                }
                // Nor later than to everybody, where the tier has no row of its own.
                let row = |tier: &str| policies.iter().find(|p| p.kind == *kind && p.severity == pair[1] && p.tier == tier);
                if let Some(everybody) = row("").filter(|_| row(tier).is_none()) {
                    for promise in PROMISES {
                        prop_assert!(higher.minutes(promise) <= everybody.minutes(promise), "{kind} {promise}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_row_for_others_changes_nothing(policies in some_rows(), severity in 0..3_usize, minutes in 1..2_000_i64) {
        let mut more = policies.clone();
        let (severity, tier) = (Severity::ALL[severity], "Others".to_owned());
        more.push(Policy { kind: Kind::DemoKit, severity, tier, answer: minutes, decision: minutes, fulfilment: minutes });
        for (kind, severity) in Kind::ALL.iter().flat_map(|kind| Severity::ALL.iter().map(|severity| (*kind, *severity))) {
            for tier in ["", "Gold", "Silver", "Bronze"] {
                prop_assert_eq!(policy_for(&policies, kind, severity, tier), policy_for(&more, kind, severity, tier));
            }
        }
    }
}
