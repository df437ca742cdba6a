use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use eyelevel_contract::validate::Fault;
use eyelevel_contract::webhooks::rules::can_keep;
use eyelevel_contract::webhooks::{EditWebhook, MOST, WebhookSecret, WebhookState, one as at, validate};

use super::{sign, store, target};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};

/// A new webhook. Its secret is in the answer, and nowhere else afterwards.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "webhooks", request_body = EditWebhook,
    responses((status = 201, body = WebhookSecret), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditWebhook>) -> Result<Response> {
    can_keep(&caller.actor)?;
    validate(&submission.body)?;
    let url = submission.body.url.trim().to_owned();
    // Before the write: a name server may take its time.
    target::look(&app, &url).await?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return again(&app, &caller, answer).await,
    };
    let organisation = &caller.actor.organisation_id;
    if store::of(&mut w.tx, organisation, w.now).await?.len() >= MOST {
        return Err(Error::field("url", Fault::TooMany(MOST)));
    }
    let id = w.id();
    let (secret, sealed) = sign::fresh(&app, &id)?;
    store::add(&mut w, &id, organisation, (&url, &submission.body.topics), &sealed).await?;
    if !submission.body.active {
        store::edit(&mut w, (&id, 1), &url, &submission.body.topics, WebhookState::Paused).await?;
    }
    w.audit("webhook.added", "webhook", &id).await?;
    let webhook = store::one(&mut w.tx, organisation, &id, w.now).await?;
    let told = WebhookSecret { webhook, secret: sign::worded(&secret) };
    submission.told(w, &caller, Some(&at(&id)), &told).await
}

/// It was carried out before: whoever did it is told the secret once more, as it is by now.
pub(super) async fn again(app: &App, caller: &Caller, before: Response) -> Result<Response> {
    let location = before.headers().get(header::LOCATION).and_then(|at| at.to_str().ok());
    let id = location.and_then(|at| at.strip_suffix("/secret").unwrap_or(at).rsplit('/').next()).ok_or(Error::NotFound)?.to_owned();
    let mut on = app.db.read().await?;
    let webhook = store::one(&mut on, &caller.actor.organisation_id, &id, app.clock.now()).await?;
    let secrets = store::secrets(&mut on, &id).await?;
    let told = WebhookSecret { webhook, secret: sign::worded(&sign::open(app, &id, &secrets.sealed)?) };
    let mut answer = axum::response::IntoResponse::into_response((before.status(), axum::Json(told)));
    if let Some(location) = before.headers().get(header::LOCATION) {
        answer.headers_mut().insert(header::LOCATION, location.clone());
    }
    Ok(answer)
}
