use axum::extract::State;
use eyelevel_contract::licences::{Installation, RunsOut};
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store::{self, Wanted};
use crate::app::App;
use crate::calendar;
use crate::cursor;
use crate::error::Result;
use crate::extract::{Caller, Query};

/// Which installations.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InstallationsQuery {
    /// Finds customers, products, hosts, versions and references; for the vendor partners too.
    #[serde(default)]
    q: String,
    /// At this customer.
    customer: Option<String>,
    /// Of this product.
    product: Option<String>,
    /// Whose contract ends within so many days, or has ended.
    runs_out: Option<RunsOut>,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Installations that the caller may see, by the last day of their contract: what ends first comes first, what has no contract last.
#[utoipa::path(get, path = "/api/v1/installations", tag = "installations", params(InstallationsQuery),
    responses((status = 200, body = Page<Installation>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<InstallationsQuery>,
) -> Result<axum::Json<Page<Installation>>> {
    let limit = cursor::limit(query.limit);
    let wanted = Wanted {
        search: query.q.trim(),
        customer: query.customer.as_deref(),
        product: query.product.as_deref(),
        runs_out: query.runs_out,
        today: calendar::today(&app)?,
        after: cursor::decode(query.cursor.as_deref())?,
        limit: limit + 1,
    };
    let found = store::installations(&mut app.db.read().await?, &caller.actor, wanted).await?;
    Ok(axum::Json(cursor::page(found, limit, store::place)?))
}
