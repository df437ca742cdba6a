use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::{EditInstallation, Installation, rules};

use super::{add::checked, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Changes an installation; it stays with the partner whose it is.
#[utoipa::path(put, path = "/api/v1/installations/{id}", tag = "installations", request_body = EditInstallation,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Installation), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(installation): Json<EditInstallation>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let before = store::installation(&mut w.tx, &caller.actor, &id).await?;
    rules::can_keep_installations(&caller.actor, &before.partner.id)?;
    let (_, installation) = checked(&mut w, &caller.actor, Some(&before.partner.id), &installation).await?;
    if !store::update(&mut w, &id, version, &installation).await? {
        return Err(Error::ChangedMeanwhile);
    }
    let installation = store::installation(&mut w.tx, &caller.actor, &id).await?;
    w.audit_edit("installation.edited", "installation", &id, &before, &installation).await?;
    w.commit().await?;
    Ok(versioned(installation.version, &installation))
}
