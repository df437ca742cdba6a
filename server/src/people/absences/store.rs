//! All SQL of absences.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::people::absences::{Absence, Span};

use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// Of `people p`: who is there on the day that takes both places. For a filter.
pub const NOT_AWAY: &str =
    "NOT EXISTS (SELECT 1 FROM absences b WHERE b.person_id = p.id AND b.ended_at IS NULL AND b.until_on >= ? AND b.from_on <= ?)";

const HEAD: &str = "SELECT a.id, a.person_id, p.name AS person, a.deputy_id, d.name AS deputy, a.from_on, a.until_on FROM absences a \
    JOIN people p ON p.id = a.person_id JOIN people d ON d.id = a.deputy_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    person_id: Id,
    person: String,
    deputy_id: Id,
    deputy: String,
    from_on: String,
    until_on: String,
}

fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|_| Error::Internal("a day in the database that is none".to_owned()))
}

fn absence_of(row: Row) -> Result<Absence> {
    Ok(Absence {
        from_on: day(&row.from_on)?,
        until_on: day(&row.until_on)?,
        id: row.id,
        person: PersonRef { id: row.person_id, name: row.person },
        deputy: PersonRef { id: row.deputy_id, name: row.deputy },
    })
}

/// Those that are not over, the next first.
pub(super) async fn from(on: &mut impl AsConn, today: Date) -> Result<Vec<Absence>> {
    let sql = format!("{HEAD} WHERE a.ended_at IS NULL AND a.until_on >= $1 ORDER BY a.from_on, a.id");
    let rows: Vec<Row> = q(sql).bind(today.to_string()).all(on).await?;
    rows.into_iter().map(absence_of).collect()
}

/// One that has not been ended.
pub(super) async fn one(on: &mut impl AsConn, id: &str) -> Result<Absence> {
    let row: Option<Row> = q(format!("{HEAD} WHERE a.id = $1 AND a.ended_at IS NULL")).bind(id).maybe(on).await?;
    absence_of(row.ok_or(Error::NotFound)?)
}

/// Absences are entered one after the other: what is checked stays true until it is written.
pub(super) async fn in_turn(w: &mut Write) -> Result<()> {
    let sql = "INSERT INTO counters (name, value) VALUES ('absences', 0) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";
    q(sql).run(&mut w.tx).await?;
    Ok(())
}

pub(super) async fn insert(w: &mut Write, person_id: &str, deputy_id: &str, span: Span, by: &str) -> Result<Id> {
    let id = w.id();
    let sql =
        "INSERT INTO absences (id, person_id, deputy_id, from_on, until_on, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    q(sql)
        .bind(&id)
        .bind(person_id)
        .bind(deputy_id)
        .bind(span.from.to_string())
        .bind(span.until.to_string())
        .bind(by)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

pub(super) async fn end(w: &mut Write, id: &str) -> Result<()> {
    q("UPDATE absences SET ended_at = $2 WHERE id = $1").bind(id).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// Who stands in, and until when.
#[derive(Clone, Debug)]
pub struct Deputy {
    /// Who stands in.
    pub id: Id,
    /// The last day.
    pub until: Date,
}

/// Who stands in for a person on a day; none: they are there.
///
/// # Errors
/// Whatever the database says.
pub async fn deputy_of(on: &mut impl AsConn, person_id: &str, today: Date) -> Result<Option<Deputy>> {
    let sql = "SELECT deputy_id, until_on FROM absences WHERE person_id = $1 AND ended_at IS NULL AND until_on >= $2 AND from_on <= $2 \
               ORDER BY until_on DESC, id LIMIT 1";
    let found: Option<(Id, String)> = q(sql).bind(person_id).bind(today.to_string()).maybe(on).await?;
    found.map(|(id, until)| Ok(Deputy { id, until: day(&until)? })).transpose()
}
