//! The audit trail as a hash chain: who changes, removes or moves a row afterwards breaks it, and [`verify`] says where.
//!
//! Writes leave rows without a place. Whoever seals gives them one, behind all that have one: the counter `audit` holds how far the chain is, and its
//! row is held meanwhile. A row's hash covers the row, the hash of its details and the hash of the row before. The details themselves (what was
//! there before and after) stand beside it with a salt: they can be erased, and the chain still holds.
//!
//! The chain can't say that its end is missing. Whoever notes its head elsewhere ([`Report::head`]) can ask later whether it is still in there.

use eyelevel_contract::audit::Break;
use eyelevel_contract::ids::{Id, Millis};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::db::{AsConn, bulk, q};
use crate::error::Result;
use crate::extract::hex;

/// So many rows are sealed, or looked at, at once.
const PAGE: i64 = 500;

/// Somebody has signed in; its details are the address from which.
pub const SIGN_IN: &str = "session.begun";
/// How long such an address is kept: long enough to look into a break-in, and no longer.
const ADDRESSES_KEPT: Millis = 90 * 24 * 3_600_000;

/// A row, as far as its hash covers it.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Id,
    at: Millis,
    actor_id: Option<Id>,
    action: String,
    subject: String,
    subject_id: String,
    source: String,
    details_hash: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Sealed {
    #[sqlx(flatten)]
    row: Row,
    seq: i64,
    hash: String,
    salt: Option<String>,
    body: Option<String>,
}

const COLUMNS: &str = "a.id, a.at, a.actor_id, a.action, a.subject, a.subject_id, a.source, a.details_hash";

/// Where the chain begins.
fn begin() -> String {
    hex(&Sha256::digest("eyelevel-audit-1"))
}

/// A row's hash behind another one. JSON says where a value ends.
fn hash(before: &str, seq: i64, row: &Row) -> String {
    let Row { id, at, actor_id, action, subject, subject_id, source, details_hash } = row;
    let values = serde_json::json!([before, seq, id, at, actor_id, action, subject, subject_id, source, details_hash]);
    hex(&Sha256::digest(values.to_string()))
}

/// The hash of details that stays when they are erased.
#[must_use]
pub(crate) fn hash_of_details(salt: &str, body: &str) -> String {
    hex(&Sha256::digest([salt, "\n", body].concat()))
}

/// Seals what is committed. How many rows.
///
/// # Errors
/// Whatever the database says.
pub async fn seal(app: &App) -> Result<usize> {
    let mut all = 0;
    loop {
        let sealed = page(app).await?;
        all += sealed;
        if i64::try_from(sealed).unwrap_or(i64::MAX) < PAGE {
            return Ok(all);
        }
    }
}

async fn page(app: &App) -> Result<usize> {
    let mut tx = app.db.begin().await?;
    let sql =
        "INSERT INTO counters (name, value) VALUES ('audit', 0) ON CONFLICT (name) DO UPDATE SET value = counters.value RETURNING value";
    let (mut seq,): (i64,) = q(sql).one(&mut tx).await?;
    let last: Option<(String,)> = q("SELECT hash FROM audit WHERE seq = $1").bind(seq).maybe(&mut tx).await?;
    let mut before = last.map_or_else(begin, |(hash,)| hash);
    let rows: Vec<Row> =
        q(format!("SELECT {COLUMNS} FROM audit a WHERE a.seq IS NULL ORDER BY a.id LIMIT $1")).bind(PAGE).all(&mut tx).await?;
    let count = rows.len();
    let mut sealed = Vec::with_capacity(count);
    for row in rows {
        seq += 1;
        before = hash(&before, seq, &row);
        sealed.push(bulk::row((row.id, seq, &before)));
    }
    if count > 0 {
        let head = "WITH sealed (id, seq, hash) AS (";
        let tail = ") UPDATE audit SET seq = sealed.seq, hash = sealed.hash FROM sealed WHERE audit.id = sealed.id";
        bulk::insert(&mut tx, head, tail, sealed).await?;
        q("UPDATE counters SET value = $1 WHERE name = 'audit'").bind(seq).run(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// What a chain is like.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// Rows of the chain.
    pub rows: i64,
    /// Rows that are not sealed yet.
    pub waiting: i64,
    /// Rows whose details were erased.
    pub erased: i64,
    /// The last row's number and hash (`4711:9f86…`), to be noted elsewhere.
    pub head: String,
    /// Whether the head that was noted earlier is still there, if one was given.
    pub noted: Option<bool>,
    /// Where it is broken: the row's number and how, at most a hundred.
    pub breaks: Vec<(i64, Break)>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.breaks.is_empty() && self.noted != Some(false)
    }
}

/// Looks at the whole chain. `noted` is a head that somebody wrote down earlier.
///
/// # Errors
/// Whatever the database says.
pub async fn verify(on: &mut impl AsConn, noted: Option<&str>) -> Result<Report> {
    let mut report = Report { rows: 0, waiting: 0, erased: 0, head: String::new(), noted: noted.map(|_| false), breaks: Vec::new() };
    let (mut seq, mut before) = (0, begin());
    loop {
        let sql = format!(
            "SELECT {COLUMNS}, a.seq, COALESCE(a.hash, '') AS hash, d.salt, d.body FROM audit a LEFT JOIN audit_details d ON d.audit_id = a.id \
             WHERE a.seq > $1 ORDER BY a.seq LIMIT $2"
        );
        let rows: Vec<Sealed> = q(sql).bind(seq).bind(PAGE).all(on).await?;
        if rows.is_empty() {
            break;
        }
        for sealed in rows {
            if sealed.seq != seq + 1 {
                report.breaks.push((sealed.seq, Break::Missing));
            } else if hash(&before, sealed.seq, &sealed.row) != sealed.hash {
                report.breaks.push((sealed.seq, Break::Changed));
            }
            match (&sealed.row.details_hash, sealed.salt.zip(sealed.body)) {
                (Some(hash), Some((salt, body))) if hash_of_details(&salt, &body) != *hash => {
                    report.breaks.push((sealed.seq, Break::Details));
                }
                (Some(_), None) => report.erased += 1,
                (None, Some(_)) => report.breaks.push((sealed.seq, Break::Details)),
                _ => {}
            }
            (seq, before) = (sealed.seq, sealed.hash);
            report.rows += 1;
            if noted.is_some_and(|noted| noted == head(seq, &before)) {
                report.noted = Some(true);
            }
        }
    }
    let sql = "SELECT COALESCE((SELECT value FROM counters WHERE name = 'audit'), 0), (SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE seq IS NULL)";
    let (last, waiting): (i64, i64) = q(sql).one(on).await?;
    if last > seq {
        report.breaks.push((last, Break::Missing));
    }
    report.breaks.truncate(100);
    report.waiting = waiting;
    report.head = head(seq, &before);
    Ok(report)
}

fn head(seq: i64, hash: &str) -> String {
    format!("{seq}:{hash}")
}

/// Erases the details of a person's rows, and of rows about them: names stood in them. The chain still holds.
///
/// # Errors
/// Whatever the database says.
pub async fn erase_details_of(on: &mut impl AsConn, person_id: &str) -> Result<u64> {
    let sql = "DELETE FROM audit_details WHERE audit_id IN (SELECT id FROM audit WHERE actor_id = $1 OR subject_id = $1)";
    Ok(q(sql).bind(person_id).run(on).await?)
}

/// Erases from where people signed in, after three months.
///
/// # Errors
/// Whatever the database says.
pub async fn forget_addresses(on: &mut impl AsConn, now: Millis) -> Result<usize> {
    let sql = "DELETE FROM audit_details WHERE audit_id IN (SELECT id FROM audit WHERE action = $1 AND at < $2)";
    let gone = q(sql).bind(SIGN_IN).bind(now - ADDRESSES_KEPT).run(on).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}

/// Whether something waits to be sealed.
///
/// # Errors
/// Whatever the database says.
pub async fn waits(on: &mut impl AsConn) -> Result<bool> {
    let (waits,): (bool,) = q("SELECT EXISTS (SELECT 1 FROM audit WHERE seq IS NULL)").one(on).await?;
    Ok(waits)
}
