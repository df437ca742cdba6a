use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::people::{EditPerson, Person, Role, rules::may_manage_people, validate_edit};

use super::store::{person_of, person_row};
use crate::app::App;
use crate::cursor::found_by;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};
use crate::write::Write;

/// One person.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = Person), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let person = person_of(person_row(&mut app.db.read().await?, &caller.actor, &id).await?)?;
    Ok(versioned(person.version, &person))
}

/// Changes a person's name, roles and language (the vendor's admins everywhere, a partner's owner at home).
#[utoipa::path(put, path = "/api/v1/people/{id}", tag = "people", request_body = EditPerson,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Person), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<EditPerson>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let row = person_row(&mut w.tx, &caller.actor, &id).await?;
    let kind = row.kind()?;
    let person = person_of(row)?;
    if !may_manage_people(&caller.actor, &person.organisation.id) {
        return Err(Error::NeedsRole(&[Role::Owner, Role::Admin]));
    }
    let edit = validate_edit(&body, kind)?;
    let sql = "UPDATE people SET name = $1, lang = $2, search = $3, version = version + 1 WHERE id = $4 AND version = $5";
    let search = found_by([&edit.name, person.email.as_str()]);
    if q(sql).bind(&edit.name).bind(edit.lang.word()).bind(search).bind(&id).bind(version).run(&mut w.tx).await? == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    set_roles(&mut w, &id, &edit.roles).await?;
    let before = person;
    let person = person_of(person_row(&mut w.tx, &caller.actor, &id).await?)?;
    w.audit_edit("person.edited", "person", &id, &before, &person).await?;
    w.commit().await?;
    Ok(versioned(person.version, &person))
}

/// Gives exactly these roles.
pub(super) async fn set_roles(w: &mut Write, id: &str, roles: &[Role]) -> Result<()> {
    q("DELETE FROM person_roles WHERE person_id = $1").bind(id).run(&mut w.tx).await?;
    for role in roles {
        q("INSERT INTO person_roles (person_id, role) VALUES ($1, $2)").bind(id).bind(role.word()).run(&mut w.tx).await?;
    }
    Ok(())
}
