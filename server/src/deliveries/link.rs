use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::deliveries::RecipientLink;
use eyelevel_contract::deliveries::paths;
use eyelevel_contract::deliveries::rules::can_act_for_recipients;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::Kind;

use super::mailing;
use super::parcels::LINK_LIVES;
use super::show::seen;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;
use crate::links::{self, Purpose};
use crate::qr;
use crate::write::Write;

/// A recipient's link for the requester to print or hand over: for who has no mail address, or lost the mail.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/link", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 201, body = RecipientLink), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let (request, recipient) = seen(&mut w.tx, &caller.actor, &id).await?;
    can_act_for_recipients(&caller.actor, &request)?;
    let (link, expires_at) = living(&mut w, &recipient).await?;
    if request.kind == Kind::Licence {
        // What goes to somebody without a mail address, or whom no mail reached, goes by this link.
        mailing::handed_over(&mut w, &recipient).await?;
    }
    w.commit().await?;
    let url = url(&app, &link)?;
    let qr = qr::svg(&url)?;
    Ok((StatusCode::CREATED, axum::Json(RecipientLink { url, expires_at, qr })).into_response())
}

/// A recipient's link for a paper or for handing over, and when it ends; that somebody has it is noted. Asked twice, it is the same link: no key is
/// needed, and no link is ever stored in an answer.
pub(super) async fn living(w: &mut Write, recipient_id: &str) -> Result<(Id, Millis)> {
    let living = links::living(w, Purpose::Recipient, recipient_id, LINK_LIVES / 2).await?;
    let living = match living {
        Some(living) => living,
        None => {
            let expires_at = w.now + LINK_LIVES;
            (links::create(w, Purpose::Recipient, recipient_id, expires_at).await?, expires_at)
        }
    };
    w.audit("delivery.link_made", "recipient", recipient_id).await?;
    Ok(living)
}

/// Its address, signed.
pub(super) fn url(app: &App, link: &str) -> Result<String> {
    Ok(format!("{}{}", app.config.base_url, paths::recipient(&links::token(app, link)?)))
}
