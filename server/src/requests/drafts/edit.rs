use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::drafts::{Draft, DraftBody};

use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Keeps what was typed. Two windows on one draft: the second is told, and nothing is overwritten.
#[utoipa::path(put, path = "/api/v1/drafts/{id}", tag = "drafts", request_body = DraftBody,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Draft), (status = 400), (status = 401), (status = 404), (status = 412), (status = 413), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<DraftBody>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    store::one(&mut w.tx, caller.id(), &id).await?;
    let sql = "UPDATE drafts SET body = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND version = $4";
    if q(sql).bind(store::checked(&body.body)?).bind(w.now).bind(&id).bind(version).run(&mut w.tx).await? == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    let draft = store::one(&mut w.tx, caller.id(), &id).await?;
    w.commit().await?;
    Ok(versioned(draft.version, &draft))
}
