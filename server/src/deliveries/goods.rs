use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;

use crate::db::AsConn;
use crate::error::Result;
use crate::write::Write;

/// What a kind of request knows of what is delivered. `app.rs` registers who answers for which kind.
#[async_trait]
pub trait Goods: Send + Sync {
    /// The names of a request's lines in a language.
    async fn names(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, String>>;

    /// Every recipient has confirmed: what happens next.
    async fn all_confirmed(&self, w: &mut Write, request_id: &str) -> Result<()>;
}
