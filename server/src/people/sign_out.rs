use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::session;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Query};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SignOutQuery {
    /// On all devices.
    #[serde(default)]
    everywhere: bool,
}

/// Signs out: here, or everywhere.
#[utoipa::path(delete, path = "/api/v1/session", tag = "people", params(SignOutQuery), responses((status = 204), (status = 400), (status = 401)))]
pub(super) async fn sign_out(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Query(query): Query<SignOutQuery>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let cookie = if query.everywhere {
        session::end_all(&mut w, caller.id()).await?
    } else {
        session::end(&mut w, &session::token_of(&app, &headers).unwrap_or_default()).await?
    };
    w.audit("session.ended", "person", caller.id()).await?;
    w.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
