use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::webhooks::rules::can_keep;
use eyelevel_contract::webhooks::{EditWebhook, Topic, Webhook, WebhookState, validate};
use serde::Serialize;

use super::{store, target};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, IfMatch, Json, versioned};

/// As the trail has it: the rest of an address may be as good as a password.
#[derive(Serialize)]
struct Audited {
    host: String,
    topics: Vec<Topic>,
    state: WebhookState,
}

impl From<&Webhook> for Audited {
    fn from(webhook: &Webhook) -> Self {
        Self { host: target::host(&webhook.url), topics: webhook.topics.clone(), state: webhook.state }
    }
}

/// Changes a webhook, pauses it, or lets it go on: then all that waited is sent, in its order.
#[utoipa::path(put, path = "/api/v1/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)), request_body = EditWebhook,
    responses((status = 200, body = Webhook), (status = 400), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(edit): Json<EditWebhook>,
) -> Result<Response> {
    can_keep(&caller.actor)?;
    let organisation = &caller.actor.organisation_id;
    let before = store::one(&mut app.db.read().await?, organisation, &id, app.clock.now()).await?;
    validate(&edit)?;
    let url = edit.url.trim();
    if edit.active || url != before.url {
        target::look(&app, url).await?;
    }
    let mut w = caller.write(&app).await?;
    let before = store::one(&mut w.tx, organisation, &id, w.now).await?;
    let state = match (edit.active, before.state) {
        (true, _) => WebhookState::Active,
        (false, WebhookState::Active) => WebhookState::Paused,
        (false, as_it_is) => as_it_is,
    };
    store::edit(&mut w, (&id, version), url, &edit.topics, state).await?;
    if state == WebhookState::Active && before.state != WebhookState::Active {
        store::hurry(&mut w, &id).await?;
    }
    let after = store::one(&mut w.tx, organisation, &id, w.now).await?;
    w.audit_edit("webhook.edited", "webhook", &id, &Audited::from(&before), &Audited::from(&after)).await?;
    w.commit().await?;
    Ok(versioned(after.version, &after))
}
