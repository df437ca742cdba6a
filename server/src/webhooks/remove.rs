use axum::extract::{Path, State};
use axum::http::StatusCode;
use eyelevel_contract::webhooks::rules::can_keep;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// Removes a webhook, its secret and its log. What waits is not sent.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    can_keep(&caller.actor)?;
    let mut w = caller.write(&app).await?;
    store::one(&mut w.tx, &caller.actor.organisation_id, &id, w.now).await?;
    store::remove(&mut w, &id).await?;
    w.audit("webhook.removed", "webhook", &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
