use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Finding, Inspect, Return, validate_inspection};

use super::{faults, photos, step, store};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::requests::timeline;
use crate::write::Write;

/// What was found at a device. Its photos are attachments of the request, sent by the vendor before: here they are put beside the device.
#[utoipa::path(post, path = "/api/v1/returns/{id}/inspection", tag = "returns", params(("id" = String, Path)), request_body = Inspect,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Inspect>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    inspect(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Notes what was found.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field.
pub async fn inspect(w: &mut Write, caller: &Caller, id: &str, body: &Inspect) -> Result<()> {
    let thing = store::locked(w, caller, id, Verb::Inspect).await?;
    let found = validate_inspection(body, &thing)?;
    q("UPDATE return_items SET state = 'inspected', finding = $2, findings = $3 WHERE id = $1")
        .bind(&found.item_id)
        .bind(found.finding.word())
        .bind(&found.findings)
        .run(&mut w.tx)
        .await?;
    photos::put(w, id, &found.item_id, &found.photos).await?;
    let serial = thing.items.iter().find(|item| item.id == found.item_id).map(|item| item.serial.as_str());
    timeline::event(w, id, EventKind::Inspected, Some(&found.findings), serial).await?;
    w.audit("return.inspected", "return_item", &found.item_id).await?;
    if found.finding == Finding::Confirmed {
        faults::watch(w, id, &found.item_id).await?;
    }
    step::on(w, id).await
}
