use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Return, SendLabel, validate_label};

use super::{referral, step, store};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{reminders, spine, timeline};
use crate::write::Write;

/// What the partner sends it with, and until when. Sent again, the last one counts.
#[utoipa::path(post, path = "/api/v1/returns/{id}/label", tag = "returns", params(("id" = String, Path)), request_body = SendLabel,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<SendLabel>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    send(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Sends a label for all that is approved.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field.
pub async fn send(w: &mut Write, caller: &Caller, id: &str, body: &SendLabel) -> Result<()> {
    let thing = store::locked(w, caller, id, Verb::SendLabel).await?;
    let label = validate_label(body, calendar::today(w.app())?)?;
    referral::moot(w, &thing.page.request).await?;
    q("UPDATE return_items SET state = 'label_sent' WHERE request_id = $1 AND state = 'approved'").bind(id).run(&mut w.tx).await?;
    q("UPDATE returns SET label_carrier = $2, label_number = $3, label_sent_at = $4 WHERE request_id = $1")
        .bind(id)
        .bind(label.carrier.word())
        .bind(&label.number)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    reminders::set_last_day(w, id, label.hand_in_by).await?;
    let day = label.hand_in_by.map(|day| day.to_string());
    let entry = timeline::event(w, id, EventKind::LabelSent, None, day.as_deref()).await?;
    w.audit("return.label_sent", "request", id).await?;
    step::on(w, id).await?;
    spine::tell(w, &thing.page.request.requester.id, Template::ReturnNews, &entry, id).await
}
