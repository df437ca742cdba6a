use axum::extract::{Path, State};
use eyelevel_contract::requests::Kind;
use eyelevel_contract::requests::rules::of_the_vendor;
use eyelevel_contract::returns::Spare;
use eyelevel_contract::returns::rules::HANDLERS;

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};
use crate::requests::store;

/// What can replace a device of which nobody knows what it is, and how many of each are free.
#[utoipa::path(get, path = "/api/v1/returns/{id}/spares", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, body = Vec<Spare>), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
) -> Result<axum::Json<Vec<Spare>>> {
    let mut on = app.db.read().await?;
    if store::visible(&mut on, &caller.actor, &id).await?.kind != Kind::Return {
        return Err(Error::NotFound);
    }
    of_the_vendor(&caller.actor, HANDLERS)?;
    Ok(axum::Json(app.spares().choices(&mut on, lang).await?))
}
