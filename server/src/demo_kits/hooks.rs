use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::demo_kits::Terms;
use eyelevel_contract::demo_kits::rules::can_accept;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{EventKind, Request, State};

use super::{stock, store};
use crate::calendar;
use crate::db::{AsConn, q};
use crate::deliveries::Goods;
use crate::error::Result;
use crate::extract::Caller;
use crate::requests::{RequestKind, spine, timeline};
use crate::write::Write;

/// What kits add to the spine and to deliveries.
pub struct Hooks;

#[async_trait]
impl RequestKind for Hooks {
    async fn accept(&self, w: &mut Write, caller: &Caller, request: &Request) -> Result<()> {
        let app = w.app().clone();
        let kit = store::kit(&app, &mut w.tx, &caller.actor, caller.lang, &request.id).await?;
        can_accept(&caller.actor, &kit, calendar::today(&app)?)?;
        if let Some(mut quote) = kit.quote {
            quote.accepted_at = Some(w.now);
            store::set_quote(w, &request.id, Some(&quote)).await?;
        }
        Ok(())
    }

    async fn withdraw(&self, w: &mut Write, request: &Request) -> Result<()> {
        let sql =
            "SELECT decided_variant_id, decided_quantity FROM demo_kit_lines WHERE request_id = $1 AND decided_variant_id IS NOT NULL";
        let rows: Vec<(Id, i64)> = q(sql).bind(&request.id).all(&mut w.tx).await?;
        let mut reserved = stock::Pieces::new();
        for (variant, quantity) in rows {
            *reserved.entry(variant).or_default() += quantity;
        }
        stock::exchange(w, &reserved, &stock::Pieces::new()).await?;
        Ok(())
    }
}

#[async_trait]
impl Goods for Hooks {
    async fn names(&self, on: &mut dyn AsConn, request_id: &str, lang: Lang) -> Result<BTreeMap<Id, String>> {
        let mut on = on;
        store::names(&mut on, request_id, lang).await
    }

    /// A loan goes on to its last day; what was bought is done.
    async fn all_confirmed(&self, w: &mut Write, request_id: &str) -> Result<()> {
        let (terms,): (String,) = q("SELECT terms FROM demo_kits WHERE request_id = $1").bind(request_id).one(&mut w.tx).await?;
        if terms == Terms::Loan.word() {
            return spine::set_state(w, request_id, State::OnLoan).await;
        }
        spine::set_state(w, request_id, State::Closed).await?;
        timeline::event(w, request_id, EventKind::Closed, None, None).await?;
        w.audit("request.closed", "request", request_id).await
    }
}
