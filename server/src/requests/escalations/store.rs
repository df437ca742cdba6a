//! All SQL of the ladder.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::escalations::{Answered, is_owed};
use eyelevel_contract::requests::{Escalation, Level, Request};

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::people::store::installation;
use crate::requests::owners;
use crate::requests::promises::Clock;
use crate::requests::stand_in::{AWAY, PAGE};
use crate::requests::store::{Order, requests, seen_by, word};
use crate::write::Write;

const HEAD: &str = "SELECT e.id, e.level, e.person_id, p.name AS person, e.by_id, b.name AS by_name, e.reason, e.at, e.due_at, e.answer, \
    e.answered_by_id, a.name AS answered_by, e.answered_at, e.missed_at, e.over_at, COALESCE(e.promise_id = r.reply_id, FALSE) AS of_reply FROM escalations e \
    JOIN requests r ON r.id = e.request_id JOIN people p ON p.id = e.person_id \
    LEFT JOIN people b ON b.id = e.by_id LEFT JOIN people a ON a.id = e.answered_by_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    level: String,
    person_id: Id,
    person: String,
    by_id: Option<Id>,
    by_name: Option<String>,
    reason: Option<String>,
    at: Millis,
    due_at: Option<Millis>,
    answer: Option<String>,
    answered_by_id: Option<Id>,
    answered_by: Option<String>,
    answered_at: Option<Millis>,
    missed_at: Option<Millis>,
    over_at: Option<Millis>,
    of_reply: bool,
}

fn escalation_of(row: Row, phone: &str) -> Result<Escalation> {
    let level = word(Level::from_word, &row.level)?;
    let somebody = |id: Option<Id>, name: Option<String>| id.zip(name).map(|(id, name)| PersonRef { id, name });
    let is_silent = row.missed_at.is_some() && row.over_at.is_none() && level.above().is_none();
    Ok(Escalation {
        phone: (is_silent && !phone.is_empty()).then(|| phone.to_owned()),
        id: row.id,
        level,
        person: PersonRef { id: row.person_id, name: row.person },
        by: somebody(row.by_id, row.by_name),
        reason: row.reason,
        at: row.at,
        due_at: row.due_at,
        answer: row.answer,
        answered_by: somebody(row.answered_by_id, row.answered_by),
        answered_at: row.answered_at,
        missed_at: row.missed_at,
        over_at: row.over_at,
        of_reply: row.of_reply,
    })
}

/// The levels that a request was taken to, the oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn of_request(app: &App, on: &mut impl AsConn, request_id: &str) -> Result<Vec<Escalation>> {
    let rows: Vec<Row> = q(format!("{HEAD} WHERE e.request_id = $1 ORDER BY e.at, e.level, e.id")).bind(request_id).all(on).await?;
    // Nearly always there is none, and nobody has to be called.
    let phone = if rows.iter().any(|row| row.missed_at.is_some()) { management_phone(app, on).await? } else { String::new() };
    rows.into_iter().map(|row| escalation_of(row, &phone)).collect()
}

/// Whom to call where nobody answers: the management's number, else the vendor's.
pub(super) async fn management_phone(app: &App, on: &mut impl AsConn) -> Result<String> {
    match app.config.management_phone.as_str() {
        "" => Ok(installation(app, on).await?.phone),
        phone => Ok(phone.to_owned()),
    }
}

/// Which of a request's clocks the ladder is about: that of the level which has it, else the one that still runs.
pub(super) async fn clock_of(on: &mut impl AsConn, request: &Request) -> Result<Clock> {
    if request.reply.is_none() {
        return Ok(Clock::Request);
    }
    let sql = "SELECT e.promise_id = r.reply_id FROM requests r JOIN escalations e ON e.id = r.escalation_id WHERE r.id = $1";
    let held: Option<(bool,)> = q(sql).bind(&request.id).maybe(on).await?;
    Ok(if held.map_or_else(|| !is_owed(request), |(about_reply,)| about_reply) { Clock::Reply } else { Clock::Request })
}

/// The levels that were reached for a clock's promise: the one that runs, or was the last.
pub(super) async fn reached(on: &mut impl AsConn, request_id: &str, clock: Clock) -> Result<Vec<Level>> {
    let sql = format!("SELECT e.level FROM escalations e JOIN requests r ON r.{} = e.promise_id WHERE r.id = $1", clock.column());
    let levels: Vec<(String,)> = q(sql).bind(request_id).all(on).await?;
    levels.iter().map(|(level,)| word(Level::from_word, level)).collect()
}

/// Whom a level is not given to, if anybody else is there: the owner, and who has had it for this promise.
pub(super) async fn asked(on: &mut impl AsConn, request: &Request, clock: Clock) -> Result<Vec<Id>> {
    let sql = format!("SELECT e.person_id FROM escalations e JOIN requests r ON r.{} = e.promise_id WHERE r.id = $1", clock.column());
    let people: Vec<(Id,)> = q(sql).bind(&request.id).all(on).await?;
    Ok(people.into_iter().map(|(id,)| id).chain([request.owner.id.clone()]).collect())
}

/// A new level; the one below has passed it on.
pub(super) async fn insert(
    w: &mut Write,
    (request_id, clock): (&str, Clock),
    level: Level,
    person_id: &str,
    due_at: Millis,
    reason: Option<&str>,
) -> Result<()> {
    let sql = "UPDATE escalations SET over_at = $2 WHERE request_id = $1 AND over_at IS NULL";
    q(sql).bind(request_id).bind(w.now).run(&mut w.tx).await?;
    let id = w.id();
    let sql = format!(
        "INSERT INTO escalations (id, request_id, promise_id, level, person_id, by_id, reason, at, due_at) \
         SELECT $1, id, {}, $3, $4, $5, $6, $7, $8 FROM requests WHERE id = $2",
        clock.column()
    );
    q(sql)
        .bind(&id)
        .bind(request_id)
        .bind(level.word())
        .bind(person_id)
        .bind(w.actor.clone())
        .bind(reason)
        .bind(w.now)
        .bind(due_at)
        .run(&mut w.tx)
        .await?;
    q("UPDATE requests SET escalation_id = $1 WHERE id = $2").bind(&id).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// What it was about is done, or nothing is owed any more on that clock.
///
/// # Errors
/// Whatever the database says.
pub(in crate::requests) async fn end(w: &mut Write, request_id: &str, clock: Clock) -> Result<()> {
    let sql = format!(
        "UPDATE escalations SET over_at = $2 WHERE request_id = $1 AND over_at IS NULL AND promise_id = (SELECT {} FROM requests WHERE id = $1)",
        clock.column()
    );
    q(sql).bind(request_id).bind(w.now).run(&mut w.tx).await?;
    let sql = "UPDATE requests SET escalation_id = NULL WHERE id = $1 AND escalation_id IN \
               (SELECT e.id FROM escalations e WHERE e.request_id = $1 AND e.over_at IS NOT NULL)";
    q(sql).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// That level's answer, and the date that it names.
pub(super) async fn answer(w: &mut Write, id: &str, answered: &Answered) -> Result<()> {
    let sql = "UPDATE escalations SET answer = $2, answered_by_id = $3, answered_at = $4, due_at = $5 WHERE id = $1";
    q(sql).bind(id).bind(&answered.answer).bind(w.actor.clone()).bind(w.now).bind(answered.until).run(&mut w.tx).await?;
    Ok(())
}

/// Somebody else has the level that is not over.
pub(super) async fn give(w: &mut Write, request_id: &str, person_id: &str) -> Result<()> {
    let sql = "UPDATE escalations SET person_id = $2 WHERE request_id = $1 AND over_at IS NULL";
    q(sql).bind(request_id).bind(person_id).run(&mut w.tx).await?;
    Ok(())
}

/// Its date passed.
pub(super) async fn miss(w: &mut Write, id: &str) -> Result<()> {
    q("UPDATE escalations SET missed_at = $2 WHERE id = $1").bind(id).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// Requests of which a level may be late, the latest first: what [`eyelevel_contract::requests::escalations::is_late`] says is asked again
/// within the write.
pub(super) async fn perhaps_late(on: &mut impl AsConn, now: Millis, most: i64) -> Result<Vec<Id>> {
    let sql = "SELECT e.request_id FROM escalations e JOIN requests r ON r.id = e.request_id WHERE e.over_at IS NULL AND e.missed_at IS NULL \
               AND e.due_at < $1 AND (e.answered_at IS NULL OR r.section = 'with_vendor') ORDER BY e.due_at, e.id LIMIT $2";
    let ids: Vec<(Id,)> = q(sql).bind(now).bind(most).all(on).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// What is at a level with somebody who is away or stands there no more, if somebody else does and is there: each escalation with its request, in the
/// order of the ids. By the person: the vendor's people are looked up sooner than all that ever was escalated.
///
/// # Errors
/// Whatever the database says.
pub(in crate::requests) async fn wrongly_held(on: &mut impl AsConn, level: Level, today: Date, last: &str) -> Result<Vec<(Id, Id)>> {
    let stands = format!("p.password_hash IS NOT NULL AND {}", owners::holds(level.roles()));
    let people = "SELECT p.id FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE o.kind = 'vendor' AND";
    let sql = format!(
        "SELECT e.id, e.request_id FROM escalations e WHERE e.over_at IS NULL AND e.level = $2 AND e.id > $3 \
         AND e.person_id IN ({people} (NOT ({stands}) OR p.id IN ({AWAY}))) \
         AND EXISTS ({people} {stands} AND p.id NOT IN ({AWAY})) ORDER BY e.id LIMIT $4"
    );
    Ok(q(sql).bind(today.to_string()).bind(level.word()).bind(last).bind(PAGE).all(on).await?)
}

/// Requests that were taken to a person, who has not answered yet.
///
/// # Errors
/// Whatever the database says.
pub async fn waiting_for(app: &App, actor: &Actor, most: i64) -> Result<Vec<Request>> {
    let mut on = app.db.read().await?;
    let mut filter = seen_by(actor, "");
    filter.and("escalation_id IN (SELECT id FROM escalations WHERE person_id = ? AND over_at IS NULL AND answered_at IS NULL)", &actor.id);
    let order = Order { column: "sort_due", descending: false };
    Ok(requests(&mut on, filter, order, most).await?.into_iter().map(|(_, request)| request).collect())
}
