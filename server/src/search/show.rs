use std::collections::HashSet;

use axum::extract::State;
use eyelevel_contract::search::{Hit, LIMIT, is_too_short};
use serde::Deserialize;

use super::ask::{Ask, Class};
use super::store::{self, Kind, Way};
use super::view;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, Query};

/// What is looked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// Words, a number, a serial number; the last word may go on. Fewer than two letters or digits find nothing.
    #[serde(default)]
    q: String,
    /// Rows, at most 20.
    limit: Option<i64>,
}

/// Everything that fits, of what the caller may see: numbers that are there whole first, then by where the words stand, then the newest.
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(SearchQuery),
    responses((status = 200, body = Vec<Hit>), (status = 400), (status = 401)))]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<SearchQuery>,
) -> Result<axum::Json<Vec<Hit>>> {
    let Some(ask) = Ask::of(&query.q).filter(|_| !is_too_short(&query.q)) else { return Ok(axum::Json(Vec::new())) };
    let limit = query.limit.unwrap_or(LIMIT).clamp(1, LIMIT);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut on = app.db.read().await?;
    let (mut hits, mut seen) = (Vec::new(), HashSet::new());
    // What names a thing comes before all that was only written of it.
    for way in [Way::Exact, Way::Words(Class::Head), Way::Words(Class::Text)] {
        let mut rows = Vec::new();
        for kind in Kind::ALL {
            let found = store::found(&mut on, app.db.is_postgres(), &caller.actor, &ask, (kind, way), limit).await?;
            rows.extend(found.into_iter().map(|row| (kind, row)));
        }
        rows.sort_by_key(|(_, row)| (row.weight, std::cmp::Reverse(row.at)));
        for (kind, row) in rows {
            if hits.len() < most && seen.insert((kind.word(), row.subject_id.clone())) {
                hits.push(view::hit(&caller.actor, lang, &query.q, kind, row)?);
            }
        }
        if hits.len() == most {
            break;
        }
    }
    Ok(axum::Json(hits))
}
