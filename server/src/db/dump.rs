//! Every row of every table, in words that both engines understand.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{AsConn, Query, q, q2};

/// Rows that are read at once.
pub const PAGE: i64 = 500;

/// A row: column → value. Bytes are hexadecimal.
pub type Row = BTreeMap<String, Value>;

/// A table with its columns.
pub struct Table {
    pub name: String,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Int,
    Bool,
    Bytes,
}

/// The last migration.
///
/// # Errors
/// Whatever the database says.
pub async fn schema(on: &mut impl AsConn) -> Result<i64, sqlx::Error> {
    let (version,): (i64,) = q("SELECT CAST(MAX(version) AS BIGINT) FROM _sqlx_migrations").one(on).await?;
    Ok(version)
}

/// What belongs to running processes alone: a restored lease would keep them waiting for somebody who is no more. And what triggers write
/// while the rest is restored: the index of the search, with the tables that SQLite keeps behind it.
const PASSING: [&str; 2] = ["leases", "search_index"];
const BEHIND: &str = "search_words";

/// All tables, parents before their children, so that rows can be inserted in this order. Generated columns are left out, and so is what
/// belongs to running processes.
///
/// # Errors
/// Whatever the database says.
pub async fn tables(on: &mut impl AsConn) -> Result<Vec<Table>, sqlx::Error> {
    let names: Vec<(String,)> = q2(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> '_sqlx_migrations' ORDER BY name",
        "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' \
         AND table_name <> '_sqlx_migrations' ORDER BY table_name",
    )
    .all(on)
    .await?;
    let parents: Vec<(String, String)> = q2(
        "SELECT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        "SELECT CAST(conrelid::regclass AS TEXT), CAST(confrelid::regclass AS TEXT) FROM pg_constraint WHERE contype = 'f' \
         AND connamespace = current_schema()::regnamespace",
    )
    .all(on)
    .await?;
    let mut sorted: Vec<String> = Vec::new();
    let mut left: Vec<String> =
        names.into_iter().map(|n| n.0).filter(|name| !PASSING.contains(&name.as_str()) && !name.starts_with(BEHIND)).collect();
    while !left.is_empty() {
        let ready = |name: &String| {
            parents.iter().filter(|(child, parent)| child == name && parent != name).all(|(_, parent)| sorted.contains(parent))
        };
        let (now, later): (Vec<_>, Vec<_>) = left.into_iter().partition(ready);
        if now.is_empty() {
            return Err(sqlx::Error::Protocol("the tables depend on each other in a circle".to_owned()));
        }
        sorted.extend(now);
        left = later;
    }
    let mut tables = Vec::with_capacity(sorted.len());
    for name in sorted {
        tables.push(Table { columns: columns(on, &name).await?, name });
    }
    Ok(tables)
}

async fn columns(on: &mut impl AsConn, table: &str) -> Result<Vec<Column>, sqlx::Error> {
    let rows: Vec<(String, String)> = q2(
        "SELECT name, UPPER(type) FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid",
        "SELECT CAST(column_name AS TEXT), UPPER(CAST(data_type AS TEXT)) FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position",
    )
    .bind(table)
    .all(on)
    .await?;
    let kind = |word: &str| match word {
        "BIGINT" | "INTEGER" => Kind::Int,
        "BOOLEAN" => Kind::Bool,
        "BYTEA" | "BLOB" => Kind::Bytes,
        _ => Kind::Text,
    };
    Ok(rows.into_iter().map(|(name, word)| Column { kind: kind(&word), name }).collect())
}

/// Some rows of a table, in an order that does not change within a snapshot.
///
/// # Errors
/// Whatever the database says.
pub async fn rows(on: &mut impl AsConn, table: &Table, offset: i64) -> Result<Vec<Row>, sqlx::Error> {
    let list = |bytes: fn(&str) -> String| {
        let one = |c: &Column| format!("'{}', {}", c.name, if c.kind == Kind::Bytes { bytes(&c.name) } else { c.name.clone() });
        table.columns.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let sqlite =
        format!("SELECT json_object({}) FROM {} ORDER BY rowid LIMIT $1 OFFSET $2", list(|c| format!("lower(hex({c}))")), table.name);
    let postgres = format!(
        "SELECT CAST(json_build_object({}) AS TEXT) FROM {} ORDER BY ctid LIMIT $1 OFFSET $2",
        list(|c| format!("encode({c}, 'hex')")),
        table.name
    );
    let found: Vec<(String,)> = q2(sqlite, postgres).bind(PAGE).bind(offset).all(on).await?;
    found.into_iter().map(|(json,)| serde_json::from_str(&json).map_err(|e| sqlx::Error::Decode(e.into()))).collect()
}

/// Writes a row.
///
/// # Errors
/// If a value is missing or of another kind; whatever the database says.
pub async fn insert(on: &mut impl AsConn, table: &Table, row: Row) -> Result<(), sqlx::Error> {
    let names: Vec<_> = table.columns.iter().map(|c| c.name.as_str()).collect();
    let places: Vec<_> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let mut query = q(format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), places.join(", ")));
    for column in &table.columns {
        let value = row.get(&column.name).ok_or_else(|| sqlx::Error::ColumnNotFound(column.name.clone()))?;
        query = bind(query, column, value)?;
    }
    query.run(on).await?;
    Ok(())
}

fn bind(query: Query, column: &Column, value: &Value) -> Result<Query, sqlx::Error> {
    let wrong = || sqlx::Error::Decode(format!("{} holds something else", column.name).into());
    Ok(match (column.kind, value) {
        (Kind::Text, Value::Null) => query.bind(None::<String>),
        (Kind::Text, Value::String(text)) => query.bind(text),
        (Kind::Int, Value::Null) => query.bind(None::<i64>),
        (Kind::Int, value) => query.bind(value.as_i64().ok_or_else(wrong)?),
        (Kind::Bool, Value::Null) => query.bind(None::<bool>),
        // SQLite writes 0 and 1.
        (Kind::Bool, value) => query.bind(value.as_bool().or_else(|| value.as_i64().map(|n| n != 0)).ok_or_else(wrong)?),
        (Kind::Bytes, Value::String(text)) => query.bind(unhex(text).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    text.as_bytes().chunks(2).map(|pair| Some(digit(pair.first()?)? << 4 | digit(pair.get(1)?)?)).collect()
}

/// Whether nobody has written anything yet.
///
/// # Errors
/// Whatever the database says.
pub async fn is_empty(on: &mut impl AsConn) -> Result<bool, sqlx::Error> {
    for table in tables(on).await? {
        let first: Option<(i64,)> = q(format!("SELECT CAST(1 AS BIGINT) FROM {} LIMIT 1", table.name)).maybe(on).await?;
        if first.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}
