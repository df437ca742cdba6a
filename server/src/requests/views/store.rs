//! All SQL of saved views.

use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::RequestQuery;
use eyelevel_contract::requests::views::{SavedView, name_key};

use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::people::store::hold_person;
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    name: String,
    query: String,
    version: i64,
}

/// Somebody's views, by name.
pub(super) async fn of(on: &mut impl AsConn, person_id: &str) -> Result<Vec<SavedView>> {
    let rows: Vec<Row> = q("SELECT id, name, query, version FROM saved_views WHERE person_id = $1").bind(person_id).all(on).await?;
    let view = |row: Row| SavedView { id: row.id, name: row.name, query: row.query, version: row.version };
    let mut views: Vec<_> = rows.into_iter().map(view).collect();
    views.sort_by_cached_key(|view| name_key(&view.name));
    Ok(views)
}

/// The same; until the commit nobody else changes them: of two at once the second sees what the first has done.
pub(super) async fn held(w: &mut Write, person_id: &str) -> Result<Vec<SavedView>> {
    hold_person(w, person_id).await?;
    of(&mut w.tx, person_id).await
}

pub(super) async fn insert(w: &mut Write, person_id: &str, name: String, query: &RequestQuery) -> Result<SavedView> {
    let view = SavedView { id: w.id(), name, query: query.to_query(), version: 1 };
    let sql = "INSERT INTO saved_views (id, person_id, name, name_key, query, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    q(sql).bind(&view.id).bind(person_id).bind(&view.name).bind(name_key(&view.name)).bind(&view.query).bind(w.now).run(&mut w.tx).await?;
    Ok(view)
}

/// Writes one down, if it has this version.
pub(super) async fn update(w: &mut Write, view: &SavedView, version: i64) -> Result<()> {
    let sql = "UPDATE saved_views SET name = $3, name_key = $4, query = $5, version = version + 1 WHERE id = $1 AND version = $2";
    let query = q(sql).bind(&view.id).bind(version).bind(&view.name).bind(name_key(&view.name)).bind(&view.query);
    if query.run(&mut w.tx).await? == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

pub(super) async fn delete(w: &mut Write, person_id: &str, id: &str) -> Result<()> {
    let gone = q("DELETE FROM saved_views WHERE id = $1 AND person_id = $2").bind(id).bind(person_id).run(&mut w.tx).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
