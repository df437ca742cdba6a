use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use eyelevel_contract::deliveries::bounces::HandedIn;
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};

use super::reading::READ_MAX;
use super::take::{Via, take};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// The largest mail, in bytes. Only its beginning is kept.
const SIZE_MAX: u64 = 50 << 20;

/// Hands in a mail that came back, as it is: by a program with the token of the settings (`Authorization: Bearer …`), or by an admin of the
/// vendor. What names no mail of ours by a signed return path changes nothing; the same one again changes nothing.
#[utoipa::path(post, path = "/api/v1/mail/bounces", tag = "mail",
    request_body(content_type = "message/rfc822", content = String, description = "The mail, up to 50 MB"),
    responses((status = 200, body = HandedIn), (status = 401), (status = 403), (status = 413)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Option<Extension<Caller>>,
    headers: HeaderMap,
    body: Body,
) -> Result<axum::Json<HandedIn>> {
    may_hand_in(&app, caller.as_ref().map(|caller| &caller.0), &headers)?;
    let mail = beginning(body).await?;
    let taken = take(&app, mail, &[], Via::Http).await?;
    Ok(axum::Json(HandedIn { taken }))
}

fn may_hand_in(app: &App, caller: Option<&Caller>, headers: &HeaderMap) -> Result<()> {
    let by_token = caller.is_some_and(|caller| caller.token.is_some());
    if let Some(said) = headers.get(header::AUTHORIZATION).filter(|_| !by_token).and_then(|value| value.to_str().ok()) {
        let said = said.get(..7).filter(|kind| kind.eq_ignore_ascii_case("Bearer ")).map(|_| said[7..].trim());
        // Hashes are compared, so that how long it takes tells nothing of the token.
        let is_it = |token: &String| said.is_some_and(|said| Sha256::digest(said) == Sha256::digest(token));
        return if app.config.bounces_token.as_ref().is_some_and(is_it) { Ok(()) } else { Err(Error::Unauthenticated) };
    }
    match caller {
        None => Err(Error::Unauthenticated),
        Some(caller) => super::list::may_see(caller),
    }
}

/// As much of it as is looked at; the rest is counted.
async fn beginning(body: Body) -> Result<Vec<u8>> {
    let (mut kept, mut bytes) = (Vec::new(), 0_u64);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|e| Error::Malformed(e.to_string()))?;
        bytes = bytes.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if bytes > SIZE_MAX {
            return Err(Error::LargerThan(SIZE_MAX));
        }
        let room = READ_MAX - kept.len();
        kept.extend_from_slice(&part[..part.len().min(room)]);
    }
    Ok(kept)
}
