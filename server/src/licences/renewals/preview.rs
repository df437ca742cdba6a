use axum::extract::{Request, State};
use axum::http::header;
use eyelevel_contract::licences::{NewRenewal, RenewalPreview};

use super::lines::Known;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::sheet;

/// What would come of a renewal, line by line: of chosen installations (JSON), or of a CSV that names them by customer, product, host or
/// reference. Nothing is issued.
#[utoipa::path(post, path = "/api/v1/renewals/preview", tag = "licences",
    request_body(content((NewRenewal = "application/json"), (String = "text/csv"))),
    responses((status = 200, body = RenewalPreview), (status = 400), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, request: Request) -> Result<axum::Json<RenewalPreview>> {
    let known = Known::load(&mut app.db.read().await?, &caller.actor, calendar::today(&app)?).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let preview = if kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        let bytes = axum::body::to_bytes(request.into_body(), crate::extract::BODY_MAX).await.map_err(|_| Error::TooLarge)?;
        let new: NewRenewal = serde_json::from_slice(&bytes).map_err(|e| Error::Malformed(e.to_string()))?;
        known.chosen(&new.installation_ids)?
    } else {
        known.listed(&sheet::read(&sheet::body(request).await?)?)?
    };
    Ok(axum::Json(preview))
}
