use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{HandedIn, Return, validate_hand_in};

use super::{step, store};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::requests::timeline;
use crate::write::Write;

/// The partner has handed it in.
#[utoipa::path(post, path = "/api/v1/returns/{id}/hand-in", tag = "returns", params(("id" = String, Path)), request_body = HandedIn,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<HandedIn>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    hand_in(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Notes that it is on its way.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field.
pub async fn hand_in(w: &mut Write, caller: &Caller, id: &str, body: &HandedIn) -> Result<()> {
    let thing = store::locked(w, caller, id, Verb::HandIn).await?;
    let label = thing.label.as_ref().map_or(Carrier::Courier, |label| label.carrier);
    let handed_in = validate_hand_in(body, label)?;
    q("UPDATE return_items SET state = 'on_the_way' WHERE request_id = $1 AND state = 'label_sent'").bind(id).run(&mut w.tx).await?;
    let number = (!handed_in.number.is_empty()).then_some(handed_in.number.as_str());
    q("UPDATE returns SET handed_in_at = $2, label_carrier = COALESCE($3, label_carrier), label_number = COALESCE($4, label_number) \
       WHERE request_id = $1")
    .bind(id)
    .bind(w.now)
    .bind(handed_in.carrier.map(Carrier::word))
    .bind(number)
    .run(&mut w.tx)
    .await?;
    timeline::event(w, id, EventKind::HandedIn, None, None).await?;
    w.audit("return.handed_in", "request", id).await?;
    step::on(w, id).await
}
