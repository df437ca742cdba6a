use async_trait::async_trait;
use eyelevel_contract::requests::Request;

use crate::error::Result;
use crate::extract::Caller;
use crate::write::Write;

/// What a kind of request adds to the spine's verbs. `app.rs` registers who answers for which kind.
#[async_trait]
pub trait RequestKind: Send + Sync {
    /// The partner accepts what was offered: does the offer still stand, and may they? The spine moves on afterwards.
    async fn accept(&self, w: &mut Write, caller: &Caller, request: &Request) -> Result<()>;

    /// The partner takes the request back: whatever was set aside for it is free again.
    async fn withdraw(&self, w: &mut Write, request: &Request) -> Result<()>;
}
