use axum::extract::State;
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::returns::Distributor;
use eyelevel_contract::returns::rules::can_look_up;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// Distributors to whom returns can be handed, by name. Who works there, the vendor alone is told.
#[utoipa::path(get, path = "/api/v1/returns/distributors", tag = "returns",
    responses((status = 200, body = Vec<Distributor>), (status = 401), (status = 403)))]
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<axum::Json<Vec<Distributor>>> {
    can_look_up(&caller.actor).map_err(Error::Refused)?;
    let mut all: Vec<Distributor> = Vec::new();
    for agent in store::agents(&mut app.db.read().await?).await? {
        if all.last().is_none_or(|last| last.id != agent.distributor.id) {
            all.push(Distributor { id: agent.distributor.id, name: agent.distributor.name, people: Vec::new() });
        }
        if let Some(last) = all.last_mut().filter(|_| caller.actor.is_vendor()) {
            last.people.push(PersonRef { id: agent.id, name: agent.name });
        }
    }
    Ok(axum::Json(all))
}
