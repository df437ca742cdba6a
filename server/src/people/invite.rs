use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::may_manage_people;
use eyelevel_contract::people::{NewPerson, OrganisationKind, Person, Role, paths, validate_person};
use eyelevel_contract::validate::Fault;
use serde_json::json;

use super::show::set_roles;
use super::store::{organisation, person_of, person_row};
use crate::app::App;
use crate::cursor::found_by;
use crate::db::{q, violated};
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::write::Write;

/// An invitation lives so long: 14 days.
const LIVES: i64 = 14 * 24 * 3_600_000;

/// Invites somebody: they get a mail with a link to set a password.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = NewPerson,
    responses((status = 201, body = Person), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewPerson>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let new = &submission.body;
    let at = match organisation(&mut w.tx, &caller.actor, &new.organisation_id).await {
        Err(Error::NotFound) => return Err(Error::field("organisation_id", Fault::Unknown)),
        other => other?,
    };
    if !may_manage_people(&caller.actor, &at.id) {
        return Err(Error::NeedsRole(&[Role::Owner, Role::Admin]));
    }
    let id = invite(&mut w, new, at.kind).await?;
    let person = person_of(person_row(&mut w.tx, &caller.actor, &id).await?)?;
    submission.created(w, &caller, &paths::person(&id), &person).await
}

/// Adds a person to an organisation of that kind and mails the invitation.
///
/// # Errors
/// The faults by field.
pub async fn invite(w: &mut Write, new: &NewPerson, kind: OrganisationKind) -> Result<Id> {
    let new = validate_person(new, kind)?;
    let email = Email::parse(&new.email).map_err(|_| Error::field("email", Fault::NotAnAddress))?;
    let id = w.id();
    let sql = "INSERT INTO people (id, organisation_id, name, email, email_key, lang, search, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let added = q(sql)
        .bind(&id)
        .bind(&new.organisation_id)
        .bind(&new.name)
        .bind(email.as_str())
        .bind(email.key())
        .bind(new.lang.word())
        .bind(found_by([&new.name, email.as_str()]))
        .bind(w.now)
        .run(&mut w.tx)
        .await;
    if let Err(error) = added {
        let taken = violated(&error).is_some_and(|name| name == "people_email_key_key");
        return Err(if taken { Error::field("email", Fault::Taken) } else { error.into() });
    }
    set_roles(w, &id, &new.roles).await?;
    w.audit("person.invited", "person", &id).await?;
    send(w, &id).await?;
    Ok(id)
}

/// Mails a new invitation; earlier ones end.
pub(super) async fn send(w: &mut Write, person_id: &str) -> Result<()> {
    links::end(w, Purpose::Invitation, person_id).await?;
    let link = links::create(w, Purpose::Invitation, person_id, w.now + LIVES).await?;
    mail::to_person(w, person_id, Template::Invitation, &link, json!({ "link": link })).await
}
