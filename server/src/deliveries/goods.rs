use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Request;

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

    /// What a recipient is sent that is no thing but a text: a licence key. Only what was sent to them, the last of it.
    async fn content(&self, _: &mut dyn AsConn, _recipient_id: &str) -> Result<Option<Content>> {
        Ok(None)
    }

    /// The same as a file: its name, and what stands in it.
    async fn file(&self, _: &mut Write, _: &Request, _recipient_id: &str) -> Result<Option<(String, String)>> {
        Ok(None)
    }
}

/// A text that is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub text: String,
    /// The first instant at which it is worth nothing.
    pub until: Option<Millis>,
    /// It was taken back.
    pub revoked: bool,
}
