//! What is known to be wrong with a batch; and that a warned batch becomes a known issue.

use std::collections::BTreeSet;

use async_trait::async_trait;
use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::{Bilingual, Lang};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::{BatchIssue, NewBatchIssue, can_report};
use eyelevel_contract::validate::Fault;
use eyelevel_texts::return_words as t;

use super::faults;
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::write::Write;

/// Known issues of batches. `app.rs` registers who keeps them.
#[async_trait]
pub trait Issues: Send + Sync {
    /// What is known of a batch, as far as this person may know; of nobody: as far as anybody knows.
    async fn of(&self, on: &mut dyn AsConn, actor: Option<&Actor>, lang: Lang, batch: &NewBatchIssue) -> Result<Option<BatchIssue>>;

    /// Writes a new one down, a draft.
    async fn add(&self, w: &mut Write, batch: &NewBatchIssue, title: Bilingual, workaround: Bilingual) -> Result<()>;
}

/// What is known of these batches, each once, as far as this person may know.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn of(
    app: &App,
    on: &mut impl AsConn,
    actor: &Actor,
    lang: Lang,
    batches: impl Iterator<Item = (Id, String)>,
) -> Result<Vec<BatchIssue>> {
    let mut all = Vec::new();
    for (item_id, batch) in batches.filter(|(_, batch)| !batch.is_empty()).collect::<BTreeSet<_>>() {
        all.extend(app.issues().of(on, Some(actor), lang, &NewBatchIssue { item_id, batch }).await?);
    }
    Ok(all)
}

/// Makes a known issue of a batch that breaks more than others (support, leads, admins): filled in with what is known, and a draft, so that
/// nobody is told before somebody has read it.
#[utoipa::path(post, path = "/api/v1/returns/faults/known-issues", tag = "returns", request_body = NewBatchIssue,
    responses((status = 201, body = BatchIssue), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    submission: Submission<NewBatchIssue>,
) -> Result<Response> {
    can_report(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let batch = &submission.body;
    let found = faults::of_batch(&app, &mut w.tx, lang, batch).await?.ok_or_else(|| Error::field("batch", Fault::Unknown))?;
    if found.issue.is_some() {
        return Err(Error::field("batch", Fault::Taken));
    }
    if !found.wants_issue() {
        return Err(Error::field("batch", Fault::NotOffered));
    }
    let both = |of: &dyn Fn(Lang) -> String| Bilingual { de: of(Lang::De), en: of(Lang::En) };
    let title = both(&|lang| t::batch_issue(lang, &batch.batch));
    let workaround = both(&|lang| t::batch_workaround(lang, found.known, &batch.batch, found.confirmed));
    app.issues().add(&mut w, batch, title, workaround).await?;
    let issue = app.issues().of(&mut w.tx, Some(&caller.actor), lang, batch).await?.ok_or(Error::NotFound)?;
    submission.created(w, &caller, &issue.page.clone(), &issue).await
}
