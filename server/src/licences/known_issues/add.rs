use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{EditKnownIssue, KnownIssue, paths, rules, validate_known_issue};
use eyelevel_contract::validate::Fault;

use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::licences::products;
use crate::write::Write;

/// Writes down a known issue (support, leads, admins); nobody is told before it is published.
#[utoipa::path(post, path = "/api/v1/known-issues", tag = "known issues", request_body = EditKnownIssue,
    responses((status = 201, body = KnownIssue), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditKnownIssue>) -> Result<Response> {
    rules::can_report(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = add(&mut w, &submission.body).await?;
    let issue = store::issue(&mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &paths::known_issue(&id), &issue).await
}

/// Writes down a known issue.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, issue: &EditKnownIssue) -> Result<Id> {
    let issue = checked(w, issue).await?;
    let id = w.id();
    store::insert(w, &id, &issue).await?;
    w.audit("known_issue.added", "known_issue", &id).await?;
    Ok(id)
}

pub(super) async fn checked(w: &mut Write, issue: &EditKnownIssue) -> Result<EditKnownIssue> {
    let issue = validate_known_issue(issue, calendar::today(w.app())?)?;
    if let Some(item) = &issue.item_id {
        let batches = w.app().batches();
        if !batches.is_known(&mut w.tx, item, &issue.batch).await? {
            return Err(Error::field("batch", Fault::Unknown));
        }
    } else if products::store::maybe(&mut w.tx, &issue.product_id).await?.is_none() {
        return Err(Error::field("product_id", Fault::Unknown));
    }
    Ok(issue)
}
