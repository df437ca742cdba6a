use axum::extract::State;
use eyelevel_contract::people::{EditMe, Me};

use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Json};

/// Who is signed in, and what every page needs to know about this installation.
#[utoipa::path(get, path = "/api/v1/me", tag = "people", responses((status = 200, body = Me), (status = 401)))]
pub(super) async fn me(State(app): State<App>, caller: Caller) -> Result<axum::Json<Me>> {
    Ok(axum::Json(store::me(&app, &mut app.db.read().await?, caller.id()).await?))
}

/// Changes what one may change about oneself: the language.
#[utoipa::path(put, path = "/api/v1/me", tag = "people", request_body = EditMe,
    responses((status = 200, body = Me), (status = 400), (status = 401)))]
pub(super) async fn edit(State(app): State<App>, caller: Caller, Json(body): Json<EditMe>) -> Result<axum::Json<Me>> {
    let mut w = caller.write(&app).await?;
    q("UPDATE people SET lang = $1, version = version + 1 WHERE id = $2").bind(body.lang.word()).bind(caller.id()).run(&mut w.tx).await?;
    let me = store::me(&app, &mut w.tx, caller.id()).await?;
    w.commit().await?;
    Ok(axum::Json(me))
}
