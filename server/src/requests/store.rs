//! The SQL that reads requests.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::people::{OrganisationRef, PersonRef, Role};
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{Escalated, Kind, Level, Promise, PromiseKind, Reply, Request, Severity, State, rules};

use crate::db::{AsConn, Filter, Query, q};
use crate::error::{Error, Result};

/// Everything a list shows, for the rows of a query that selects from `requests`.
fn with_names(rows: &str, order: Order) -> String {
    let (column, sorted) = (order.column, order.sql("r."));
    format!(
        "SELECT r.{column} AS place, r.id, r.number, r.kind, r.severity, r.subject, r.reference, r.state, r.partner_id, o.name AS partner, r.requester_id, \
         a.name AS requester, r.owner_id, v.name AS owner, r.question, r.return_on, r.second_look, r.objected, r.limited, r.created_at, \
         r.updated_at, r.version, m.kind AS promise, m.promised_at, m.first_due_at, m.due_at, m.moved_reason, m.remaining_minutes, m.warned_at IS NOT NULL AS warned, m.kept, m.settled_at, \
         x.level AS escalated_level, x.person_id AS escalated_id, h.name AS escalated_name, x.due_at AS escalated_due, \
         x.answered_at AS escalated_answered, x.missed_at AS escalated_missed, \
         r.reply_due_at AS reply_due, y.promised_at AS reply_since, y.kept AS reply_kept FROM ({rows}) r JOIN organisations o ON o.id = r.partner_id JOIN people a ON a.id = r.requester_id \
         JOIN people v ON v.id = r.owner_id JOIN promises m ON m.id = r.promise_id \
         LEFT JOIN escalations x ON x.id = r.escalation_id LEFT JOIN people h ON h.id = x.person_id LEFT JOIN promises y ON y.id = r.reply_id {sorted}"
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    place: i64,
    id: Id,
    number: String,
    kind: String,
    severity: String,
    subject: String,
    reference: Option<String>,
    state: String,
    partner_id: Id,
    partner: String,
    requester_id: Id,
    requester: String,
    owner_id: Id,
    owner: String,
    question: Option<String>,
    return_on: Option<String>,
    second_look: bool,
    objected: bool,
    limited: bool,
    created_at: Millis,
    updated_at: Millis,
    version: i64,
    #[sqlx(flatten)]
    promise: PromiseRow,
    #[sqlx(flatten)]
    escalated: EscalatedRow,
    reply_due: Option<Millis>,
    reply_since: Option<Millis>,
    reply_kept: Option<bool>,
}

/// Who has it above its owner, where somebody does.
#[derive(sqlx::FromRow)]
struct EscalatedRow {
    escalated_level: Option<String>,
    escalated_id: Option<Id>,
    escalated_name: Option<String>,
    escalated_due: Option<Millis>,
    escalated_answered: Option<Millis>,
    escalated_missed: Option<Millis>,
}

/// A promise, the current one of a row or each of a request's.
#[derive(sqlx::FromRow)]
struct PromiseRow {
    promise: String,
    promised_at: Millis,
    first_due_at: Millis,
    due_at: Option<Millis>,
    moved_reason: Option<String>,
    remaining_minutes: Option<i64>,
    warned: bool,
    kept: Option<bool>,
    settled_at: Option<Millis>,
}

/// A word of a closed set, as it stands in a column.
pub(crate) fn word<T>(from: impl Fn(&str) -> Option<T>, word: &str) -> Result<T> {
    from(word).ok_or_else(|| Error::Internal(format!("`{word}` in the database is a word that nobody knows")))
}

/// A day, as it stands in a column.
pub(crate) fn day(text: Option<&str>) -> Result<Option<Date>> {
    text.map(|t| t.parse().map_err(|_| Error::Internal("a day in the database that is none".to_owned()))).transpose()
}

fn request_of(row: Row) -> Result<Request> {
    let state = word(State::from_word, &row.state)?;
    Ok(Request {
        kind: word(Kind::from_word, &row.kind)?,
        severity: word(Severity::from_word, &row.severity)?,
        waiting_on: rules::waiting_on(state),
        section: rules::section(state),
        partner: OrganisationRef { id: row.partner_id, name: row.partner },
        requester: PersonRef { id: row.requester_id, name: row.requester },
        owner: PersonRef { id: row.owner_id, name: row.owner },
        promise: Some(promise_of(row.promise)?),
        escalated: escalated_of(row.escalated)?,
        reply: row.reply_since.zip(row.reply_due).map(|(since, due_at)| Reply { since, due_at, late: row.reply_kept == Some(false) }),
        return_on: day(row.return_on.as_deref())?,
        id: row.id,
        number: row.number,
        subject: row.subject,
        reference: row.reference,
        state,
        question: row.question,
        second_look: row.second_look,
        objected: row.objected,
        limited: row.limited,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
        unread: false,
    })
}

fn escalated_of(row: EscalatedRow) -> Result<Option<Escalated>> {
    let (Some(level), Some(id), Some(name)) = (row.escalated_level, row.escalated_id, row.escalated_name) else { return Ok(None) };
    Ok(Some(Escalated {
        level: word(Level::from_word, &level)?,
        person: PersonRef { id, name },
        due_at: row.escalated_due,
        answered: row.escalated_answered.is_some(),
        missed: row.escalated_missed.is_some(),
    }))
}

fn promise_of(row: PromiseRow) -> Result<Promise> {
    Ok(Promise {
        kind: word(PromiseKind::from_word, &row.promise)?,
        promised_at: row.promised_at,
        first_due_at: row.first_due_at,
        due_at: row.due_at,
        moved_reason: row.moved_reason,
        remaining_minutes: row.remaining_minutes,
        warned: row.warned,
        kept: row.kept,
        settled_at: row.settled_at,
    })
}

/// Every promise of a request, the oldest first.
pub(super) async fn promises(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Promise>> {
    let sql = "SELECT kind AS promise, promised_at, first_due_at, due_at, moved_reason, remaining_minutes, warned_at IS NOT NULL AS warned, kept, settled_at \
               FROM promises WHERE request_id = $1 ORDER BY promised_at, id";
    let rows: Vec<PromiseRow> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter().map(promise_of).collect()
}

/// What this person may see, as [`rules::may_see`] says of one request. `table` is the prefix of its columns (`r.`).
#[must_use]
pub fn seen_by(actor: &Actor, table: &str) -> Filter {
    let mut filter = Filter::new();
    if actor.is_vendor() {
        of_kinds(&mut filter, table, |kind| actor.is_any(team(kind).readers));
        return filter;
    }
    if !actor.is_partner() {
        filter.and("1 = 0", ());
        return filter;
    }
    filter.and(&format!("{table}partner_id = ?"), &actor.organisation_id);
    if actor.is(Role::Owner) {
        return filter;
    }
    let theirs = words_of(|kind| actor.is_any(team(kind).colleagues));
    if theirs.is_empty() {
        filter.and(&format!("{table}requester_id = ?"), &actor.id);
    } else {
        filter.and(&format!("({table}requester_id = ? OR (NOT {table}limited AND {table}kind IN ({theirs})))"), &actor.id);
    }
    filter
}

/// Which column makes a request a person's own: of the vendor who owns it, of a partner who asked for it.
#[must_use]
pub fn own(actor: &Actor) -> &'static str {
    if actor.is_vendor() { "owner_id" } else { "requester_id" }
}

/// Requests of some kinds alone; of all, and nothing is asked.
fn of_kinds(filter: &mut Filter, table: &str, which: impl Fn(Kind) -> bool) {
    if Kind::ALL.iter().all(|kind| which(*kind)) {
        return;
    }
    let words = words_of(which);
    filter.and(&if words.is_empty() { "1 = 0".to_owned() } else { format!("{table}kind IN ({words})") }, ());
}

/// Words of a closed set, as they stand in SQL.
fn words_of(which: impl Fn(Kind) -> bool) -> String {
    let words: Vec<_> = Kind::ALL.iter().filter(|kind| which(**kind)).map(|kind| format!("'{}'", kind.word())).collect();
    words.join(", ")
}

/// The order of a list: a column of `requests` that an index has beside the id.
#[derive(Clone, Copy)]
pub struct Order {
    pub column: &'static str,
    pub descending: bool,
}

impl Order {
    fn sql(self, table: &str) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        format!("ORDER BY {table}{} {way}, {table}id {way}", self.column)
    }

    /// Only what comes after this place.
    pub fn after(self, filter: &mut Filter, key: i64, id: Id) {
        let than = if self.descending { "<" } else { ">" };
        filter.and(&format!("({}, id) {than} (?, ?)", self.column), (key, id));
    }
}

/// Requests in an order, at most so many, each with its key in that order. The database picks the rows by the index before it looks up
/// names.
///
/// # Errors
/// Whatever the database says.
pub async fn requests(on: &mut impl AsConn, filter: Filter, order: Order, limit: i64) -> Result<Vec<(i64, Request)>> {
    let tail = format!("{} LIMIT ?", order.sql(""));
    let query = filter.query("SELECT * FROM requests", &tail, limit);
    read(on, query.wrapped(|rows| with_names(rows, order))).await
}

async fn read(on: &mut impl AsConn, query: Query) -> Result<Vec<(i64, Request)>> {
    let rows: Vec<Row> = query.all(on).await?;
    rows.into_iter().map(|row| Ok((row.place, request_of(row)?))).collect()
}

/// How many there are, counted no further than `most`.
///
/// # Errors
/// Whatever the database says.
pub async fn count(on: &mut impl AsConn, filter: Filter, most: i64) -> Result<i64> {
    // The order makes both engines count along the board's index, which holds all that the filter asks.
    let query = filter.query("SELECT 1 FROM requests", "ORDER BY sort_due, id LIMIT ?", most);
    let (n,): (i64,) = query.wrapped(|rows| format!("SELECT CAST(COUNT(*) AS BIGINT) FROM ({rows}) r")).one(on).await?;
    Ok(n)
}

/// One request that this person may see.
///
/// # Errors
/// `NotFound` if there is none, or they may not.
pub async fn visible(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Request> {
    let request = any(on, id).await?;
    if rules::may_see(actor, request.kind, &request.partner.id, &request.requester.id, request.limited) {
        Ok(request)
    } else {
        Err(Error::NotFound)
    }
}

/// One request, whoever looks: for jobs and mails.
///
/// # Errors
/// `NotFound` if there is none.
pub async fn any(on: &mut impl AsConn, id: &str) -> Result<Request> {
    let order = Order { column: "created_at", descending: false };
    let query = q(with_names("SELECT * FROM requests WHERE id = $1", order)).bind(id);
    read(on, query).await?.pop().map(|(_, request)| request).ok_or(Error::NotFound)
}
