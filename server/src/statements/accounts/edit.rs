use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::statements::{Account, EditAccount, rules, validate_settings};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Says by what an account is recognised in files (ledger).
#[utoipa::path(put, path = "/api/v1/statements/{id}/settings", tag = "statements", params(("id" = String, Path)), request_body = EditAccount,
    responses((status = 200, body = Account), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(edit): Json<EditAccount>,
) -> Result<Response> {
    store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let edit = validate_settings(&edit)?;
    let mut w = caller.write(&app).await?;
    if !store::edit(&mut w, &id, version, &edit).await? {
        return Err(Error::ChangedMeanwhile);
    }
    store::mark(&mut w, &id, &edit.mandates, &edit.ibans).await?;
    w.audit("account.edited", "account", &id).await?;
    let account = store::account(&mut w.tx, &id).await?;
    w.commit().await?;
    Ok(versioned(account.version, &account))
}
