use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::deliveries::{Evidence, ProofConsent};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Request;

use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::write::Write;

/// What a kind of request knows of what is delivered. `app.rs` registers who answers for which kind.
#[async_trait]
pub trait Goods: Send + Sync {
    /// The names of a request's lines in a language.
    async fn names(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, String>>;

    /// Every recipient has confirmed: what happens next.
    async fn all_confirmed(&self, w: &mut Write, request_id: &str) -> Result<()>;

    /// A parcel does not arrive, as its carrier says: lost, or on its way back; or it moves again after all.
    async fn undelivered(&self, _: &mut Write, _request_id: &str, _is_so: bool) -> Result<()> {
        Ok(())
    }

    /// What a recipient is sent that is no thing but a text: a licence key. Only what was sent to them, the last of it.
    async fn content(&self, _: &mut dyn AsConn, _recipient_id: &str) -> Result<Option<Content>> {
        Ok(None)
    }

    /// What a recipient was sent last, to them once more: it did not arrive.
    async fn again(&self, _: &mut Write, _by: &Id, _request_id: &str, _recipient_id: &str) -> Result<()> {
        Ok(())
    }

    /// A wish for other recipients that this kind keeps itself, by its id.
    async fn wish(&self, _: &mut dyn AsConn, _id: &str, _: Lang) -> Result<Option<Wish>> {
        Ok(None)
    }

    /// The requester's answer to it, by the same rules as in the portal.
    async fn answer(&self, _: &mut Write, _: &Caller, _id: &str, _agreed: bool) -> Result<()> {
        Err(Error::NotFound)
    }

    /// The same as a file: its name, and what stands in it.
    async fn file(&self, _: &mut Write, _: &Request, _recipient_id: &str) -> Result<Option<(String, String)>> {
        Ok(None)
    }

    /// What is known of each line beside its name, for the proof; never a key.
    async fn evidence(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, Evidence>> {
        let named = |(id, name)| (id, Evidence { name, versions: None, sha256: None });
        Ok(self.names(on, request_id, lang).await?.into_iter().map(named).collect())
    }

    /// Changes of the recipients that were asked for, and who agreed, for the proof.
    async fn consents(&self, _: &mut dyn AsConn, _request_id: &str) -> Result<Vec<ProofConsent>> {
        Ok(Vec::new())
    }
}

/// Somebody's wish for other recipients.
#[derive(Clone, Debug)]
pub struct Wish {
    pub request_id: Id,
    /// What they would like, as it stands in the timeline: `added`, `left_out`, `repaired`, `redirected`, `handed`.
    pub change: &'static str,
    /// Who is meant: name, organisation, address.
    pub whom: String,
    /// The same as it is now, for who would be reached in another way.
    pub now: Option<String>,
    /// May be empty.
    pub reason: String,
    pub asked_by: String,
    /// Nobody has answered yet.
    pub open: bool,
    /// What would be passed on, where it is more than where something goes.
    pub shares: Vec<String>,
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
