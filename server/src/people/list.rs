use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::{Person, Role};
use serde::Deserialize;

use super::store::{PEOPLE, PersonRow, person_of};
use crate::app::App;
use crate::cursor;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Query};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// People of one organisation.
    organisation: Option<String>,
    /// People who hold this role.
    role: Option<Role>,
    /// Finds names and addresses.
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// People by name: the vendor sees its own and the partners', everybody else their own company's.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = Page<Person>), (status = 400), (status = 401)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<PeopleQuery>) -> Result<axum::Json<Page<Person>>> {
    let after: Option<(String, String)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let (name, id) = after.unwrap_or_default();
    let sql = format!(
        "{PEOPLE} WHERE ($1 OR p.organisation_id = $2) AND o.kind <> 'customer' AND ($3 = '' OR p.organisation_id = $3) \
         AND ($4 = '' OR EXISTS (SELECT 1 FROM person_roles h WHERE h.person_id = p.id AND h.role = $4)) \
         AND p.search LIKE $5 ESCAPE '!' AND (p.name > $6 OR (p.name = $6 AND p.id > $7)) \
         ORDER BY p.name, p.id LIMIT $8"
    );
    let rows: Vec<PersonRow> = q(sql)
        .bind(caller.actor.is_vendor())
        .bind(&caller.actor.organisation_id)
        .bind(query.organisation.unwrap_or_default())
        .bind(query.role.map_or("", Role::word))
        .bind(cursor::like(&query.q))
        .bind(name)
        .bind(id)
        .bind(limit + 1)
        .all(&mut app.db.read().await?)
        .await?;
    let people = rows.into_iter().map(person_of).collect::<Result<Vec<_>>>()?;
    Ok(axum::Json(cursor::page(people, limit, |p| (p.name.clone(), p.id.clone()))?))
}
