use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::absences::{Absence, can_read};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// Who of the vendor is away or will be, and who stands in: all that is not over, the next first.
#[utoipa::path(get, path = "/api/v1/absences", tag = "people",
    responses((status = 200, body = Page<Absence>), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<Absence>>> {
    if !can_read(&caller.actor) {
        return Err(Error::vendor_only());
    }
    let today = calendar::today(&app)?;
    Ok(axum::Json(Page { items: store::from(&mut app.db.read().await?, today).await?, next: None }))
}
