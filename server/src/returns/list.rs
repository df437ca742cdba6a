use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Kind, Request, RequestQuery, Section, Sort};

use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Query};
use crate::requests;

/// The returns that the caller may see.
#[utoipa::path(get, path = "/api/v1/returns", tag = "returns",
    params(("section" = Option<Section>, Query), ("q" = Option<String>, Query), ("owner" = Option<String>, Query),
        ("sort" = Option<Sort>, Query), ("cursor" = Option<String>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = Page<Request>), (status = 400), (status = 401)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<RequestQuery>) -> Result<axum::Json<Page<Request>>> {
    let query = RequestQuery { kind: Some(Kind::Return), ..query };
    Ok(axum::Json(requests::page(&app, &caller, &query).await?))
}
