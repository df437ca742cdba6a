use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::statements::{AccountRow, rules};
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};

/// Which accounts.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AccountsQuery {
    /// Finds partners and account numbers.
    #[serde(default)]
    q: String,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Accounts that the caller may see, by number: of a partner its accounts people and owners, of the vendor those who keep or read the books.
#[utoipa::path(get, path = "/api/v1/statements", tag = "statements", params(AccountsQuery),
    responses((status = 200, body = Page<AccountRow>), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<AccountsQuery>,
) -> Result<axum::Json<Page<AccountRow>>> {
    rules::can_read(&caller.actor).map_err(Error::NeedsRole)?;
    let limit = cursor::limit(query.limit);
    let partner = (!caller.actor.is_vendor()).then_some(caller.actor.organisation_id.as_str());
    let after = cursor::decode(query.cursor.as_deref())?;
    let found = store::rows(&mut app.db.read().await?, partner, query.q.trim(), after, limit + 1).await?;
    Ok(axum::Json(cursor::page(found, limit, |row| (row.account.number.clone(), row.account.id.clone()))?))
}
