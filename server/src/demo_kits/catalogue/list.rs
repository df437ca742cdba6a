use axum::extract::{Query, State, rejection::QueryRejection};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eyelevel_contract::demo_kits::Item;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use serde::Deserialize;

use super::store::{self, After, Wanted};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};

/// Search, order and place in the catalogue.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CatalogueQuery {
    /// Finds items whose name or description holds this.
    #[serde(default)]
    q: String,
    /// `name` (the default) or `-name`, in the language of `Accept-Language`.
    #[serde(default)]
    sort: String,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 200.
    limit: Option<i64>,
}

/// What can be asked for, by name.
#[utoipa::path(get, path = "/api/v1/demo-kits/catalogue", tag = "demo kits", params(CatalogueQuery),
    responses((status = 200, body = Page<Item>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    query: Result<Query<CatalogueQuery>, QueryRejection>,
) -> Result<axum::Json<Page<Item>>> {
    let Query(query) = query.map_err(|e| Error::Malformed(e.body_text()))?;
    let descending = match query.sort.as_str() {
        "" | "name" => false,
        "-name" => true,
        _ => return Err(Error::Malformed("sort is name or -name".to_owned())),
    };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let search = query.q.trim().to_lowercase();
    let after = query.cursor.as_deref().map(place).transpose()?;
    let wanted = Wanted { search: &search, lang, descending, after, limit: limit + 1 };
    let mut items = store::items(&mut app.db.read().await?, &caller.actor, wanted).await?;
    let more = i64::try_from(items.len()).is_ok_and(|n| n > limit);
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|last| cursor(lang, last)).transpose()?;
    Ok(axum::Json(Page { items, next }))
}

fn cursor(lang: Lang, last: &Item) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(last.name.get(lang), &last.id))?))
}

fn place(cursor: &str) -> Result<After> {
    let wrong = || Error::Malformed("a cursor that this list did not give".to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let (name, id) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    Ok(After { name, id })
}
