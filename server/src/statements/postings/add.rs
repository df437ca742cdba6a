use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, NewPosting, Posting, paths, rules, validate_posting};
use eyelevel_contract::validate::Fault;

use super::store::{self, New};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::statements::accounts;
use crate::write::Write;

/// Posts by hand: a correction, a refund, whatever no file brings (ledger). It stays; what was wrong is corrected by another posting.
#[utoipa::path(post, path = "/api/v1/statements/{id}/postings", tag = "statements", params(("id" = String, Path)), request_body = NewPosting,
    responses((status = 201, body = Posting), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<NewPosting>,
) -> Result<Response> {
    accounts::store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let posting_id = add(&mut w, &id, &submission.body).await?;
    let posting = store::one(&mut w.tx, &id, &posting_id).await?;
    submission.created(w, &caller, &paths::one(&id), &posting).await
}

/// Posts.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, account_id: &str, new: &NewPosting) -> Result<Id> {
    accounts::store::hold(w, account_id).await?;
    let account = accounts::store::account(&mut w.tx, account_id).await?;
    let new = validate_posting(new, account.opened_on)?;
    if let Some(of) = &new.corrects {
        points_at(w, &account, &new, of).await?;
    }
    let id = w.id();
    store::insert(w, account_id, &[New::by_hand(&id, &new)]).await?;
    w.audit("posting.added", "posting", &id).await?;
    Ok(id)
}

/// What takes a debit back points at a debit; what corrects, at a document; both of this account.
async fn points_at(w: &mut Write, account: &Account, new: &NewPosting, of: &str) -> Result<()> {
    let unknown = || Error::field("corrects", Fault::Unknown);
    let earlier = store::maybe(&mut w.tx, &account.id, of).await?.ok_or_else(unknown)?;
    let fits = match new.kind {
        PostingKind::Returned => matches!(earlier.kind, PostingKind::Debit | PostingKind::Transfer),
        PostingKind::Fee => earlier.kind == PostingKind::Returned,
        _ => earlier.kind.is_document(),
    };
    if fits { Ok(()) } else { Err(unknown()) }
}
