use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;

use crate::error::Result;
use crate::write::Write;

/// An entry of a request's timeline that a write has added.
#[derive(Clone, Debug)]
pub struct Told {
    pub id: Id,
    pub request_id: Id,
    pub kind: EventKind,
}

/// Who hears of all that happens to requests, within the write in which it happens. `app.rs` registers who that is.
#[async_trait]
pub trait Follower: Send + Sync {
    /// The write is about to be committed: what it has changed is as it will be.
    async fn told(&self, w: &mut Write, entries: &[Told]) -> Result<()>;
}
