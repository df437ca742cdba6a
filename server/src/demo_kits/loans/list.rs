use axum::extract::State;
use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::loans::{DUE_DAYS, LoanFilter, LoanRow, RowPiece, Whereabouts, WishKind, next};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::{OrganisationRef, PersonRef};
use eyelevel_contract::requests::State as At;
use eyelevel_contract::serials::fold;
use serde::Deserialize;

use crate::app::App;
use crate::calendar;
use crate::cursor;
use crate::db::{AsConn, Filter, bulk, q};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::requests::store::{day, seen_by, word};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LoansQuery {
    /// With somebody (`out`, else all of these), the last day near, over, or done.
    state: Option<LoanFilter>,
    /// Finds number, subject, reference, recipient, and a serial number as a whole.
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Loans that the caller may see: what is out, with whom, until when, and what comes next. The first last day first; of what is done, the last.
#[utoipa::path(get, path = "/api/v1/demo-kits/loans", tag = "demo kits", params(LoansQuery),
    responses((status = 200, body = Page<LoanRow>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<LoansQuery>,
) -> Result<axum::Json<Page<LoanRow>>> {
    Ok(axum::Json(page(&app, &caller, lang, &query).await?))
}

impl LoansQuery {
    /// The next page of the same list.
    pub(super) fn after(&self, cursor: Option<String>, limit: i64) -> Self {
        Self { state: self.state, q: self.q.clone(), cursor, limit: Some(limit) }
    }
}

/// One page of loans.
///
/// # Errors
/// `Malformed` for a cursor that this list did not give.
pub(super) async fn page(app: &App, caller: &Caller, lang: Lang, query: &LoansQuery) -> Result<Page<LoanRow>> {
    let today = calendar::today(app)?;
    let state = query.state.unwrap_or(LoanFilter::Out);
    let mut filter = of_state(caller, state, today);
    let words = query.q.trim();
    if !words.is_empty() {
        let like = cursor::like(words);
        let found = "(r.search LIKE ? ESCAPE '!' OR r.reference_key LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM recipients t \
                     WHERE t.request_id = r.id AND t.search LIKE ? ESCAPE '!') OR r.id IN (SELECT d.request_id FROM delivery_serials s \
                     JOIN delivery_pieces p ON p.id = s.piece_id JOIN deliveries d ON d.id = p.delivery_id WHERE s.folded = ?))";
        filter.and(found, (like.clone(), like.clone(), like, fold(words)));
    }
    let back = state == LoanFilter::Back;
    if let Some((on, id)) = cursor::decode::<(Date, Id)>(query.cursor.as_deref())? {
        filter.and(&format!("(r.return_on, r.id) {} (?, ?)", if back { "<" } else { ">" }), (on, id));
    }
    let limit = cursor::limit(query.limit);
    let way = if back { "DESC" } else { "ASC" };
    let rows = rows(app, lang, filter, &format!("ORDER BY r.return_on {way}, r.id {way} LIMIT ?"), limit + 1).await?;
    cursor::page(rows, limit, |row| (row.return_on, row.id.clone()))
}

/// The loans of a state that the caller may see.
fn of_state(caller: &Caller, state: LoanFilter, today: Date) -> Filter {
    let mut filter = seen_by(&caller.actor, "r.");
    filter.and("r.kind = 'demo_kit' AND r.return_on IS NOT NULL", ());
    filter.and("EXISTS (SELECT 1 FROM deliveries d WHERE d.request_id = r.id)", ());
    if state == LoanFilter::Back {
        filter.and("r.state = 'closed'", ());
        return filter;
    }
    filter.and("r.state IN ('approved', 'shipped', 'on_loan', 'return_due')", ());
    match state {
        LoanFilter::Soon => filter.and("r.return_on >= ? AND r.return_on <= ?", (today, today.plus_days(DUE_DAYS))),
        LoanFilter::Overdue => filter.and("r.return_on < ?", today),
        LoanFilter::Out | LoanFilter::Back => {}
    }
    filter
}

/// Overdue loans that this person owns, unless their next step is named and its day has not come: the owner's task on the board.
///
/// # Errors
/// Whatever the database says.
pub async fn needs(app: &App, caller: &Caller, limit: i64) -> Result<Vec<LoanRow>> {
    if !caller.actor.is_vendor() {
        return Ok(Vec::new());
    }
    let today = calendar::today(app)?;
    let mut filter = of_state(caller, LoanFilter::Overdue, today);
    filter.and("r.state IN ('on_loan', 'return_due')", ());
    filter.and("r.owner_id = ? AND (k.step_on IS NULL OR k.step_on <= ?)", (caller.id(), today));
    rows(app, caller.lang, filter, "ORDER BY r.return_on, r.id LIMIT ?", limit).await
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    number: String,
    subject: String,
    reference: Option<String>,
    state: String,
    partner_id: Id,
    partner: String,
    requester_id: Id,
    requester: String,
    owner_id: Id,
    owner: String,
    return_on: String,
    first_on: Option<String>,
    wish: Option<String>,
    lacking: i64,
    step_text: Option<String>,
    step_on: Option<String>,
}

const HEAD: &str = "SELECT r.id, r.number, r.subject, r.reference, r.state, r.partner_id, o.name AS partner, r.requester_id, a.name AS requester, \
     r.owner_id, v.name AS owner, r.return_on, \
     (SELECT s.before_on FROM loan_wishes s WHERE s.request_id = r.id AND s.agreed_on IS NOT NULL ORDER BY s.at, s.id LIMIT 1) AS first_on, \
     (SELECT s.kind FROM loan_wishes s WHERE s.request_id = r.id AND s.slot = '') AS wish, \
     (SELECT CAST(COALESCE(SUM(x.quantity), 0) AS BIGINT) FROM loan_lacking x WHERE x.request_id = r.id AND x.settled IS NULL) AS lacking, \
     k.step_text, k.step_on FROM requests r JOIN demo_kits k ON k.request_id = r.id JOIN organisations o ON o.id = r.partner_id \
     JOIN people a ON a.id = r.requester_id JOIN people v ON v.id = r.owner_id";

async fn rows(app: &App, lang: Lang, filter: Filter, tail: &str, limit: i64) -> Result<Vec<LoanRow>> {
    let today = calendar::today(app)?;
    let mut on = app.db.read().await?;
    let found: Vec<Row> = filter.query(HEAD, tail, limit).all(&mut on).await?;
    let ids: Vec<Id> = found.iter().map(|row| row.id.clone()).collect();
    let mut pieces = pieces(&mut on, lang, &ids).await?;
    let row = |row: Row| {
        let mut own: Vec<RowPiece> = Vec::new();
        for (_, piece) in pieces.extract_if(.., |(id, _)| *id == row.id) {
            own.push(piece);
        }
        let state = word(At::from_word, &row.state)?;
        let return_on = day(Some(&row.return_on))?.ok_or_else(|| Error::Internal("a loan without its last day".to_owned()))?;
        let rest = own.iter().any(|piece| piece.out() < piece.sent);
        Ok(LoanRow {
            next: next(state, row.wish.is_some(), rest, Some(return_on), today),
            id: row.id,
            number: row.number,
            subject: row.subject,
            reference: row.reference,
            state,
            partner: OrganisationRef { id: row.partner_id, name: row.partner },
            requester: PersonRef { id: row.requester_id, name: row.requester },
            owner: PersonRef { id: row.owner_id, name: row.owner },
            return_on,
            first_return_on: day(row.first_on.as_deref())?,
            pieces: own,
            lacking: row.lacking,
            wish: row.wish.map(|wish| word(WishKind::from_word, &wish)).transpose()?,
            step: row.step_text,
            look_on: day(row.step_on.as_deref())?,
        })
    };
    found.into_iter().map(row).collect()
}

#[derive(sqlx::FromRow)]
struct PieceRow {
    request_id: Id,
    line_id: Id,
    item_de: String,
    item_en: String,
    variant_de: String,
    variant_en: String,
    recipient: String,
    organisation: String,
    sent: i64,
    back: i64,
    bought: i64,
}

/// What was sent of each of these loans, line by line, with the serial numbers that are out.
async fn pieces(on: &mut impl AsConn, lang: Lang, ids: &[Id]) -> Result<Vec<(Id, RowPiece)>> {
    let mut all = Vec::new();
    for (some, marks) in bulk::some_of(ids) {
        let ended = |how: Whereabouts| {
            format!(
                "(SELECT CAST(COALESCE(SUM(e.quantity), 0) AS BIGINT) FROM loan_ends e WHERE e.line_id = l.id AND e.how = '{}')",
                how.word()
            )
        };
        let sql = format!(
            "SELECT l.request_id, l.id AS line_id, i.name_de AS item_de, i.name_en AS item_en, v.name_de AS variant_de, v.name_en AS variant_en, \
             t.name AS recipient, t.organisation, \
             (SELECT CAST(COALESCE(SUM(p.quantity), 0) AS BIGINT) FROM delivery_pieces p WHERE p.line_id = l.id) AS sent, {} AS back, {} AS bought \
             FROM demo_kit_lines l JOIN catalogue_items i ON i.id = l.item_id \
             JOIN catalogue_variants v ON v.id = COALESCE(l.decided_variant_id, l.variant_id) JOIN recipients t ON t.id = l.recipient_id \
             WHERE l.request_id IN {marks} ORDER BY l.request_id, l.position",
            ended(Whereabouts::Back),
            ended(Whereabouts::Bought),
        );
        let mut query = q(sql);
        let mut of_serials = q(format!(
            "SELECT DISTINCT p.line_id, s.serial, e.id FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id \
             JOIN deliveries d ON d.id = p.delivery_id LEFT JOIN loan_ends e ON e.line_id = p.line_id AND e.serial = s.serial \
             WHERE d.request_id IN {marks} ORDER BY p.line_id, s.serial"
        ));
        for id in some {
            query = query.bind(id);
            of_serials = of_serials.bind(id);
        }
        let rows: Vec<PieceRow> = query.all(on).await?;
        let serials: Vec<(Id, String, Option<Id>)> = of_serials.all(on).await?;
        for row in rows.into_iter().filter(|row| row.sent > 0) {
            let done = row.back + row.bought >= row.sent;
            let own = serials.iter().filter(|s| s.0 == row.line_id && (done || s.2.is_none())).map(|s| s.1.clone()).collect();
            let (item, variant) = if lang == Lang::De { (row.item_de, row.variant_de) } else { (row.item_en, row.variant_en) };
            let piece = RowPiece {
                name: format!("{item}, {variant}"),
                recipient: row.recipient,
                organisation: row.organisation,
                sent: row.sent,
                back: row.back,
                bought: row.bought,
                serials: own,
            };
            all.push((row.request_id, piece));
        }
    }
    Ok(all)
}
