use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::webhooks::rules::{Heard, Listener, hears};

use super::{body, store};
use crate::error::Result;
use crate::events::{Follower, Told};
use crate::requests;
use crate::write::Write;

/// All webhooks, as what happens to requests is told them.
pub struct Listeners;

#[async_trait]
impl Follower for Listeners {
    async fn told(&self, w: &mut Write, entries: &[Told]) -> Result<()> {
        let webhooks = store::listening(&mut w.tx).await?;
        if webhooks.is_empty() {
            return Ok(());
        }
        let app = w.app().clone();
        let mut requests = BTreeMap::<&Id, _>::new();
        for told in entries {
            if !requests.contains_key(&told.request_id) {
                requests.insert(&told.request_id, requests::store::any(&mut w.tx, &told.request_id).await?);
            }
            let Some(request) = requests.get(&told.request_id) else { continue };
            let heard = Heard { partner_id: &request.partner.id, limited: request.limited };
            let mut said = None;
            for webhook in &webhooks {
                let listener = Listener { organisation_id: &webhook.organisation_id, vendor: webhook.vendor };
                if !hears(listener, &webhook.topics, told.kind, heard) {
                    continue;
                }
                let body = match &said {
                    Some(body) => body,
                    None => said.insert(body::of(&app, told, request, w.now)?),
                };
                store::insert(w, &webhook.id, Some(&told.request_id), &body::event(told), body).await?;
            }
        }
        Ok(())
    }
}
