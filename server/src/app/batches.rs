use std::collections::BTreeSet;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::{Bilingual, Lang};
use eyelevel_contract::licences::{EditKnownIssue, KnownIssue, paths, rules::may_see_known_issue};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::{BatchIssue, NewBatchIssue};

use crate::calendar;
use crate::db::AsConn;
use crate::error::Result;
use crate::licences::{Batches, known_issues};
use crate::returns::{self, Issues};
use crate::write::Write;

/// Devices by their batches, as known issues ask for them.
pub(super) struct Devices;

#[async_trait]
impl Batches for Devices {
    async fn is_known(&self, on: &mut dyn AsConn, item_id: &str, batch: &str) -> Result<bool> {
        let mut on = on;
        returns::batches::is_known(&mut on, item_id, batch).await
    }

    async fn holders(&self, on: &mut dyn AsConn, item_id: &str, batch: &str) -> Result<BTreeSet<Id>> {
        let mut on = on;
        returns::batches::holders(&mut on, item_id, batch).await
    }

    async fn at(&self, on: &mut dyn AsConn, partner_id: &str, item_id: &str, batch: &str, limit: i64) -> Result<Vec<String>> {
        let mut on = on;
        returns::batches::held(&mut on, partner_id, item_id, batch, limit).await
    }
}

/// What is known to be wrong with batches, as returns show it.
pub(super) struct Known;

fn shown(issue: KnownIssue, lang: Lang) -> BatchIssue {
    BatchIssue {
        product: issue.name(lang).to_owned(),
        batch: issue.batch.map_or_else(String::new, |batch| batch.batch),
        title: issue.title.get(lang).to_owned(),
        known_since: issue.known_since,
        workaround: issue.workaround.get(lang).to_owned(),
        is_draft: issue.published_at.is_none(),
        page: paths::known_issue_page(&issue.id),
        id: issue.id,
    }
}

#[async_trait]
impl Issues for Known {
    async fn of(&self, on: &mut dyn AsConn, actor: Option<&Actor>, lang: Lang, batch: &NewBatchIssue) -> Result<Option<BatchIssue>> {
        let mut on = on;
        let found = known_issues::of_batch(&mut on, &batch.item_id, &batch.batch).await?;
        let found = found.filter(|issue| actor.is_none_or(|actor| may_see_known_issue(actor, issue)));
        Ok(found.map(|issue| shown(issue, lang)))
    }

    async fn add(&self, w: &mut Write, batch: &NewBatchIssue, title: Bilingual, workaround: Bilingual) -> Result<()> {
        let issue = EditKnownIssue {
            product_id: Id::new(),
            title,
            affected: String::new(),
            known_since: Some(calendar::today(w.app())?),
            workaround,
            fixed_in: String::new(),
            item_id: Some(batch.item_id.clone()),
            batch: batch.batch.clone(),
        };
        known_issues::add(w, &issue).await.map(drop)
    }
}
