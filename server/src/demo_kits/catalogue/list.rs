use axum::extract::State;
use eyelevel_contract::demo_kits::Item;
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store::{self, After, Wanted};
use crate::app::App;
use crate::cursor;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};

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
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// What can be asked for, by name.
#[utoipa::path(get, path = "/api/v1/demo-kits/catalogue", tag = "demo kits", params(CatalogueQuery),
    responses((status = 200, body = Page<Item>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<CatalogueQuery>,
) -> Result<axum::Json<Page<Item>>> {
    let descending = match query.sort.as_str() {
        "" | "name" => false,
        "-name" => true,
        _ => return Err(Error::Malformed("sort is name or -name".to_owned())),
    };
    let limit = cursor::limit(query.limit);
    let after = cursor::decode(query.cursor.as_deref())?.map(|(name, id)| After { name, id });
    let wanted = Wanted { search: query.q.trim(), lang, descending, after, limit: limit + 1 };
    let items = store::items(&mut app.db.read().await?, &caller.actor, wanted).await?;
    Ok(axum::Json(cursor::page(items, limit, |item| (item.name.get(lang).to_owned(), item.id.clone()))?))
}
