use axum::extract::State;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use eyelevel_contract::returns::Device;
use eyelevel_contract::returns::rules::can_look_up;
use eyelevel_contract::serials::fold;
use serde::Deserialize;

use super::find;
use crate::app::App;
use crate::cursor;
use crate::db::Filter;
use crate::error::Result;
use crate::extract::{Caller, Language, Query};

/// Which devices.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::returns) struct DevicesQuery {
    /// A part of the serial number, look-alikes alike.
    #[serde(default)]
    q: String,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Devices that the caller may send back, those that were shipped or imported last first.
#[utoipa::path(get, path = "/api/v1/returns/devices", tag = "returns", params(DevicesQuery),
    responses((status = 200, body = Page<Device>), (status = 400), (status = 401), (status = 403)))]
pub(in crate::returns) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<DevicesQuery>,
) -> Result<axum::Json<Page<Device>>> {
    can_look_up(&caller.actor)?;
    let limit = cursor::limit(query.limit);
    let after: Option<(Millis, Id)> = cursor::decode(query.cursor.as_deref())?;
    let search = query.q.trim();
    let which = |filter: &mut Filter, place: &str| {
        if !search.is_empty() {
            // The pattern comes in small letters, which folded forms don't have.
            filter.and("s.folded LIKE ? ESCAPE '!'", cursor::like(&fold(search)).to_uppercase());
        }
        if let Some((at, id)) = after.clone() {
            filter.and(&format!("({place}, s.id) < (?, ?)"), (at, id));
        }
    };
    let mut on = app.db.read().await?;
    let mut rows = Vec::new();
    for row in find::shipped(&mut on, &caller.actor, |filter| which(filter, "d.shipped_at"), limit + 1).await? {
        rows.push((row.place, row.id.clone(), find::of(&app, row, lang)?.device));
    }
    for row in find::imported(&mut on, &caller.actor, |filter| which(filter, "s.imported_at"), limit + 1).await? {
        rows.push((row.place, row.id.clone(), find::of(&app, row, lang)?.device));
    }
    rows.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    let page = cursor::page(rows, limit, |(place, id, _)| (*place, id.clone()))?;
    Ok(axum::Json(Page { items: page.items.into_iter().map(|(_, _, device)| device).collect(), next: page.next }))
}
