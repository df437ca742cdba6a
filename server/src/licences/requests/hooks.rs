use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Request, State};

use super::{consents, keys, store};
use crate::db::AsConn;
use crate::deliveries::{Content, Goods};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::{RequestKind, spine, timeline};
use crate::write::Write;

/// What keys add to the spine and to deliveries.
pub struct Hooks;

#[async_trait]
impl RequestKind for Hooks {
    async fn accept(&self, _: &mut Write, _: &Caller, request: &Request) -> Result<()> {
        Err(Error::Refused(Refusal::Not(request.state)))
    }

    async fn withdraw(&self, _: &mut Write, _: &Request) -> Result<()> {
        Ok(())
    }
}

#[async_trait]
impl Goods for Hooks {
    async fn names(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, String>> {
        let mut on = on;
        let asked = store::asked(&mut on, request_id).await?.asked;
        let name = eyelevel_texts::licences::what(lang, &asked.product.name, &asked.edition.name, &asked.wanted.to_string());
        Ok(keys::issued(&mut on, request_id, false).await?.into_iter().map(|key| (key.id, name.clone())).collect())
    }

    /// Everybody has it: nothing more is owed, unless somebody is pinned to whom nothing was sent yet.
    async fn all_confirmed(&self, w: &mut Write, request_id: &str) -> Result<()> {
        for recipient in consents::receiving(&mut w.tx, request_id).await? {
            if keys::sent_to(&mut w.tx, &recipient).await?.is_none() {
                return Ok(());
            }
        }
        spine::set_state(w, request_id, State::Closed).await?;
        timeline::event(w, request_id, EventKind::Closed, None, None).await?;
        w.audit("request.closed", "request", request_id).await
    }

    async fn content(&self, on: &mut dyn AsConn, recipient_id: &str) -> Result<Option<Content>> {
        let mut on = on;
        let key = keys::sent_to(&mut on, recipient_id).await?;
        Ok(key.map(|key| Content { revoked: key.revoked_at.is_some(), until: key.expires, text: key.key.unwrap_or_default() }))
    }

    async fn file(&self, w: &mut Write, request: &Request, recipient_id: &str) -> Result<Option<(String, String)>> {
        let key = keys::sent_to(&mut w.tx, recipient_id).await?.filter(|key| key.revoked_at.is_none());
        match key {
            Some(key) => Ok(Some(super::file::licence_file(w, &key, &request.number).await?)),
            None => Ok(None),
        }
    }
}
