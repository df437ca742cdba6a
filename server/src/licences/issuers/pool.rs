use async_trait::async_trait;

use super::{Issuer, Made, Order};
use crate::error::Result;
use crate::licences::pools;
use crate::write::Write;

/// Ready-made keys, each handed out once.
pub(super) struct Pool;

#[async_trait]
impl Issuer for Pool {
    async fn make(&self, w: &mut Write, order: &Order<'_>) -> Result<Made> {
        pools::take(w, order).await
    }
}
