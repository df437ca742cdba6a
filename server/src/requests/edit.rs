use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EditRequest, EventKind, REFERENCE_MAX, Request};
use eyelevel_contract::validate::Faults;

use super::{store, timeline};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::events::Audience;
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Changes the partner's own fields: their reference, and who of their company sees it.
#[utoipa::path(put, path = "/api/v1/requests/{id}", tag = "requests", request_body = EditRequest,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<EditRequest>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let before = store::visible(&mut w.tx, &caller.actor, &id).await?;
    can(&caller.actor, Action::Edit, &before)?;
    let mut faults = Faults::new();
    let reference = if body.reference.trim().is_empty() { String::new() } else { faults.line("reference", &body.reference, REFERENCE_MAX) };
    faults.or(())?;
    let sql = "UPDATE requests SET reference = $1, reference_key = $2, limited = $3, updated_at = $4, version = version + 1 \
               WHERE id = $5 AND version = $6";
    let done = q(sql)
        .bind((!reference.is_empty()).then_some(&reference))
        .bind(reference.to_lowercase())
        .bind(body.limited)
        .bind(w.now)
        .bind(&id)
        .bind(version)
        .run(&mut w.tx)
        .await?;
    if done == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    w.changes(&id, Audience::Everybody);
    timeline::event(&mut w, &id, EventKind::Edited, None, None).await?;
    let after = store::visible(&mut w.tx, &caller.actor, &id).await?;
    w.audit_edit("request.edited", "request", &id, &before, &after).await?;
    w.commit().await?;
    Ok(versioned(after.version, &after))
}
