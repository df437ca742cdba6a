//! One search over everything, as far as each person may see it.

mod entitled;
mod hostile;
mod index;
mod order;

use eyelevel_contract::search::{Field, Found, Hit, url};

use crate::support::Client;

/// Everybody in the demo's stage, one role each.
pub(crate) const EVERYBODY: [&str; 14] = [
    "partner",
    "owner",
    "sales",
    "accounts",
    "other",
    "other-owner",
    "approver",
    "approver2",
    "support",
    "manager",
    "admin",
    "auditor",
    "ledger",
    "agent",
];

impl Client {
    /// What is found.
    pub(crate) async fn finds(&self, q: &str) -> Vec<Hit> {
        self.get(url(q)).await.ok()
    }

    /// … each with its kind, where the words stand, and the beginning of its title.
    pub(crate) async fn titles(&self, q: &str) -> Vec<(Found, Field, String)> {
        let short = |title: &str| title.split(" · ").next().unwrap().to_owned();
        self.finds(q).await.iter().map(|hit| (hit.kind, hit.field, short(&hit.title))).collect()
    }
}
