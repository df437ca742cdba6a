//! All SQL of notices as people see them.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::notices::{NoticeKind, Settings, Way, When};
use eyelevel_contract::people::rules::Actor;

use crate::db::{AsConn, Filter, Query, q, q2};
use crate::error::{Error, Result};
use crate::mail::notices::{settings_of, when_for};
use crate::requests::store::{seen_by, word};
use crate::write::Write;

/// A notice, with the request that it is about.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) at: Millis,
    pub(super) kind: String,
    pub(super) template: String,
    pub(super) params: String,
    pub(super) read_at: Option<Millis>,
    pub(super) request_id: Option<Id>,
    pub(super) request_kind: Option<String>,
    pub(super) number: Option<String>,
    pub(super) subject: Option<String>,
}

const FROM: &str = "FROM notices n LEFT JOIN requests r ON r.id = n.request_id";

/// Their own, of what they may see still.
fn theirs(actor: &Actor) -> Filter {
    let mut filter = seen_by(actor, "r.").or("n.request_id IS NULL");
    filter.and("n.person_id = ?", &actor.id);
    filter
}

/// The newest first, before a place.
pub(super) async fn list(on: &mut impl AsConn, actor: &Actor, before: Option<(Millis, Id)>, limit: i64) -> Result<Vec<Row>> {
    let mut filter = theirs(actor);
    if let Some((at, id)) = before {
        filter.and("(n.at, n.id) < (?, ?)", (at, id));
    }
    let head = format!(
        "SELECT n.id, n.at, n.kind, n.template, n.params, n.read_at, r.id AS request_id, r.kind AS request_kind, r.number, r.subject {FROM}"
    );
    Ok(filter.query(&head, "ORDER BY n.at DESC, n.id DESC LIMIT ?", limit).all(on).await?)
}

/// How many they have not seen.
pub(super) async fn unread(on: &mut impl AsConn, actor: &Actor) -> Result<i64> {
    let mut filter = theirs(actor);
    filter.and("n.read_at IS NULL", ());
    let (count,): (i64,) = filter.query(&format!("SELECT CAST(COUNT(*) AS BIGINT) {FROM}"), "", ()).one(on).await?;
    Ok(count)
}

async fn exists(w: &mut Write, person_id: &str, id: &str) -> Result<Millis> {
    let found: Option<(Millis,)> =
        q("SELECT at FROM notices WHERE id = $1 AND person_id = $2").bind(id).bind(person_id).maybe(&mut w.tx).await?;
    Ok(found.ok_or(Error::NotFound)?.0)
}

/// Several rows are held in the order of their ids before they are changed: nobody waits for who waits for them.
async fn hold(w: &mut Write, which: &str, bind: impl Fn(Query) -> Query) -> Result<()> {
    let sql = format!("SELECT id FROM notices WHERE {which} ORDER BY id");
    let _: Vec<(Id,)> = bind(q2(sql.clone(), format!("{sql} FOR UPDATE"))).all(&mut w.tx).await?;
    Ok(())
}

/// They have seen one.
pub(super) async fn mark(w: &mut Write, person_id: &str, id: &str) -> Result<()> {
    exists(w, person_id, id).await?;
    q("UPDATE notices SET read_at = $1 WHERE id = $2 AND read_at IS NULL").bind(w.now).bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// They have seen all up to one.
pub(super) async fn mark_up_to(w: &mut Write, person_id: &str, until: &str) -> Result<()> {
    const SEEN: &str = "person_id = $1 AND read_at IS NULL AND (at, id) <= ($2, $3)";
    let at = exists(w, person_id, until).await?;
    hold(w, SEEN, |query| query.bind(person_id).bind(at).bind(until)).await?;
    let sql = format!("UPDATE notices SET read_at = $4 WHERE {SEEN}");
    q(sql).bind(person_id).bind(at).bind(until).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// How somebody would like to be told, and the version of it.
pub(super) async fn settings(on: &mut impl AsConn, person_id: &str) -> Result<(Settings, i64)> {
    let version: Option<(i64,)> = q("SELECT version FROM notice_settings WHERE person_id = $1").bind(person_id).maybe(on).await?;
    Ok((settings_of(on, person_id).await?, version.map_or(0, |(version,)| version)))
}

/// Writes down what somebody would like, if it has this version; 0: nobody has said anything yet.
pub(super) async fn save(w: &mut Write, person_id: &str, settings: &Settings, version: i64) -> Result<()> {
    let sql = if version == 0 {
        "INSERT INTO notice_settings (person_id, ways, quiet_from, quiet_until, digest_at, version) VALUES ($1, $2, $3, $4, $5, $6 + 1) \
         ON CONFLICT (person_id) DO NOTHING"
    } else {
        "UPDATE notice_settings SET ways = $2, quiet_from = $3, quiet_until = $4, digest_at = $5, version = version + 1 \
         WHERE person_id = $1 AND version = $6"
    };
    let told = settings.told(version);
    let written = q(sql)
        .bind(person_id)
        .bind(serde_json::to_string(&told.ways)?)
        .bind(settings.quiet.map(|quiet| quiet.from))
        .bind(settings.quiet.map(|quiet| quiet.until))
        .bind(settings.digest_at)
        .bind(version)
        .run(&mut w.tx)
        .await?;
    if written == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

/// Turns mails of some kinds off; false if they were off already.
pub(super) async fn turn_off(w: &mut Write, person_id: &str, kinds: &[NoticeKind]) -> Result<bool> {
    // Held until the commit: two links at once turn both off.
    let sql = "INSERT INTO notice_settings (person_id, ways, digest_at, version) VALUES ($1, '{}', $2, 1) \
               ON CONFLICT (person_id) DO UPDATE SET version = notice_settings.version + 1";
    q(sql).bind(person_id).bind(Settings::default().digest_at).run(&mut w.tx).await?;
    let (mut settings, version) = settings(&mut w.tx, person_id).await?;
    let before = settings.clone();
    settings.ways.extend(kinds.iter().map(|kind| (*kind, Way::Portal)));
    if settings == before {
        return Ok(false);
    }
    save(w, person_id, &settings, version).await?;
    rearrange(w, person_id, &settings).await?;
    Ok(true)
}

/// What waits is mailed as it is wished now.
pub(super) async fn rearrange(w: &mut Write, person_id: &str, settings: &Settings) -> Result<()> {
    const WAITING: &str = "person_id = $1 AND outbox_id IS NULL AND due_at IS NOT NULL";
    hold(w, WAITING, |query| query.bind(person_id)).await?;
    let kinds: Vec<(String,)> = q(format!("SELECT DISTINCT kind FROM notices WHERE {WAITING}")).bind(person_id).all(&mut w.tx).await?;
    for (kind,) in kinds {
        let due_at = match when_for(w.app(), settings, word(NoticeKind::from_word, &kind)?, w.now) {
            When::Now => Some(w.now),
            When::At(at) => Some(at),
            When::PortalOnly => None,
        };
        let sql = format!("UPDATE notices SET due_at = $2 WHERE {WAITING} AND kind = $3");
        q(sql).bind(person_id).bind(due_at).bind(kind).run(&mut w.tx).await?;
    }
    Ok(())
}
