use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use eyelevel_contract::deliveries::tracking::{Provider, Unread, read};

use super::apply::Told;
use super::figures::{Became, count};
use super::signed::is_signed;
use crate::app::App;
use crate::error::{Error, Result};

/// The largest message. A long history at AfterShip has 20 kB.
const BODY_MAX: usize = 256 * 1024;

/// What a tracking service says about a parcel, signed: `aftership`, `shippo`, or `own` (docs/carriers.md). Without its secret in the settings a
/// provider is none. Answered after it was written down; the same again changes nothing. 202: signed well, and nothing to keep.
#[utoipa::path(post, path = "/api/v1/deliveries/webhooks/{provider}", tag = "deliveries", security(()),
    params(("provider" = String, Path, description = "`aftership`, `shippo` or `own`")),
    request_body(content = String, content_type = "application/json"),
    responses((status = 200), (status = 202), (status = 400), (status = 401), (status = 404), (status = 413), (status = 503)))]
pub(in crate::deliveries) async fn post(State(app): State<App>, Path(provider): Path<String>, request: Request) -> Result<StatusCode> {
    let known = Provider::from_word(&provider).and_then(|provider| Some((provider, app.config.webhooks.secret(provider)?)));
    let (provider, secret) = known.ok_or(Error::NotFound)?;
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| Error::TooLarge)?;
    let now = app.clock.now();
    if !is_signed(provider, secret, &parts.headers, &body, now) {
        count(Became::Forged);
        return Err(Error::BadSignature);
    }
    let mut json = serde_json::Deserializer::from_slice(&body);
    let heard = read(provider, &mut json, now).and_then(|heard| json.end().map(|()| heard).map_err(|_| Unread::Shape));
    let heard = match heard {
        Ok(heard) => heard,
        Err(Unread::Other | Unread::Nothing) => {
            count(Became::Nothing);
            return Ok(StatusCode::ACCEPTED);
        }
        Err(unread) => {
            count(Became::Unread);
            return Err(Error::Malformed(match unread {
                Unread::Member(member) => format!("`{member}` is missing, or can't be read"),
                _ => format!("this is no message as {provider} sends them"),
            }));
        }
    };
    // Whatever became of it, the answer is the same: nobody learns which numbers are ours.
    match app.intake.take(&app, Told { provider, heard }).await {
        Ok(became) => {
            count(became);
            Ok(StatusCode::OK)
        }
        Err(error) => {
            count(Became::Refused);
            Err(error)
        }
    }
}
