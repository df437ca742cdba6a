use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::{Allocation, NewAllocation, Open, Posting, paths, rules, validate_allocation};
use eyelevel_contract::validate::Fault;

use super::store::{self, Because};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::statements::{accounts, postings};
use crate::write::Write;

/// Says by hand what belongs to what, with a reason (ledger). Never more than is open on either side.
#[utoipa::path(post, path = "/api/v1/statements/{id}/allocations", tag = "statements", params(("id" = String, Path)),
    request_body = NewAllocation, responses((status = 201, body = Allocation), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<NewAllocation>,
) -> Result<Response> {
    accounts::store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let allocation_id = allocate(&mut w, &id, &submission.body).await?;
    let allocation = store::one(&mut w.tx, &id, &allocation_id, caller.lang).await?;
    submission.created(w, &caller, &paths::one(&id), &allocation).await
}

/// Allocates.
///
/// # Errors
/// The faults by field.
pub async fn allocate(w: &mut Write, account_id: &str, new: &NewAllocation) -> Result<Id> {
    accounts::store::hold(w, account_id).await?;
    let lowers = end(w, account_id, "lowers", &new.lowers).await?;
    let raises = end(w, account_id, "raises", &new.raises).await?;
    let new = validate_allocation(new, &open(&lowers), &open(&raises))?;
    let id = store::allocate(w, account_id, (&new.lowers, &new.raises), new.amount, Because::Reason(&new.reason)).await?;
    w.audit("allocation.made", "allocation", &id).await?;
    Ok(id)
}

async fn end(w: &mut Write, account_id: &str, field: &str, id: &str) -> Result<Posting> {
    postings::store::maybe(&mut w.tx, account_id, id).await?.ok_or_else(|| Error::field(field, Fault::Unknown))
}

fn open(posting: &Posting) -> Open {
    Open { kind: posting.kind, open: posting.amount - posting.allocated }
}
