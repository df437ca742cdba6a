use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::statements::{Allocation, Release, rules, validate_release};
use eyelevel_contract::validate::Fault;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::statements::accounts;
use crate::write::Write;

/// Takes an allocation back, with a reason (ledger). Both postings are open again by that amount; the allocation stays on record.
#[utoipa::path(post, path = "/api/v1/statements/{id}/allocations/{allocation_id}/release", tag = "statements",
    params(("id" = String, Path), ("allocation_id" = String, Path)), request_body = Release,
    responses((status = 200, body = Allocation), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path((id, allocation)): Path<(String, String)>,
    submission: Submission<Release>,
) -> Result<Response> {
    accounts::store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    release(&mut w, &id, &allocation, &submission.body).await?;
    let allocation = store::one(&mut w.tx, &id, &allocation, caller.lang).await?;
    submission.done(w, &caller, &allocation).await
}

/// Takes it back.
///
/// # Errors
/// The faults by field; the second time, that it was taken back already.
pub async fn release(w: &mut Write, account_id: &str, id: &str, release: &Release) -> Result<()> {
    accounts::store::hold(w, account_id).await?;
    let allocation = store::one(&mut w.tx, account_id, id, eyelevel_contract::lang::Lang::En).await?;
    let Release { reason } = validate_release(release)?;
    if allocation.released.is_some() {
        return Err(Error::field("", Fault::Twice));
    }
    store::release(w, account_id, &allocation, &reason).await?;
    w.audit("allocation.released", "allocation", id).await
}
