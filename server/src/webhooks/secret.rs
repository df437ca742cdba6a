use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::webhooks::rules::can_keep;
use eyelevel_contract::webhooks::{OLD_SECRET, WebhookSecret, secret as at};

use super::{add, sign, store};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};

/// Another secret. The one before it signs beside it for a day, so that nothing is refused while the other side changes its own.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/secret", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 201, body = WebhookSecret), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    can_keep(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return add::again(&app, &caller, answer).await,
    };
    let organisation = &caller.actor.organisation_id;
    store::one(&mut w.tx, organisation, &id, w.now).await?;
    let (secret, sealed) = sign::fresh(&app, &id)?;
    let until = w.now + OLD_SECRET;
    store::replace_secret(&mut w, &id, &sealed, until).await?;
    w.audit("webhook.secret_made", "webhook", &id).await?;
    let webhook = store::one(&mut w.tx, organisation, &id, w.now).await?;
    let told = WebhookSecret { webhook, secret: sign::worded(&secret) };
    submission.told(w, &caller, Some(&at(&id)), &told).await
}
