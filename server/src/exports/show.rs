use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::exports::{Export, can_export};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Bilingual;
use eyelevel_contract::people::rules::Actor;
use serde_json::Value;

use super::computed;
use super::tables::{Shape, Table, of};
use crate::app::App;
use crate::db::Filter;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::store::seen_by;
use crate::sheet::{PART, guarded, sent};

/// A whole table as CSV (RFC 4180, UTF-8 with its mark), the oldest first: `requests.csv`, `promises.csv`, `deliveries.csv`, `returns.csv`,
/// `serials.csv`, `catalogue.csv`, `installations.csv`, `organisations.csv`, `people.csv`, `invitations.csv`, `teams.csv`, `absences.csv`,
/// `policies.csv`, `closed-days.csv`, `products.csv`, `known-issues.csv`. The first line names the columns, times are RFC 3339 in UTC. It is read
/// as it is sent, however long it is. Of requests there is what the caller may read. For admins and auditors.
#[utoipa::path(get, path = "/api/v1/exports/{table}", tag = "exports",
    params(("table" = String, Path, description = "The table's name with `.csv`")),
    responses((status = 200, content_type = "text/csv", body = String), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(file): Path<String>) -> Result<Response> {
    can_export(&caller.actor)?;
    let export = file.strip_suffix(".csv").and_then(Export::from_word).ok_or(Error::NotFound)?;
    let Some(table) = of(export) else { return computed(app, &file, export) };
    let head = table.columns.iter().map(|(name, ..)| *name).collect();
    Ok(sent(&file, head, move |after| {
        let (app, actor) = (app.clone(), caller.actor.clone());
        async move { lines(&app, &actor, &table, &after).await }
    }))
}

/// A table that is read as a whole.
fn computed(app: App, file: &str, export: Export) -> Result<Response> {
    let head = computed::head(export).ok_or(Error::NotFound)?.to_vec();
    Ok(sent(file, head, move |after| {
        let app = app.clone();
        async move {
            // All of it is in the first part.
            let lines = if after.is_empty() { computed::lines(&app, export).await? } else { Vec::new() };
            Ok(lines.into_iter().map(|line| (Id::from("all"), line)).collect())
        }
    }))
}

/// The lines behind a row.
async fn lines(app: &App, actor: &Actor, table: &Table, after: &Id) -> Result<Vec<(Id, Vec<String>)>> {
    let rows = rows(app, actor, table, after).await?;
    let line = |(id, cells): (Id, String)| {
        let cells: Vec<Value> = serde_json::from_str(&cells)?;
        Ok((id, table.columns.iter().zip(&cells).map(|((.., shape), cell)| written(*shape, cell)).collect()))
    };
    rows.into_iter().map(line).collect()
}

/// Each row's id, and its cells as a JSON array.
async fn rows(app: &App, actor: &Actor, table: &Table, after: &Id) -> Result<Vec<(Id, String)>> {
    let array = if app.db.is_postgres() { "json_build_array" } else { "json_array" };
    let cells: Vec<&str> = table.columns.iter().map(|(_, sql, _)| *sql).collect();
    let id = table.id;
    let head = format!("SELECT {id} AS id, CAST({array}({}) AS TEXT) AS cells FROM {}", cells.join(", "), table.from);
    let mut filter = if table.of_requests { seen_by(actor, "q.") } else { Filter::new() };
    filter.and(&format!("{id} > ?"), after);
    Ok(filter.query(&head, &format!("ORDER BY {id} LIMIT ?"), PART).all(&mut app.db.read().await?).await?)
}

fn written(shape: Shape, cell: &Value) -> String {
    match (shape, cell) {
        (_, Value::Null) => String::new(),
        (Shape::Instant, cell) => {
            cell.as_i64().and_then(|at| jiff::Timestamp::from_millisecond(at).ok()).map(|at| at.to_string()).unwrap_or_default()
        }
        // SQLite has numbers for them.
        (Shape::Flag, cell) => (cell.as_bool() == Some(true) || cell.as_i64() == Some(1)).to_string(),
        (Shape::Lines(lang), cell) => {
            let all: Vec<Bilingual> = cell.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
            guarded(&all.iter().map(|one| one.get(lang)).collect::<Vec<_>>().join("\n"))
        }
        (Shape::Plain, Value::String(text)) => guarded(text),
        (Shape::Plain, cell) => cell.to_string(),
    }
}
