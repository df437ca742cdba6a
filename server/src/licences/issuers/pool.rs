use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{MadeKey, Unmade};

use super::{Issuer, Made, Order};
use crate::db::{q, q2};
use crate::error::Result;
use crate::write::Write;

/// Ready-made keys, each handed out once: the row that says so is part of the write that records the key.
pub(super) struct Pool;

#[async_trait]
impl Issuer for Pool {
    async fn make(&self, w: &mut Write, order: &Order<'_>) -> Result<Made> {
        // Whoever comes second does not wait for the first one's key but takes the next.
        const FREE: &str = "SELECT id, key_text, claims FROM pool_keys WHERE rule_id = $1 AND taken_at IS NULL \
             AND (edition_id IS NULL OR edition_id = $2) AND (capacity IS NULL OR capacity = $3) ORDER BY id LIMIT 1";
        let query = q2(FREE, format!("{FREE} FOR UPDATE SKIP LOCKED"));
        let query = query.bind(&order.rule.id).bind(order.edition_id).bind(order.key.capacity);
        let Some((id, key, claims)): Option<(Id, String, String)> = query.maybe(&mut w.tx).await? else {
            return Ok(Err(Unmade::PoolEmpty));
        };
        let sql = "UPDATE pool_keys SET taken_by = $1, taken_at = $2 WHERE id = $3 AND taken_at IS NULL";
        if q(sql).bind(order.request_id).bind(w.now).bind(&id).run(&mut w.tx).await? != 1 {
            return Err(crate::error::Error::Internal("a ready-made key was taken twice".to_owned()));
        }
        Ok(Ok(MadeKey { key, claims: Some(serde_json::from_str(&claims)?) }))
    }
}
