//! Decisions: appended, never overwritten; the last one counts.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::requests::{Decision, Verdict};

use super::replies;
use super::store::word;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// Appends a decision by whoever writes.
///
/// # Errors
/// Whatever the database says.
pub async fn record(w: &mut Write, request_id: &str, verdict: Verdict, reason: &str, alternative: &str) -> Result<()> {
    let by = w.actor.clone().ok_or_else(|| Error::Internal("a decision by nobody".to_owned()))?;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let id = w.id();
    q("INSERT INTO decisions (id, request_id, verdict, reason, alternative, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(id)
        .bind(request_id)
        .bind(verdict.word())
        .bind(given(reason))
        .bind(given(alternative))
        .bind(by)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    // Whatever it says, it is an answer.
    replies::given(w, request_id).await?;
    w.audit(&format!("request.{}", verdict.word()), "request", request_id).await
}

/// Who has said no to a request.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn said_no(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Id>> {
    let all = of(on, request_id).await?;
    Ok(all.into_iter().filter(|decision| decision.verdict == Verdict::Declined).map(|decision| decision.by.id).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    verdict: String,
    reason: Option<String>,
    alternative: Option<String>,
    by_id: Id,
    by_name: String,
    at: Millis,
}

/// All decisions of a request, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn of(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Decision>> {
    let sql = "SELECT d.verdict, d.reason, d.alternative, d.by_id, p.name AS by_name, d.at FROM decisions d JOIN people p ON p.id = d.by_id \
               WHERE d.request_id = $1 ORDER BY d.at, d.id";
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Decision {
                verdict: word(Verdict::from_word, &row.verdict)?,
                reason: row.reason,
                alternative: row.alternative,
                by: PersonRef { id: row.by_id, name: row.by_name },
                at: row.at,
            })
        })
        .collect()
}
