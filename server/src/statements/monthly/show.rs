use axum::extract::{Path, State};
use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::statements::{Monthly, business_day, months, rules};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::db::AsConn;
use crate::error::Result;
use crate::extract::Caller;
use crate::statements::accounts;

/// When a month's statements go out, in the vendor's zone.
const HOUR: i8 = 7;

/// The day and the instant at which the month before is sent.
pub(super) fn sent_at(app: &App, today: Date) -> Result<(Date, Millis)> {
    let day = business_day(months(today).0);
    Ok((day, calendar::at(app, day, HOUR, 0)?))
}

/// Whom the account's statement goes to each month, and what became of it; for all who may see the statement.
#[utoipa::path(get, path = "/api/v1/statements/{id}/monthly", tag = "statements", params(("id" = String, Path)),
    responses((status = 200, body = Monthly), (status = 401), (status = 404)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<Monthly>> {
    let mut on = app.db.read().await?;
    let account = accounts::store::visible(&mut on, &caller.actor, &id).await?;
    Ok(axum::Json(monthly(&app, &mut on, &account.id, rules::can_pin(&caller.actor, &account.partner.id).is_ok()).await?))
}

pub(super) async fn monthly(app: &App, on: &mut impl AsConn, account_id: &str, pins: bool) -> Result<Monthly> {
    let today = calendar::today(app)?;
    let (day, at) = sent_at(app, today)?;
    let next_on = if app.clock.now() < at { day } else { business_day(months(months(today).0.plus_days(31)).0) };
    Ok(Monthly { readers: store::readers(on, account_id).await?, sendings: store::sendings(on, account_id).await?, next_on, pins })
}
