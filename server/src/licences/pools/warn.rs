//! Somebody is told before a pool runs dry, and once more when it has: once for every time it was filled.

use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{POOL_LOW, rules::KEEPERS};
use serde_json::json;

use super::store;
use crate::db::q;
use crate::error::Result;
use crate::mail::{self, Template};
use crate::people;
use crate::write::Write;

/// Tells the product's owner and the admins, if few keys of a rule are left. Of two who take at the same instant, neither sees the other's:
/// then it is said with the next key, or to the first who gets none.
pub(super) async fn if_low(w: &mut Write, rule_id: &str) -> Result<()> {
    let left = store::left(&mut w.tx, rule_id).await?;
    if left >= POOL_LOW {
        return Ok(());
    }
    let sql = "SELECT p.id, p.name, p.owner_id, r.versions FROM key_rules r JOIN products p ON p.id = r.product_id WHERE r.id = $1";
    let (product_id, product, owner, versions): (Id, String, Option<Id>, String) = q(sql).bind(rule_id).one(&mut w.tx).await?;
    let params = json!({ "pool": { "product_id": product_id, "product": product, "versions": versions, "left": left } });
    let vendor: Vec<(Id,)> = q("SELECT id FROM organisations WHERE kind = 'vendor'").all(&mut w.tx).await?;
    let vendor: Vec<Id> = vendor.into_iter().map(|r| r.0).collect();
    let admins = people::store::with_roles(&mut w.tx, &vendor, KEEPERS).await?;
    let mut told: Vec<_> = admins.into_iter().map(|(id, _)| id).chain(owner).collect();
    told.sort();
    told.dedup();
    let told: Vec<_> = told.into_iter().map(|id| (id, params.clone())).collect();
    let level = if left == 0 { "empty" } else { "low" };
    let event = format!("{rule_id}:{}:{level}", store::filled_at(&mut w.tx, rule_id).await?);
    mail::to_people(w, &told, Template::PoolLow, &event).await
}
