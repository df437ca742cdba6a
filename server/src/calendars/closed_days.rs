use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header;
use eyelevel_contract::calendars::{ClosedRead, ICS_MAX, ics, rules::can_keep_calendars};

use crate::error::{Error, Result};
use crate::extract::Caller;

/// What browsers call a calendar file.
const KINDS: [&str; 4] = ["text/calendar", "text/plain", "application/ics", "application/octet-stream"];

/// What a calendar file (RFC 5545) says, as closed days. Nothing is saved: they are looked at first, and saved with the calendar.
#[utoipa::path(post, path = "/api/v1/calendars/closed-days", tag = "calendars",
    request_body(content_type = "text/calendar", content = String, description = "The file, up to 1 MB"),
    responses((status = 200, body = ClosedRead), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn post(caller: Caller, request: Request) -> Result<axum::Json<ClosedRead>> {
    can_keep_calendars(&caller.actor)?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !KINDS.contains(&kind.as_str()) {
        return Err(Error::UnsupportedMediaType);
    }
    let bytes = to_bytes(request.into_body(), ICS_MAX).await.map_err(|_| Error::TooLarge)?;
    let closed = ics::read(&bytes).map_err(Error::UnreadCalendar)?;
    Ok(axum::Json(ClosedRead { closed }))
}
