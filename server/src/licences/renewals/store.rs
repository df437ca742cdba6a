//! The SQL of renewals.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::{Renewal, RenewalObstacle, Renewed};
use eyelevel_contract::requests::{RequestRef, State};

use crate::db::{AsConn, bulk, q};
use crate::error::{Error, Result};
use crate::requests::store::word;
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    installation_id: Id,
    product: String,
    customer: String,
    host: Option<String>,
    request_id: Option<Id>,
    number: Option<String>,
    state: Option<String>,
    expires: Option<Millis>,
    obstacle: Option<String>,
    issued: i64,
    done: bool,
}

/// Writes a renewal down, with its lines.
pub(super) async fn insert(w: &mut Write, person_id: &str, partner_id: &str, installations: &[Id]) -> Result<Id> {
    let id = w.id();
    q("INSERT INTO renewals (id, person_id, partner_id, created_at) VALUES ($1, $2, $3, $4)")
        .bind(&id)
        .bind(person_id)
        .bind(partner_id)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    let rows = (0i64..).zip(installations).map(|(position, installation)| bulk::row((&id, position, installation))).collect();
    bulk::insert(&mut w.tx, "INSERT INTO renewal_lines (renewal_id, position, installation_id)", "", rows).await?;
    Ok(id)
}

/// A person's own renewal, as far as it is.
pub(super) async fn renewal(on: &mut impl AsConn, person_id: &str, id: &str) -> Result<Renewal> {
    let sql = "SELECT created_at, finished_at FROM renewals WHERE id = $1 AND person_id = $2";
    let (created_at, finished_at): (Millis, Option<Millis>) = q(sql).bind(id).bind(person_id).maybe(on).await?.ok_or(Error::NotFound)?;
    let sql = "SELECT l.installation_id, p.name AS product, c.name AS customer, i.host, l.request_id, r.number, r.state, s.expires, l.obstacle, \
               (SELECT CAST(COUNT(*) AS BIGINT) FROM issued_keys k WHERE k.request_id = l.request_id) AS issued, \
               l.done_at IS NOT NULL AND COALESCE(s.to_make, $2) = $2 AS done \
               FROM renewal_lines l JOIN installations i ON i.id = l.installation_id JOIN products p ON p.id = i.product_id \
               JOIN organisations c ON c.id = i.customer_id LEFT JOIN requests r ON r.id = l.request_id \
               LEFT JOIN licence_requests s ON s.request_id = l.request_id WHERE l.renewal_id = $1 ORDER BY l.position";
    let rows: Vec<Row> = q(sql).bind(id).bind(false).all(on).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (total, done) = (count(rows.len()), count(rows.iter().filter(|row| row.done).count()));
    let issued = count(rows.iter().filter(|row| row.issued > 0).count());
    let lines = rows.into_iter().map(renewed).collect::<Result<_>>()?;
    Ok(Renewal { id: id.to_owned(), created_at, finished_at, total, done, issued, lines })
}

fn renewed(row: Row) -> Result<Renewed> {
    let request = match (row.request_id, row.number, row.state) {
        (Some(id), Some(number), Some(state)) => Some(RequestRef { id, number, state: word(State::from_word, &state)? }),
        _ => None,
    };
    let known = row.obstacle.map(|o| word(RenewalObstacle::from_word, &o)).transpose()?;
    // A key that was stopped may have come since, by hand.
    let stopped = (row.done && request.is_some() && row.issued == 0).then_some(RenewalObstacle::Stopped);
    Ok(Renewed {
        until: row.expires.filter(|_| row.issued > 0),
        obstacle: known.or(stopped),
        installation_id: row.installation_id,
        product: row.product,
        customer: row.customer,
        host: row.host,
        request,
        done: row.done,
    })
}

/// A person's renewals, the newest first: without their lines.
pub(super) async fn of(on: &mut impl AsConn, person_id: &str, limit: i64) -> Result<Vec<Renewal>> {
    let sql = "SELECT n.id, n.created_at, n.finished_at, \
               (SELECT CAST(COUNT(*) AS BIGINT) FROM renewal_lines l WHERE l.renewal_id = n.id) AS total, \
               (SELECT CAST(COUNT(*) AS BIGINT) FROM renewal_lines l LEFT JOIN licence_requests s ON s.request_id = l.request_id \
                WHERE l.renewal_id = n.id AND l.done_at IS NOT NULL AND COALESCE(s.to_make, $3) = $3) AS done, \
               (SELECT CAST(COUNT(DISTINCT l.request_id) AS BIGINT) FROM renewal_lines l JOIN issued_keys k ON k.request_id = l.request_id \
                WHERE l.renewal_id = n.id) AS issued \
               FROM renewals n WHERE n.person_id = $1 ORDER BY n.created_at DESC, n.id DESC LIMIT $2";
    let rows: Vec<(Id, Millis, Option<Millis>, i64, i64, i64)> = q(sql).bind(person_id).bind(limit).bind(false).all(on).await?;
    let renewal = |(id, created_at, finished_at, total, done, issued)| Renewal {
        id,
        created_at,
        finished_at,
        total,
        done,
        issued,
        lines: Vec::new(),
    };
    Ok(rows.into_iter().map(renewal).collect())
}

/// A line that is to be done.
#[derive(sqlx::FromRow)]
pub(super) struct Line {
    pub(super) renewal_id: Id,
    pub(super) position: i64,
    pub(super) installation_id: Id,
    pub(super) person_id: Id,
}

/// The next line that is to be done, of one renewal or of any.
pub(super) async fn next(on: &mut impl AsConn, renewal_id: Option<&str>) -> Result<Option<Line>> {
    let sql = "SELECT l.renewal_id, l.position, l.installation_id, n.person_id FROM renewal_lines l JOIN renewals n ON n.id = l.renewal_id \
               WHERE n.finished_at IS NULL AND l.done_at IS NULL AND ($1 = '' OR n.id = $1) ORDER BY n.created_at, n.id, l.position LIMIT 1";
    Ok(q(sql).bind(renewal_id.unwrap_or_default()).maybe(on).await?)
}

/// Takes a line: of two at once, one gets it, and the other one waits for how it ends.
pub(super) async fn take(w: &mut Write, line: &Line) -> Result<bool> {
    let sql = "UPDATE renewal_lines SET done_at = $1 WHERE renewal_id = $2 AND position = $3 AND done_at IS NULL";
    Ok(q(sql).bind(w.now).bind(&line.renewal_id).bind(line.position).run(&mut w.tx).await? == 1)
}

/// What came of a line.
pub(super) async fn note(w: &mut Write, line: &Line, request_id: Option<&str>, obstacle: Option<RenewalObstacle>) -> Result<()> {
    q("UPDATE renewal_lines SET request_id = $1, obstacle = $2 WHERE renewal_id = $3 AND position = $4")
        .bind(request_id)
        .bind(obstacle.map(RenewalObstacle::word))
        .bind(&line.renewal_id)
        .bind(line.position)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Renewals of which every line is done, and no issuer is at a key of them, and that nobody has ended yet.
pub(super) async fn done(on: &mut impl AsConn) -> Result<Vec<(Id, Id)>> {
    let sql = "SELECT n.id, n.person_id FROM renewals n WHERE n.finished_at IS NULL \
               AND NOT EXISTS (SELECT 1 FROM renewal_lines l WHERE l.renewal_id = n.id AND l.done_at IS NULL) \
               AND NOT EXISTS (SELECT 1 FROM licence_requests s WHERE s.renewal_id = n.id AND s.to_make = $1)";
    Ok(q(sql).bind(true).all(on).await?)
}

/// Ends one, once.
pub(super) async fn finish(w: &mut Write, id: &str) -> Result<bool> {
    let sql = "UPDATE renewals SET finished_at = $1 WHERE id = $2 AND finished_at IS NULL";
    Ok(q(sql).bind(w.now).bind(id).run(&mut w.tx).await? == 1)
}
