use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::Caller;
use crate::requests::attachments;

/// Throws a draft away, with its files.
#[utoipa::path(delete, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn remove(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::hold(&mut w, caller.id(), &id).await?;
    let draft = store::one(&mut w.tx, caller.id(), &id).await?;
    for file in &draft.attachments {
        attachments::delete(&mut w, &file.id).await?;
    }
    q("DELETE FROM drafts WHERE id = $1").bind(&id).run(&mut w.tx).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
