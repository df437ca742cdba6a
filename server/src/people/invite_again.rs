use axum::extract::{Path, State};
use axum::http::StatusCode;
use eyelevel_contract::people::{Role, rules::may_manage_people};
use eyelevel_contract::validate::Fault;

use super::invite::send;
use super::store::{person_of, person_row};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// Sends the invitation once more; the link of the earlier one ends. For who has not set a password yet.
#[utoipa::path(post, path = "/api/v1/people/{id}/invitation", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn invite_again(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    let person = person_of(person_row(&mut w.tx, &caller.actor, &id).await?)?;
    if !may_manage_people(&caller.actor, &person.organisation.id) {
        return Err(Error::NeedsRole(&[Role::Owner, Role::Admin]));
    }
    if person.active {
        return Err(Error::field("id", Fault::NotOffered));
    }
    send(&mut w, &id).await?;
    w.audit("person.invited_again", "person", &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
