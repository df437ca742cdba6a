mod current;
mod policies;
mod promised;
mod severity;
mod warned;

use eyelevel_contract::calendars::{Calendar, EditCalendar, EditPolicies, Policies, Policy, paths};
use eyelevel_contract::requests::{Kind, Severity};

use crate::support::World;

impl World {
    /// A new version of the calendar, by the admin.
    pub(crate) async fn calendar(&self, change: impl FnOnce(&mut EditCalendar)) -> Calendar {
        let admin = self.as_("admin").await;
        let now: Calendar = admin.get(paths::CALENDAR).await.ok();
        let version = now.version;
        let mut edit = EditCalendar::from(now);
        change(&mut edit);
        admin.put(paths::CALENDAR, version, edit).await.ok()
    }

    /// A new version of the policies, by the admin.
    async fn policies(&self, change: impl FnOnce(&mut Vec<Policy>)) -> Policies {
        let admin = self.as_("admin").await;
        let mut now: Policies = admin.get(paths::POLICIES).await.ok();
        change(&mut now.policies);
        admin.put(paths::POLICIES, now.version, EditPolicies { policies: now.policies }).await.ok()
    }

    /// A partner gets a tier.
    async fn tier(&self, partner: &str, tier: &str) {
        let path = eyelevel_contract::people::paths::organisation(&self.organisation(partner).await);
        let admin = self.as_("admin").await;
        let version = admin.get(&path).await.json()["version"].as_i64().unwrap();
        admin.put(&path, version, serde_json::json!({ "name": partner, "tier": tier })).await.is(200);
    }
}

fn policy(policies: &mut [Policy], kind: Kind) -> &mut Policy {
    policies.iter_mut().find(|policy| policy.kind == kind && policy.severity == Severity::Normal && policy.tier.is_empty()).unwrap()
}

/// Demo kits for the tier `Gold`.
fn gold(policies: &mut Vec<Policy>, decision: i64, fulfilment: i64) {
    let everybody = policy(policies, Kind::DemoKit).clone();
    policies.push(Policy { tier: "Gold".to_owned(), decision, fulfilment, ..everybody });
}
