use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::enquiries::Enquiry;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// An enquiry, whole.
#[utoipa::path(get, path = "/api/v1/enquiries/{id}", tag = "enquiries", params(("id" = String, Path)),
    responses((status = 200, body = Enquiry), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let enquiry = store::enquiry(&app, &mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(enquiry.page.request.version, &enquiry))
}
