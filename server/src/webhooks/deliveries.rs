use axum::extract::{Path, State};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use eyelevel_contract::webhooks::rules::can_keep;
use eyelevel_contract::webhooks::{Sending, SendingState};
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::error::Result;
use crate::extract::{Caller, Query};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LogQuery {
    /// Only those that are so.
    state: Option<SendingState>,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// The log of a webhook: what was sent in the last thirty days, what waits, what did not arrive and why. The newest first.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = String, Path), LogQuery),
    responses((status = 200, body = Page<Sending>), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<LogQuery>,
) -> Result<axum::Json<Page<Sending>>> {
    can_keep(&caller.actor)?;
    let before: Option<(Millis, Id)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let mut on = app.db.read().await?;
    store::one(&mut on, &caller.actor.organisation_id, &id, app.clock.now()).await?;
    let rows = store::log(&mut on, &id, query.state, before, limit + 1).await?;
    Ok(axum::Json(cursor::page(rows, limit, |one| (one.created_at, one.id.clone()))?))
}
