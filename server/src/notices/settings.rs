use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::notices::{EditNoticeSettings, NoticeSettings, validate};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, IfMatch, Json, versioned};

/// How the caller is told; who has said nothing has version 0, and gets everything at once.
#[utoipa::path(get, path = "/api/v1/me/notice-settings", tag = "notices",
    responses((status = 200, body = NoticeSettings), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<Response> {
    let (settings, version) = store::settings(&mut app.db.read().await?, caller.id()).await?;
    Ok(versioned(version, &settings.told(version)))
}

/// Says how the caller would like to be told. What waits already is mailed by the new wishes.
#[utoipa::path(put, path = "/api/v1/me/notice-settings", tag = "notices", request_body = EditNoticeSettings,
    responses((status = 200, body = NoticeSettings), (status = 400), (status = 401), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Json(edit): Json<EditNoticeSettings>,
) -> Result<Response> {
    let settings = validate(&edit)?;
    let mut w = caller.write(&app).await?;
    let (before, _) = store::settings(&mut w.tx, caller.id()).await?;
    store::save(&mut w, caller.id(), &settings, version).await?;
    store::rearrange(&mut w, caller.id(), &settings).await?;
    w.audit_edit("notices.set", "person", caller.id(), &before.told(0), &settings.told(0)).await?;
    w.commit().await?;
    Ok(versioned(version + 1, &settings.told(version + 1)))
}
