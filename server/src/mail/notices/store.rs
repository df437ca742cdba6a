//! The rows of notices, and how people would like to be told.

use std::collections::BTreeMap;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::notices::{NoticeKind, Quiet, Settings, Way};
use serde_json::Value;

use super::super::Mailable;
use crate::db::{Arg, AsConn, Query, bulk, q, q2};
use crate::error::Result;
use crate::write::Write;

/// Somebody who is told.
#[derive(sqlx::FromRow)]
pub(in crate::mail) struct Receiver {
    pub(in crate::mail) id: Id,
    pub(in crate::mail) name: String,
    pub(in crate::mail) email: String,
    pub(in crate::mail) lang: String,
    #[sqlx(flatten)]
    row: SettingsRow,
}

/// Settings as they stand in their row; nothing: nobody has said anything.
#[derive(Default, sqlx::FromRow)]
struct SettingsRow {
    ways: Option<String>,
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
    digest_at: Option<i64>,
}

const RECEIVERS: &str = "SELECT p.id, p.name, p.email, p.lang, s.ways, s.quiet_from, s.quiet_until, s.digest_at FROM people p \
    LEFT JOIN notice_settings s ON s.person_id = p.id";

/// Of `notices n`: due and in no mail.
pub(super) const DUE: &str = "outbox_id IS NULL AND due_at <= $1";

impl Receiver {
    /// How they would like to be told.
    pub(in crate::mail) fn settings(&self) -> Result<Settings> {
        settings_of_row(&self.row)
    }
}

fn settings_of_row(row: &SettingsRow) -> Result<Settings> {
    let ways: BTreeMap<String, String> = row.ways.as_deref().map_or_else(|| Ok(BTreeMap::new()), serde_json::from_str)?;
    let known = |(kind, way): (&String, &String)| Some((NoticeKind::from_word(kind)?, Way::from_word(way)?));
    let first = Settings::default();
    Ok(Settings {
        ways: ways.iter().filter_map(known).collect(),
        quiet: row.quiet_from.zip(row.quiet_until).map(|(from, until)| Quiet { from, until }),
        digest_at: row.digest_at.unwrap_or(first.digest_at),
    })
}

/// How somebody would like to be told.
///
/// # Errors
/// Whatever the database says.
pub async fn settings_of(on: &mut impl AsConn, person_id: &str) -> Result<Settings> {
    let sql = "SELECT ways, quiet_from, quiet_until, digest_at FROM notice_settings WHERE person_id = $1";
    let row: Option<SettingsRow> = q(sql).bind(person_id).maybe(on).await?;
    settings_of_row(&row.unwrap_or_default())
}

/// Somebody who is told.
pub(in crate::mail) async fn receiver(w: &mut Write, person_id: &str) -> Result<Receiver> {
    Ok(q(format!("{RECEIVERS} WHERE p.id = $1")).bind(person_id).one(&mut w.tx).await?)
}

/// Some of them, by the list of their ids and its places.
pub(in crate::mail) async fn receivers(w: &mut Write, some: &[Id], places: &str) -> Result<Vec<Receiver>> {
    let sql = format!("{RECEIVERS} WHERE p.id IN {places} ORDER BY p.id");
    Ok(some.iter().fold(q(sql), Query::bind).all(&mut w.tx).await?)
}

/// A notice that is new.
pub(in crate::mail) struct Told<'a> {
    pub(in crate::mail) person_id: &'a str,
    pub(in crate::mail) kind: NoticeKind,
    pub(in crate::mail) template: &'a str,
    /// As in the outbox.
    pub(in crate::mail) event: &'a str,
    pub(in crate::mail) params: &'a Value,
    /// When it is mailed, if not now.
    pub(in crate::mail) due_at: Option<Millis>,
    /// The mail that goes now.
    pub(in crate::mail) outbox_id: Option<&'a Id>,
}

const HEAD: &str = "INSERT INTO notices (id, person_id, at, kind, template, event, request_id, params, due_at, outbox_id)";

impl Told<'_> {
    fn row(&self, w: &Write) -> Vec<Arg> {
        let request = self.params.get("request_id").and_then(Value::as_str);
        let mut row = bulk::row((w.id(), self.person_id, w.now, self.kind.word()));
        row.extend(bulk::row((self.template, self.event, request, self.params.to_string())));
        row.extend(bulk::row((self.due_at, self.outbox_id)));
        row
    }
}

/// Writes it down; false if they were told of it before.
pub(in crate::mail) async fn insert(w: &mut Write, told: &Told<'_>) -> Result<bool> {
    let row = told.row(w);
    Ok(bulk::insert(&mut w.tx, HEAD, "ON CONFLICT (event) DO NOTHING", vec![row]).await? == 1)
}

/// Writes many down; what was told before stays as it is.
pub(in crate::mail) async fn insert_all(w: &mut Write, told: &[Told<'_>]) -> Result<()> {
    let rows = told.iter().map(|told| told.row(w)).collect();
    bulk::insert(&mut w.tx, HEAD, "ON CONFLICT (event) DO NOTHING", rows).await?;
    Ok(())
}

/// A notice, as whoever mails it needs it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) at: Millis,
    pub(super) person_id: Id,
    pub(super) kind: String,
    pub(super) template: String,
    pub(super) event: String,
    pub(super) request_id: Option<Id>,
    pub(super) params: String,
}

impl Row {
    /// Whether it is still theirs to read: asked when it is gathered, claimed and written.
    pub(super) async fn may_be_read(&self, mailable: &dyn Mailable, on: &mut impl AsConn) -> Result<bool> {
        mailable.may_read(on, &self.person_id, self.request_id.as_ref(), &serde_json::from_str(&self.params)?).await
    }
}

/// Those of a mail that have waited, in their order.
pub(super) async fn held_in(on: &mut impl AsConn, outbox_id: &str) -> Result<Vec<Row>> {
    let sql = "SELECT id, at, person_id, kind, template, event, request_id, params FROM notices \
               WHERE outbox_id = $1 AND due_at IS NOT NULL ORDER BY at, id";
    Ok(q(sql).bind(outbox_id).all(on).await?)
}

/// Somebody for whom something is due.
pub(super) async fn next(on: &mut impl AsConn, now: Millis) -> Result<Option<Id>> {
    let found: Option<(Id,)> =
        q(format!("SELECT person_id FROM notices WHERE {DUE} ORDER BY due_at, id LIMIT 1")).bind(now).maybe(on).await?;
    Ok(found.map(|(id,)| id))
}

/// What is due for somebody goes into a mail, so many at most: of two processes that ask, one gets each.
pub(super) async fn take(w: &mut Write, person_id: &str, outbox_id: &str, most: i64) -> Result<Vec<Row>> {
    let due = format!("SELECT id FROM notices WHERE {DUE} AND person_id = $2 ORDER BY id LIMIT $3");
    let held = q2(due.clone(), format!("{due} FOR UPDATE"));
    let ids: Vec<(Id,)> = held.bind(w.now).bind(person_id).bind(most).all(&mut w.tx).await?;
    let ids: Vec<Id> = ids.into_iter().map(|(id,)| id).collect();
    for (some, places) in bulk::some_of(&ids) {
        let sql = format!("UPDATE notices SET outbox_id = ${} WHERE id IN {places}", some.len() + 1);
        some.iter().fold(q(sql), Query::bind).bind(outbox_id).run(&mut w.tx).await?;
    }
    held_in(&mut w.tx, outbox_id).await
}

/// It is not mailed.
pub(super) async fn leave(w: &mut Write, id: &str) -> Result<()> {
    q("UPDATE notices SET due_at = NULL, outbox_id = NULL WHERE id = $1").bind(id).run(&mut w.tx).await?;
    Ok(())
}
