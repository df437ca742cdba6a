use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::webhooks::Sending;
use eyelevel_contract::webhooks::rules::can_keep;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};

/// Sends something again, with the same `webhook-id` and body: behind what waits of the same request, tried as often as anything new. What waits
/// for its next attempt is tried at once.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/deliveries/{delivery_id}/replay", tag = "webhooks",
    params(("id" = String, Path), ("delivery_id" = String, Path)),
    responses((status = 200, body = Sending), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path((id, delivery_id)): Path<(String, String)>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    can_keep(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    store::one(&mut w.tx, &caller.actor.organisation_id, &id, w.now).await?;
    store::replay(&mut w, &id, &delivery_id).await?;
    w.audit("webhook.replayed", "webhook", &id).await?;
    let sending = store::sending(&mut w.tx, &id, &delivery_id).await?;
    submission.done(w, &caller, &sending).await
}
