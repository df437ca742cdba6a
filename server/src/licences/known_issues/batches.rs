use std::collections::BTreeSet;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;

use crate::db::AsConn;
use crate::error::Result;

/// Batches of devices, of which something may be known. `app.rs` registers who knows devices.
#[async_trait]
pub trait Batches: Send + Sync {
    /// Whether a device of it is known.
    async fn is_known(&self, on: &mut dyn AsConn, item_id: &str, batch: &str) -> Result<bool>;

    /// The partners who have devices of it.
    async fn holders(&self, on: &mut dyn AsConn, item_id: &str, batch: &str) -> Result<BTreeSet<Id>>;

    /// Serial numbers of a partner's devices of it that any of its people may know of, at most so many.
    async fn at(&self, on: &mut dyn AsConn, partner_id: &str, item_id: &str, batch: &str, limit: i64) -> Result<Vec<String>>;
}
