//! What the scorecard counts, as SQL: one condition a figure, for the sum and for the list behind it.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::requests::{Figure, RequestQuery, month, months_later};

use crate::app::App;
use crate::calendar;
use crate::db::Filter;
use crate::error::{Error, Result};

/// A table with `request_id`, and which of its rows count (`x`), with two places for the instants from and before which.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The table.
    pub table: &'static str,
    /// Which rows count.
    pub rows: &'static str,
}

/// Requests with the first answer of a person of the vendor's: a message, a question, a decision. A note is none, nor is what the portal says of
/// its own accord. `at` is when the request began.
pub const FIRST_ANSWERS: &str = "(SELECT q.id AS request_id, q.created_at AS at, (SELECT MIN(t.at) FROM timeline t \
    JOIN people p ON p.id = t.by_id JOIN organisations o ON o.id = p.organisation_id WHERE t.request_id = q.id AND o.kind = 'vendor' \
    AND t.kind IN ('message', 'asked', 'approved', 'offered', 'declined', 'escalation_answered')) AS answered_at FROM requests q)";

/// Last days, each at its last instant, of what came back or is to come: of a loan piece by piece, of a return by when it was handed in, or, where
/// nobody said so, by when it arrived. What was bought instead of sent back is neither late nor back.
const LAST_DAYS: &str = "(SELECT q.id AS request_id, q.return_by - 1 AS at, \
    (q.kind = 'demo_kit' AND (q.state IN ('on_loan', 'return_due') \
        OR EXISTS (SELECT 1 FROM loan_ends e WHERE e.request_id = q.id AND e.how = 'back' AND e.at >= q.return_by))) \
    OR EXISTS (SELECT 1 FROM returns b WHERE b.request_id = q.id AND (b.handed_in_at >= q.return_by \
        OR b.handed_in_at IS NULL AND EXISTS (SELECT 1 FROM return_items i WHERE i.request_id = q.id \
            AND (i.received_at >= q.return_by OR i.state = 'label_sent' AND q.section <> 'done')))) AS late, \
    (q.kind = 'demo_kit' AND q.state = 'closed' AND EXISTS (SELECT 1 FROM loan_ends e WHERE e.request_id = q.id AND e.how = 'back')) \
    OR EXISTS (SELECT 1 FROM returns b WHERE b.request_id = q.id AND (b.handed_in_at IS NOT NULL \
        OR EXISTS (SELECT 1 FROM return_items i WHERE i.request_id = q.id AND i.received_at IS NOT NULL))) AS back \
    FROM requests q WHERE q.return_by IS NOT NULL)";

/// Where a figure stands.
#[must_use]
pub const fn source(figure: Figure) -> Source {
    let (table, rows) = match figure {
        Figure::Kept => ("promises", "x.kept AND x.first_due_at >= ? AND x.first_due_at < ?"),
        Figure::Broken => ("promises", "NOT x.kept AND x.first_due_at >= ? AND x.first_due_at < ?"),
        Figure::Moved => ("timeline", "x.kind = 'promise_moved' AND x.at >= ? AND x.at < ?"),
        Figure::Paused => ("timeline", "x.kind = 'asked' AND x.at >= ? AND x.at < ?"),
        Figure::Decided => ("decisions", "x.at >= ? AND x.at < ?"),
        Figure::Reasoned => ("decisions", "x.reason IS NOT NULL AND x.at >= ? AND x.at < ?"),
        Figure::Declined => ("decisions", "x.verdict = 'declined' AND x.at >= ? AND x.at < ?"),
        Figure::Escalated => ("escalations", "x.at >= ? AND x.at < ?"),
        Figure::Silent => ("escalations", "x.missed_at >= ? AND x.missed_at < ?"),
        Figure::WrongKeys => ("timeline", "x.kind IN ('key_stopped', 'key_revoked') AND x.at >= ? AND x.at < ?"),
        Figure::WrongStatements => (
            "decisions",
            "EXISTS (SELECT 1 FROM statement_queries s WHERE s.request_id = x.request_id AND s.outcome = 'correction') \
             AND x.at >= ? AND x.at < ?",
        ),
        Figure::Answered => (FIRST_ANSWERS, "x.answered_at IS NOT NULL AND x.at >= ? AND x.at < ?"),
        Figure::PartnerAnswered => ("timeline", "x.kind IN ('answered', 'objected') AND x.at >= ? AND x.at < ?"),
        Figure::BackInTime => (LAST_DAYS, "x.back AND NOT x.late AND x.at >= ? AND x.at < ?"),
        Figure::BackLate => (LAST_DAYS, "x.late AND x.at >= ? AND x.at < ?"),
    };
    Source { table, rows }
}

/// Only requests behind a figure, if one is asked for.
///
/// # Errors
/// `Malformed` for a month that is none.
pub(super) fn only(app: &App, filter: &mut Filter, query: &RequestQuery) -> Result<()> {
    let Some(figure) = query.figure else { return Ok(()) };
    let day = |text: &Option<String>, otherwise: Date| match text.as_deref() {
        None | Some("") => Ok(otherwise),
        Some(text) => month(text).ok_or_else(|| Error::Malformed("a month is like 2026-10".to_owned())),
    };
    let today = calendar::today(app)?;
    let from = day(&query.from, Date::EPOCH)?;
    let within = bounds(app, from, day(&query.until, today)?)?;
    let Source { table, rows } = source(figure);
    filter.and(&format!("id IN (SELECT x.request_id FROM {table} x WHERE {rows})"), so_far(figure, within, app.clock.now()));
    Ok(())
}

/// The bounds between which a figure counts now: of a last day nothing is said before it is over.
#[must_use]
pub fn so_far(figure: Figure, (from, before): (Millis, Millis), now: Millis) -> (Millis, Millis) {
    match figure {
        Figure::BackInTime | Figure::BackLate => (from, before.min(now)),
        _ => (from, before),
    }
}

/// The instants from which and before which months count, in the installation's zone.
///
/// # Errors
/// Whatever the zone says.
pub fn bounds(app: &App, from: Date, until: Date) -> Result<(Millis, Millis)> {
    let after = months_later(until, 1).ok_or_else(|| Error::Malformed("a month beyond all calendars".to_owned()))?;
    let first = months_later(from, 0).ok_or_else(|| Error::Malformed("a month beyond all calendars".to_owned()))?;
    Ok((calendar::at(app, first, 0, 0)?, calendar::at(app, after, 0, 0)?))
}
