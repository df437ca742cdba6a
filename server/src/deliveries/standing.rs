//! How things stand with a recipient after all that was reported of the last sending, in whatever order it came in.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::status::{Reported, counts, fold};
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::ids::Millis;

use super::recipients::Row;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::requests::store::word;

/// What follows from the history.
pub(super) struct Standing {
    pub(super) status: Status,
    /// The day that was said last, by the clock of who said so: what comes late does not take a newer one back.
    pub(super) arrives_on: Option<String>,
    /// Why it does not simply go on, as of the last word.
    pub(super) cause: Option<Cause>,
    /// The last reason that was named.
    pub(super) late_cause: Option<Cause>,
    /// When it last moved.
    pub(super) moved_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Told {
    at: Millis,
    status: String,
    reason: Option<String>,
    arrives_on: Option<String>,
}

/// Reads it.
pub(super) async fn of(on: &mut impl AsConn, row: &Row) -> Result<Standing> {
    let sql = "SELECT at, status, reason, arrives_on FROM recipient_history WHERE recipient_id = $1 AND round = $2";
    let told: Vec<Told> = q(sql).bind(&row.id).bind(row.round).all(on).await?;
    let (channel, round) = (row.channel()?, row.round);
    let mut all = Vec::with_capacity(told.len());
    for one in &told {
        all.push((Reported { round, at: one.at, status: word(Status::from_word, &one.status)? }, one));
    }
    all.sort_by(|a, b| (a.0, &a.1.arrives_on, &a.1.reason).cmp(&(b.0, &b.1.arrives_on, &b.1.reason)));
    let reported: Vec<Reported> = all.iter().map(|(reported, _)| *reported).collect();
    let cause = |one: &Told| one.reason.as_deref().and_then(Cause::from_word);
    let moves = |reported: &Reported| !matches!(reported.status, Status::Sent | Status::Planned) && counts(channel, reported.status);
    let last = all.iter().rfind(|(reported, _)| moves(reported));
    Ok(Standing {
        status: fold(channel, round, &reported),
        arrives_on: all.iter().rev().find_map(|(_, one)| one.arrives_on.clone()),
        cause: last.and_then(|(_, one)| cause(one)),
        late_cause: all.iter().rev().find_map(|(_, one)| cause(one)),
        moved_at: last.map(|(reported, _)| reported.at),
    })
}
