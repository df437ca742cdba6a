use axum::extract;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::groups::NOBODY;
use eyelevel_contract::requests::{Figure, Kind, Request, RequestQuery, Section, Severity, Sort, State};

use super::store::{self, Order};
use super::{figures, unread};
use crate::app::App;
use crate::cursor;
use crate::db::Filter;
use crate::error::Result;
use crate::extract::{Caller, Query};

/// All requests that the caller may see.
#[utoipa::path(get, path = "/api/v1/requests", tag = "requests",
    params(
        ("section" = Option<Section>, Query), ("state" = Option<State>, Query),
        ("kind" = Option<Kind>, Query), ("severity" = Option<Severity>, Query),
        ("q" = Option<String>, Query, description = "Finds number, subject, the partner's reference, the customer"),
        ("owner" = Option<String>, Query, description = "`me`: what the caller owns, or asked for; else the vendor's person with that id"),
        ("unread" = Option<bool>, Query, description = "Only the caller's own that are unread"),
        ("partner" = Option<String>, Query, description = "One partner's (vendor only)"),
        ("customer" = Option<String>, Query, description = "One customer's, or `none`: what names no customer"),
        ("figure" = Option<Figure>, Query, description = "Only those behind this figure of the scorecard"),
        ("from" = Option<String>, Query, description = "… from this month on: `2026-10`"), ("until" = Option<String>, Query, description = "… to this one"),
        ("sort" = Option<Sort>, Query), ("cursor" = Option<String>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = Page<Request>), (status = 400), (status = 401)))]
pub(super) async fn list(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Query(query): Query<RequestQuery>,
) -> Result<axum::Json<Page<Request>>> {
    Ok(axum::Json(page(&app, &caller, &query).await?))
}

/// What a query leaves of the requests that the caller may see.
pub(super) fn filtered(app: &App, caller: &Caller, query: &RequestQuery) -> Result<Filter> {
    let actor = &caller.actor;
    let mut filter = store::seen_by(actor, "");
    let words = [
        ("section", query.section.map(Section::word)),
        ("state", query.state.map(State::word)),
        ("kind", query.kind.map(Kind::word)),
        ("severity", query.severity.map(Severity::word)),
    ];
    for (column, word) in words {
        if let Some(word) = word {
            filter.and(&format!("{column} = ?"), word);
        }
    }
    if query.severity.is_some_and(|severity| severity != Severity::Normal) {
        // In the words of the index that has these alone.
        filter.and("severity <> 'normal'", ());
    }
    let own = query.unread == Some(true);
    if own {
        unread::only(&mut filter, actor);
    }
    match query.owner.as_deref() {
        None | Some("") if !own => {}
        None | Some("" | "me") => filter.and(&format!("{} = ?", store::own(actor)), &actor.id),
        Some(person) => filter.and("owner_id = ?", person),
    }
    if let Some(partner) = query.partner.as_deref().filter(|_| actor.is_vendor()) {
        filter.and("partner_id = ?", partner);
    }
    match query.customer.as_deref() {
        None | Some("") => {}
        Some(NOBODY) => filter.and("id NOT IN (SELECT request_id FROM request_customers)", ()),
        Some(customer) => filter.and("id IN (SELECT request_id FROM request_customers WHERE customer_id = ?)", customer),
    }
    if let Some(q) = query.q.as_deref().filter(|q| !q.trim().is_empty()) {
        filter.and("(search LIKE ? ESCAPE '!' OR reference_key LIKE ? ESCAPE '!')", (cursor::like(q), cursor::like(q)));
    }
    figures::only(app, &mut filter, query)?;
    Ok(filter)
}

/// One page of requests.
///
/// # Errors
/// `Malformed` for a cursor that this list did not give.
pub async fn page(app: &App, caller: &Caller, query: &RequestQuery) -> Result<Page<Request>> {
    let mut filter = filtered(app, caller, query)?;
    let order = order(query.sort.unwrap_or(Sort::Due));
    if let Some((key, id)) = cursor::decode::<(i64, String)>(query.cursor.as_deref())? {
        order.after(&mut filter, key, id);
    }
    let limit = cursor::limit(query.limit);
    let mut on = app.db.read().await?;
    let found = store::requests(&mut on, filter, order, limit + 1).await?;
    let Page { items, next } = cursor::page(found, limit, |(place, r)| (*place, r.id.clone()))?;
    let mut items: Vec<_> = items.into_iter().map(|(_, request)| request).collect();
    unread::mark(&mut on, &caller.actor, items.iter_mut()).await?;
    Ok(Page { items, next })
}

/// Each order is a column with an index. `sort_due` puts what stands still last.
const fn order(sort: Sort) -> Order {
    let column = match sort {
        Sort::Due | Sort::DueLast => "sort_due",
        Sort::Updated | Sort::UpdatedLast => "updated_at",
        Sort::Created | Sort::CreatedLast => "created_at",
    };
    Order { column, descending: matches!(sort, Sort::DueLast | Sort::UpdatedLast | Sort::CreatedLast) }
}
