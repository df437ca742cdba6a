//! All SQL of what people have read. Who writes holds the request, and so does who reads when they mark it: nothing happens in between.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::Request;
use eyelevel_contract::requests::unread::Mark;

use crate::db::{AsConn, Filter, Query, bulk, q, q2};
use crate::error::{Error, Result};
use crate::requests::store::{own, seen_by, visible};
use crate::write::Write;

/// Of `timeline t`: what concerns `people p` of `organisations o`, as `contract::requests::unread::concerns` says. What was there before them is read.
const CONCERNS: &str = "t.request_id = r.id AND t.place > 0 AND (t.by_id IS NULL OR t.by_id <> p.id) AND t.at >= p.created_at \
    AND (NOT t.internal OR o.kind = 'vendor')";
const PEOPLE: &str = "JOIN organisations o ON o.id = p.organisation_id";

/// The place of what happens next in a request, which is held from here on.
pub(in crate::requests) async fn next_place(w: &mut Write, request_id: &str) -> Result<i64> {
    let sql = "UPDATE requests SET entries = entries + 1 WHERE id = $1 RETURNING entries";
    let place: Option<(i64,)> = q(sql).bind(request_id).maybe(&mut w.tx).await?;
    Ok(place.ok_or(Error::NotFound)?.0)
}

/// Something has happened: whoever has a mark is told, and whose it is has one from now on.
pub(in crate::requests) async fn tell(w: &mut Write, request_id: &str, place: i64, internal: bool) -> Result<()> {
    let author = w.actor.clone().unwrap_or_default();
    let sql = format!(
        "INSERT INTO request_marks (person_id, request_id, told, seen) \
         SELECT p.id, r.id, COALESCE((SELECT MAX(t.place) FROM timeline t WHERE {CONCERNS}), 0), 0 \
         FROM requests r JOIN people p ON p.id IN (r.owner_id, r.requester_id) {PEOPLE} WHERE r.id = $1 \
         AND NOT EXISTS (SELECT 1 FROM request_marks m WHERE m.person_id = p.id AND m.request_id = r.id) \
         ON CONFLICT (person_id, request_id) DO NOTHING"
    );
    q(sql).bind(request_id).run(&mut w.tx).await?;
    let whose = if internal {
        "AND EXISTS (SELECT 1 FROM people p JOIN organisations o ON o.id = p.organisation_id \
         WHERE p.id = request_marks.person_id AND o.kind = 'vendor')"
    } else {
        ""
    };
    let sql = format!("UPDATE request_marks SET told = $2 WHERE request_id = $1 AND person_id <> $3 AND told < $2 {whose}");
    q(sql).bind(request_id).bind(place).bind(author).run(&mut w.tx).await?;
    Ok(())
}

/// The place of an entry that this person sees; without one, of the newest.
async fn place_of(on: &mut impl AsConn, actor: &Actor, request_id: &str, until: Option<&str>) -> Result<i64> {
    let mut filter = Filter::new();
    let head = match until {
        Some(entry) => {
            filter.and("id = ?", entry);
            filter.and("request_id = ?", request_id);
            if !actor.is_vendor() {
                filter.and("NOT internal", ());
            }
            "SELECT place FROM timeline"
        }
        None => {
            filter.and("id = ?", request_id);
            "SELECT entries FROM requests"
        }
    };
    let found: Option<(i64,)> = filter.query(head, "", ()).maybe(on).await?;
    Ok(found.ok_or(Error::NotFound)?.0)
}

async fn mark_of(on: &mut impl AsConn, person_id: &str, request_id: &str) -> Result<Option<Mark>> {
    let sql = "SELECT told, seen FROM request_marks WHERE person_id = $1 AND request_id = $2";
    let found: Option<(i64, i64)> = q(sql).bind(person_id).bind(request_id).maybe(on).await?;
    Ok(found.map(|(told, seen)| Mark { told, seen }))
}

/// Whether they are known to have seen it so far.
pub(super) async fn is_seen(on: &mut impl AsConn, actor: &Actor, id: &str, until: Option<&str>) -> Result<bool> {
    visible(on, actor, id).await?;
    let place = place_of(on, actor, id, until).await?;
    Ok(mark_of(on, &actor.id, id).await?.is_some_and(|mark| mark.seen >= place))
}

/// They have seen it up to an entry. What was seen later stays seen.
pub(super) async fn seen(w: &mut Write, actor: &Actor, id: &str, until: Option<&str>) -> Result<()> {
    hold(w, actor, id).await?;
    let place = place_of(&mut w.tx, actor, id, until).await?;
    let seen = mark_of(&mut w.tx, &actor.id, id).await?.unwrap_or_default().seen(place).seen;
    set(w, actor, id, seen).await
}

/// They would like to see it as unread.
pub(super) async fn unread(w: &mut Write, actor: &Actor, id: &str) -> Result<()> {
    hold(w, actor, id).await?;
    set(w, actor, id, Mark::default().unread().seen).await
}

/// Nothing happens in the request until the commit; others may read it meanwhile.
async fn hold(w: &mut Write, actor: &Actor, id: &str) -> Result<()> {
    let sql = "SELECT id FROM requests WHERE id = $1";
    let _held: Option<(Id,)> = q2(sql, format!("{sql} FOR SHARE")).bind(id).maybe(&mut w.tx).await?;
    visible(&mut w.tx, actor, id).await?;
    Ok(())
}

async fn set(w: &mut Write, actor: &Actor, id: &str, seen: i64) -> Result<()> {
    let sql = format!(
        "INSERT INTO request_marks (person_id, request_id, told, seen) \
         SELECT p.id, r.id, COALESCE((SELECT MAX(t.place) FROM timeline t WHERE {CONCERNS}), 0), $3 \
         FROM requests r JOIN people p ON p.id = $2 {PEOPLE} WHERE r.id = $1 \
         ON CONFLICT (person_id, request_id) DO UPDATE SET seen = excluded.seen"
    );
    q(sql).bind(id).bind(&actor.id).bind(seen).run(&mut w.tx).await?;
    Ok(())
}

/// Of requests that somebody may see: says of each whether it is unread for them. Who has no mark has never opened it.
///
/// # Errors
/// Whatever the database says.
pub async fn mark<'a>(on: &mut impl AsConn, actor: &Actor, requests: impl Iterator<Item = &'a mut Request>) -> Result<()> {
    let mut requests: Vec<_> = requests.collect();
    let ids: Vec<Id> = requests.iter().map(|request| request.id.clone()).collect();
    let mut unread = HashSet::new();
    for (some, places) in bulk::some_of(&ids) {
        let reader = format!("${}", some.len() + 1);
        let sql = format!(
            "SELECT r.id FROM requests r JOIN people p ON p.id = {reader} {PEOPLE} \
             LEFT JOIN request_marks m ON m.request_id = r.id AND m.person_id = p.id WHERE r.id IN {places} \
             AND CASE WHEN m.person_id IS NULL THEN EXISTS (SELECT 1 FROM timeline t WHERE {CONCERNS}) ELSE m.told > m.seen END"
        );
        let query = some.iter().fold(q(sql), Query::bind).bind(&actor.id);
        let found: Vec<(Id,)> = query.all(on).await?;
        unread.extend(found.into_iter().map(|(id,)| id));
    }
    for request in &mut requests {
        request.unread = unread.contains(&request.id);
    }
    Ok(())
}

/// Of a list of requests: only what is unread. The reader's own alone have a mark from the beginning.
pub(in crate::requests) fn only(filter: &mut Filter, actor: &Actor) {
    filter.and("id IN (SELECT request_id FROM request_marks WHERE person_id = ? AND told > seen)", &actor.id);
}

/// How many of somebody's own are unread, counted no further than `most`.
pub(super) async fn count(on: &mut impl AsConn, actor: &Actor, most: i64) -> Result<i64> {
    let mut filter = seen_by(actor, "r.");
    filter.and("m.person_id = ?", &actor.id);
    filter.and("m.told > m.seen", ());
    filter.and(&format!("r.{} = ?", own(actor)), &actor.id);
    let query = filter.query("SELECT 1 FROM request_marks m JOIN requests r ON r.id = m.request_id", "LIMIT ?", most);
    let (n,): (i64,) = query.wrapped(|rows| format!("SELECT CAST(COUNT(*) AS BIGINT) FROM ({rows}) r")).one(on).await?;
    Ok(n)
}

/// What happened before an instant counts as read by everybody, as if it had been there before anybody kept marks: for a world that is made at once.
///
/// # Errors
/// Whatever the database says.
pub async fn forget_until(w: &mut Write, at: Millis) -> Result<()> {
    q("UPDATE timeline SET place = 0 WHERE at < $1").bind(at).run(&mut w.tx).await?;
    let sql = "UPDATE request_marks SET seen = told WHERE NOT EXISTS \
               (SELECT 1 FROM timeline t WHERE t.request_id = request_marks.request_id AND t.place = request_marks.told)";
    q(sql).run(&mut w.tx).await?;
    Ok(())
}
