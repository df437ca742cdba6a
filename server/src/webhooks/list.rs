use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::webhooks::Webhook;
use eyelevel_contract::webhooks::rules::can_keep;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// The webhooks of the caller's organisation, for a partner's owner and the vendor's admins. docs/webhooks.md says what is sent, and how it is signed.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "webhooks",
    responses((status = 200, body = Page<Webhook>), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<Webhook>>> {
    can_keep(&caller.actor)?;
    let items = store::of(&mut app.db.read().await?, &caller.actor.organisation_id, app.clock.now()).await?;
    Ok(axum::Json(Page { items, next: None }))
}
