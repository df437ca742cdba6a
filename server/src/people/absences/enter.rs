use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use eyelevel_contract::people::absences::{Absence, DEPUTIES, KEEPERS, NewAbsence, can_enter, can_read, one as at, validate};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::{Fault, Faults};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::people::store::{person_of, person_row};
use crate::write::Write;

fn allowed(actor: &Actor, person_id: &str) -> Result<()> {
    match (can_read(actor), can_enter(actor, person_id)) {
        (false, _) => Err(Error::vendor_only()),
        (true, false) => Err(Error::NeedsRole(KEEPERS)),
        (true, true) => Ok(()),
    }
}

/// Enters an absence with its deputy: one's own, or anybody's for who leads. From its first day on, whatever the person owns is the deputy's.
#[utoipa::path(post, path = "/api/v1/absences", tag = "people", request_body = NewAbsence,
    responses((status = 201, body = Absence), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewAbsence>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let new = &submission.body;
    allowed(&caller.actor, &new.person_id)?;
    store::in_turn(&mut w).await?;
    let today = calendar::today(&app)?;
    let others = store::from(&mut w.tx, today).await?;
    let span = validate(new, today, &others)?;
    known(&mut w, &caller.actor, new).await?;
    let id = store::insert(&mut w, &new.person_id, &new.deputy_id, span, caller.id()).await?;
    w.audit("absence.entered", "person", &new.person_id).await?;
    let absence = store::one(&mut w.tx, &id).await?;
    submission.created(w, &caller, &at(&id), &absence).await
}

/// Both are people of the vendor, and the deputy can own something.
async fn known(w: &mut Write, actor: &Actor, new: &NewAbsence) -> Result<()> {
    let mut faults = Faults::new();
    for (field, id) in [("person_id", &new.person_id), ("deputy_id", &new.deputy_id)] {
        let found = match person_row(&mut w.tx, actor, id).await {
            Ok(row) => Some(person_of(row)?),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let ours = found.filter(|person| person.organisation.id == actor.organisation_id && person.active);
        let fits = ours.is_some_and(|person| field == "person_id" || person.roles.iter().any(|role| DEPUTIES.contains(role)));
        if !fits {
            faults.add(field, Fault::Unknown);
        }
    }
    Ok(faults.or(())?)
}

/// Ends an absence, or takes it back before it begins. What the deputy has taken over stays theirs until somebody hands it over.
#[utoipa::path(delete, path = "/api/v1/absences/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn end(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    if !can_read(&caller.actor) {
        return Err(Error::NotFound);
    }
    let mut w = caller.write(&app).await?;
    store::in_turn(&mut w).await?;
    let absence = store::one(&mut w.tx, &id).await?;
    allowed(&caller.actor, &absence.person.id)?;
    store::end(&mut w, &id).await?;
    w.audit("absence.ended", "person", &absence.person.id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
