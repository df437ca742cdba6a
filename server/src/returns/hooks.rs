use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Request;
use eyelevel_contract::requests::rules::Refusal;

use super::{referral, replacement, step};
use crate::db::{AsConn, q};
use crate::deliveries::{Goods, Wish};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::RequestKind;
use crate::write::Write;

/// What returns add to the spine and to deliveries.
pub struct Hooks;

#[async_trait]
impl RequestKind for Hooks {
    async fn accept(&self, _: &mut Write, _: &Caller, request: &Request) -> Result<()> {
        Err(Error::Refused(Refusal::Not(request.state)))
    }

    /// What went out in advance, or came back already, is not taken back by a word.
    async fn withdraw(&self, w: &mut Write, request: &Request) -> Result<()> {
        let sql = "SELECT id FROM return_items WHERE request_id = $1 AND (replacement = 'sent' OR state IN ('on_the_way', 'received', 'inspected', 'done')) \
                   LIMIT 1";
        let moved: Option<(Id,)> = q(sql).bind(&request.id).maybe(&mut w.tx).await?;
        if moved.is_some() {
            return Err(Error::Refused(Refusal::Not(request.state)));
        }
        referral::withdrawn(w, request).await?;
        let items: Vec<(Id,)> = q("SELECT id FROM return_items WHERE request_id = $1 ORDER BY id").bind(&request.id).all(&mut w.tx).await?;
        replacement::give_back(w, &items.into_iter().map(|item| item.0).collect::<Vec<_>>()).await
    }
}

#[async_trait]
impl Goods for Hooks {
    async fn names(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, String>> {
        let mut on = on;
        let sql = "SELECT n.id, n.serial, n.product, i.name_de, i.name_en FROM return_items n LEFT JOIN catalogue_items i ON i.id = n.item_id \
                   WHERE n.request_id = $1";
        let rows: Vec<(Id, String, String, Option<String>, Option<String>)> = q(sql).bind(request_id).all(&mut on).await?;
        let name = |(id, serial, product, de, en): (Id, String, String, Option<String>, Option<String>)| {
            let known = if lang == Lang::De { de } else { en };
            let said = if product.is_empty() { serial } else { product };
            (id, known.unwrap_or(said))
        };
        Ok(rows.into_iter().map(name).collect())
    }

    async fn all_confirmed(&self, w: &mut Write, request_id: &str) -> Result<()> {
        step::on(w, request_id).await
    }

    async fn undelivered(&self, w: &mut Write, request_id: &str, is_so: bool) -> Result<()> {
        if is_so {
            replacement::lost(w, request_id).await?;
        } else {
            replacement::found(w, request_id).await?;
        }
        step::on(w, request_id).await
    }

    /// A distributor is no recipient; they are asked about in the same way.
    async fn wish(&self, on: &mut dyn AsConn, id: &str, lang: Lang) -> Result<Option<Wish>> {
        let mut on = on;
        referral::wish(&mut on, id, lang).await
    }

    async fn answer(&self, w: &mut Write, caller: &Caller, id: &str, agreed: bool) -> Result<()> {
        let wish = referral::wish(&mut w.tx, id, caller.lang).await?.ok_or(Error::NotFound)?;
        referral::agree(w, caller, &wish.request_id, id, agreed).await
    }
}
