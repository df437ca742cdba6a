use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::{Kind, subject, team::team};
use eyelevel_contract::statements::{Query, StatementQuery, paths, rules, validate_query};
use eyelevel_contract::validate::Fault;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::requests::spine;
use crate::statements::accounts;
use crate::write::Write;

/// Raises a query about lines of a statement: it has a number, an owner and a promise at once, and nobody is dunned for these lines until it
/// is answered.
#[utoipa::path(post, path = "/api/v1/statements/queries", tag = "statements", request_body = Query,
    responses((status = 201, body = StatementQuery), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<Query>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = submit(&mut w, &caller, &submission.body).await?;
    let query = store::query(&app, &mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &paths::query(&id), &query).await
}

/// Raises it.
///
/// # Errors
/// The faults by field.
pub async fn submit(w: &mut Write, caller: &Caller, query: &Query) -> Result<Id> {
    let askers = team(Kind::StatementQuery).askers;
    if !caller.actor.is_partner() || !caller.actor.is_any(askers) {
        return Err(Error::NeedsRole(askers));
    }
    let clean = validate_query(query)?;
    let unknown = |field: &str| Error::field(field, Fault::Unknown);
    // The books stand still: of two who ask about the same line, the second one is told of the first.
    match accounts::store::hold(w, &clean.account_id).await {
        Err(Error::NotFound) => return Err(unknown("account_id")),
        held => held?,
    }
    let account = accounts::store::account(&mut w.tx, &clean.account_id).await?;
    if !rules::may_see(&caller.actor, &account.partner.id) {
        return Err(unknown("account_id"));
    }
    let known = store::of_account(&mut w.tx, &account.id, &clean.posting_ids).await?;
    if usize::try_from(known) != Ok(clean.posting_ids.len()) {
        return Err(unknown("posting_ids"));
    }
    let held = store::held(&mut w.tx, &account.id).await?;
    if let Some(request) = clean.posting_ids.iter().find_map(|id| held.get(id)) {
        return Err(Error::field("posting_ids", Fault::Asked(request.number.clone())));
    }
    let new = spine::New {
        kind: Kind::StatementQuery,
        subject: &subject(&clean.text),
        reference: &clean.reference,
        limited: false,
        severity: clean.severity,
        preferred_owner: None,
        search: &account.number,
        told: true,
    };
    let created = spine::create(w, caller, new).await?;
    store::insert(w, &created.id, &account.id, &clean.text, &clean.posting_ids).await?;
    Ok(created.id)
}
