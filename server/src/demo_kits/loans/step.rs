use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{NameStep, Verb, validate_step};
use eyelevel_contract::requests::EventKind;

use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::requests::timeline;
use crate::write::Write;

/// The next step with a loan that is overdue, and when it is looked at again. Until then it is off the owner's board; both sides read it.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/step", tag = "demo kits", params(("id" = String, Path)), request_body = NameStep,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<NameStep>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    name(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Names it. Nobody is mailed.
///
/// # Errors
/// What [`super::locked`] refuses; the faults by field.
pub async fn name(w: &mut Write, caller: &Caller, id: &str, body: &NameStep) -> Result<()> {
    super::locked(w, caller, id, Verb::NameStep).await?;
    let step = validate_step(body, calendar::today(w.app())?)?;
    let sql = "UPDATE demo_kits SET step_text = $2, step_on = $3, step_by = $4, step_at = $5 WHERE request_id = $1";
    q(sql).bind(id).bind(&step.text).bind(step.look_on).bind(caller.id()).bind(w.now).run(&mut w.tx).await?;
    let day = step.look_on.map(|day| day.to_string());
    timeline::event(w, id, EventKind::StepNamed, Some(&step.text), day.as_deref()).await?;
    w.audit("loan.step_named", "request", id).await
}
