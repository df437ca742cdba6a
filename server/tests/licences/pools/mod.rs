mod busy;
mod deaths;
mod fill;
mod rules;
mod storm;
mod take;
mod warning;

use eyelevel_contract::licences::{EditInstallation, Import, Installation, Issuer, Pool, Product, paths};

use crate::licences::installations::form_at;
use crate::support::{Answer, Client, World};

const CONFIRM: &str = "&confirm=true";

/// A key as the demo's rule for 7.x wants it.
pub(crate) fn key(n: usize) -> String {
    format!("AR7-{:04}-ABCD-{:04}", n / 10_000, n % 10_000)
}

/// A file of so many keys.
fn file(keys: std::ops::Range<usize>) -> String {
    let lines: Vec<_> = keys.map(key).collect();
    format!("key\n{}\n", lines.join("\n"))
}

/// The rule whose keys come from a pool.
fn rule(product: &Product) -> &str {
    &product.rules.iter().find(|rule| rule.issuer == Issuer::Pool).unwrap().id
}

async fn send(client: &Client, product: &Product, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    client.raw("POST", format!("{}?rule={}{query}", paths::pool(&product.id), rule(product)), "text/csv", file.into()).await
}

impl World {
    /// Fills the demo's pool.
    pub(crate) async fn fill(&self, keys: std::ops::Range<usize>) {
        let product = self.product("archivar").await;
        let count = i64::try_from(keys.len()).unwrap();
        let done: Import = send(&self.as_("admin").await, &product, CONFIRM, file(keys)).await.ok();
        assert_eq!((done.added, done.done), (count, true));
    }

    /// How many are left, and how many were handed out.
    pub(crate) async fn level(&self) -> (i64, i64) {
        let product = self.product("archivar").await;
        let pool: Pool = self.as_("admin").await.get(paths::pool(&product.id)).await.ok();
        let [level] = &pool.rules[..] else { panic!("one rule has a pool: {pool:?}") };
        (level.left, level.handed_out)
    }

    /// An installation whose keys come from the pool.
    pub(crate) async fn on_seven(&self, host: &str) -> Installation {
        let old = self.installed("hka-backup-01").await;
        let form = EditInstallation {
            runs: "7.4.2".to_owned(),
            host: host.to_owned(),
            contract_until: Some("2099-12-31".parse().unwrap()),
            ..form_at(&old)
        };
        self.as_("partner").await.post(paths::INSTALLATIONS, form).await.ok()
    }
}
