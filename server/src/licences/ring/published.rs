use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::store;
use crate::app::App;
use crate::error::Result;

/// The public keys, for everybody and from every page: whoever holds a key can check it.
pub(super) async fn show(State(app): State<App>) -> Result<Response> {
    let ring = store::ring(&mut app.db.read().await?).await?.publish();
    let headers = [(header::CACHE_CONTROL, "public, max-age=300"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    Ok((headers, Json(ring)).into_response())
}
