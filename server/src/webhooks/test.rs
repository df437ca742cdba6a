use axum::extract::{Path, State};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::webhooks::rules::can_keep;
use eyelevel_contract::webhooks::{PING, Sending};

use super::worker::{LEASE, claimed};
use super::{body, deliver, settle, store};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// So many in a minute.
const MOST: i64 = 10;
const MINUTE: Millis = 60_000;

/// Sends a `ping` at once, to a webhook that is paused as well, and says what came of it. It is tried once.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = Sending), (status = 401), (status = 403), (status = 404), (status = 429)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<Sending>> {
    can_keep(&caller.actor)?;
    let mut w = caller.write(&app).await?;
    store::one(&mut w.tx, &caller.actor.organisation_id, &id, w.now).await?;
    if store::pings(&mut w.tx, &id, w.now - MINUTE).await? >= MOST {
        return Err(Error::Throttled(60));
    }
    let said = body::ping(w.now)?;
    let sent = store::insert(&mut w, &id, None, PING, &said).await?;
    // Ours from the beginning: no worker takes it.
    let sql = "UPDATE webhook_deliveries SET leased_until = $1, attempts = 1, first_at = $2 WHERE id = $3";
    q(sql).bind(w.now + LEASE).bind(w.now).bind(&sent).run(&mut w.tx).await?;
    w.audit("webhook.tested", "webhook", &id).await?;
    let claimed = claimed(&mut w.tx, &sent).await?;
    w.commit().await?;
    let attempt = deliver(&app, &claimed).await;
    settle(&app, &claimed, &attempt).await?;
    Ok(axum::Json(store::sending(&mut app.db.read().await?, &id, &sent).await?))
}
