use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::statements::{Monthly, Pins, rules, validate_pins};
use eyelevel_contract::validate::{Fault, Faults};

use super::{show, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::statements::accounts;

/// Says who gets the account's statement each month: people of the caller's company who may see it (its owners and accounts people). From the
/// next month on, and only as long as they may see it.
#[utoipa::path(post, path = "/api/v1/statements/{id}/monthly", tag = "statements", params(("id" = String, Path)), request_body = Pins,
    responses((status = 200, body = Monthly), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, Path(id): Path<String>, submission: Submission<Pins>) -> Result<Response> {
    let account = accounts::store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_pin(&caller.actor, &account.partner.id).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let pins = validate_pins(&submission.body)?;
    accounts::store::hold(&mut w, &id).await?;
    let readers = store::readers(&mut w.tx, &id).await?;
    let mut faults = Faults::new();
    for (place, person) in pins.person_ids.iter().enumerate() {
        if !readers.iter().any(|reader| &reader.person.id == person) {
            faults.add(format!("person_ids.{place}"), Fault::Unknown);
        }
    }
    faults.or(())?;
    store::pin(&mut w, &id, &pins.person_ids, caller.id()).await?;
    w.audit("statement.recipients_named", "account", &id).await?;
    let monthly = show::monthly(&app, &mut w.tx, &id, true).await?;
    submission.done(w, &caller, &monthly).await
}
