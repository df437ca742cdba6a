use axum::extract::{Path, State};
use eyelevel_contract::requests::rules::of_the_vendor;
use eyelevel_contract::returns::CreditAccount;
use eyelevel_contract::returns::rules::FINISHERS;

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::store;

/// The partner's accounts in which whoever finishes a return may post a credit: their numbers and currencies, and nothing that is in them.
#[utoipa::path(get, path = "/api/v1/returns/{id}/accounts", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, body = Vec<CreditAccount>), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<Vec<CreditAccount>>> {
    let mut on = app.db.read().await?;
    let request = store::visible(&mut on, &caller.actor, &id).await?;
    if request.kind != eyelevel_contract::requests::Kind::Return {
        return Err(Error::NotFound);
    }
    of_the_vendor(&caller.actor, FINISHERS)?;
    Ok(axum::Json(app.credits().accounts(&mut on, &request.partner.id).await?))
}
