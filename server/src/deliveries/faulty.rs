use async_trait::async_trait;
use eyelevel_contract::deliveries::RecipientStatus;
use eyelevel_contract::requests::Request;

use crate::error::Result;
use crate::write::Write;

/// Who begins a return when a recipient says that something is dead. `app.rs` registers it.
#[async_trait]
pub trait Faulty: Send + Sync {
    /// These arrived dead, and the recipient says so; the request is locked. It begins what is to follow in the requester's name, with all that
    /// is known: nobody has to type a serial number again.
    async fn dead(&self, w: &mut Write, request: &Request, recipient: &RecipientStatus, dead: &[String], note: &str) -> Result<()>;
}
