use axum::extract::State;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::groups::{GROUPS_MAX, NOBODY, RequestGroup, RequestGroups};
use eyelevel_contract::requests::{Figure, Grouping, Kind, RequestQuery, Section, Severity, State as Standing};

use super::list::filtered;
use crate::app::App;
use crate::db::Query as Sql;
use crate::error::Result;
use crate::extract::{Caller, Query};

/// What a list shows, in groups: how many each has, how many of them are late, and the nearest date. A group's requests are the list's, with its
/// id as one filter more.
#[utoipa::path(get, path = "/api/v1/requests/groups", tag = "requests",
    params(
        ("group" = Option<Grouping>, Query, description = "By owner, if nothing is said"), ("section" = Option<Section>, Query), ("state" = Option<Standing>, Query),
        ("kind" = Option<Kind>, Query), ("severity" = Option<Severity>, Query), ("q" = Option<String>, Query), ("owner" = Option<String>, Query),
        ("unread" = Option<bool>, Query), ("partner" = Option<String>, Query), ("customer" = Option<String>, Query),
        ("figure" = Option<Figure>, Query), ("from" = Option<String>, Query), ("until" = Option<String>, Query)),
    responses((status = 200, body = RequestGroups), (status = 400), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Query(query): Query<RequestQuery>) -> Result<axum::Json<RequestGroups>> {
    let grouping = query.group.unwrap_or(Grouping::Owner);
    let filter = filtered(&app, &caller, &query)?;
    let head = "SELECT id, owner_id, partner_id, section, due_at FROM requests";
    let now = app.clock.now();
    let rows: Vec<Row> = of(grouping, now, filter.query(head, "", ())).all(&mut app.db.read().await?).await?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > GROUPS_MAX;
    let most = usize::try_from(GROUPS_MAX).unwrap_or(usize::MAX);
    Ok(axum::Json(RequestGroups { groups: rows.into_iter().take(most).map(Row::group).collect(), more }))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Option<Id>,
    name: Option<String>,
    count: i64,
    late: i64,
    next_due: Option<Millis>,
}

impl Row {
    fn group(self) -> RequestGroup {
        let Self { id, name, count, late, next_due } = self;
        RequestGroup { id: id.unwrap_or_else(|| NOBODY.to_owned()), name, count, late, next_due }
    }
}

/// The groups of some rows of `requests`, one more than are told.
fn of(grouping: Grouping, now: Millis, rows: Sql) -> Sql {
    let (whose, names, join) = match grouping {
        Grouping::Owner => ("r.owner_id", "people", ""),
        Grouping::Partner => ("r.partner_id", "organisations", ""),
        Grouping::Customer => ("c.customer_id", "organisations", "LEFT JOIN request_customers c ON c.request_id = r.id"),
    };
    // What the vendor owes has a date that counts; what stands still, or is done, has none.
    let owed = format!("r.section = '{}'", Section::WithVendor.word());
    let most = GROUPS_MAX.saturating_add(1);
    rows.wrapped(|rows| {
        format!(
            "SELECT g.id, n.name, g.count, g.late, g.next_due FROM (SELECT {whose} AS id, CAST(COUNT(*) AS BIGINT) AS count, \
             CAST(SUM(CASE WHEN {owed} AND r.due_at < {now} THEN 1 ELSE 0 END) AS BIGINT) AS late, \
             MIN(CASE WHEN {owed} THEN r.due_at END) AS next_due FROM ({rows}) r {join} GROUP BY {whose}) g \
             LEFT JOIN {names} n ON n.id = g.id \
             ORDER BY CASE WHEN g.next_due IS NULL THEN 1 ELSE 0 END, g.next_due, n.name, g.id LIMIT {most}"
        )
    })
}
