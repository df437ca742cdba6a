use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::deliveries::{Evidence, ProofConsent};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Request, State};

use super::{consents, keys, store};
use crate::db::AsConn;
use crate::deliveries::{Content, Goods, Wish};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences::issuing;
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

    async fn again(&self, w: &mut Write, by: &Id, request_id: &str, recipient_id: &str) -> Result<()> {
        let Some(key) = keys::sent_to(&mut w.tx, recipient_id).await?.filter(|key| key.revoked_at.is_none()) else { return Ok(()) };
        let job = issuing::job(&mut w.tx, request_id).await?;
        issuing::send_again(w, &job, &key.id, key.key.as_deref().unwrap_or_default(), by, &[recipient_id.to_owned()]).await
    }

    async fn wish(&self, on: &mut dyn AsConn, id: &str, _: Lang) -> Result<Option<Wish>> {
        let mut on = on;
        let Some((request_id, consent)) = consents::one(&mut on, id).await? else { return Ok(None) };
        let who = &consent.recipient;
        let parts = [who.name.as_str(), &who.organisation, &who.email];
        Ok(Some(Wish {
            now: None,
            request_id,
            change: consent.change.word(),
            whom: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            reason: consent.reason.clone(),
            asked_by: consent.asked_by.name.clone(),
            open: consent.agreed.is_none(),
            shares: Vec::new(),
        }))
    }

    async fn answer(&self, w: &mut Write, caller: &Caller, id: &str, agreed: bool) -> Result<()> {
        let (request_id, _) = consents::one(&mut w.tx, id).await?.ok_or(Error::NotFound)?;
        super::consent::decide(w, caller, &request_id, id, agreed).await
    }

    async fn file(&self, w: &mut Write, request: &Request, recipient_id: &str) -> Result<Option<(String, String)>> {
        let key = keys::sent_to(&mut w.tx, recipient_id).await?.filter(|key| key.revoked_at.is_none());
        match key {
            Some(key) => Ok(Some(super::file::licence_file(w, &key, &request.number).await?)),
            None => Ok(None),
        }
    }

    async fn evidence(&self, on: &mut dyn AsConn, request_id: &str, _: Lang) -> Result<BTreeMap<Id, Evidence>> {
        let mut on = on;
        let asked = store::asked(&mut on, request_id).await?.asked;
        let name = format!("{} {}", asked.product.name, asked.edition.name);
        let mut all = BTreeMap::new();
        for key in keys::issued(&mut on, request_id, true).await? {
            let digest = key.key.as_deref().map(keys::digest);
            all.insert(key.id, Evidence { name: name.clone(), versions: Some(asked.wanted.to_string()), sha256: digest });
        }
        Ok(all)
    }

    async fn consents(&self, on: &mut dyn AsConn, request_id: &str) -> Result<Vec<ProofConsent>> {
        let mut on = on;
        let all = consents::of(&mut on, request_id).await?;
        let proven = all.into_iter().map(|consent| ProofConsent {
            asked_at: consent.asked_at,
            asked_by: consent.asked_by.name,
            change: consent.change.word().to_owned(),
            recipient: consent.recipient.name,
            reason: consent.reason,
            agreed: consent.agreed,
            answered_at: consent.at,
            answered_by: consent.by.map(|by| by.name),
            in_place: consent.in_place,
        });
        Ok(proven.collect())
    }
}
