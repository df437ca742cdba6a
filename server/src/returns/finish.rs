use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Finish, NewCredit, Return, validate_outcome};
use eyelevel_contract::validate::Faults;
use eyelevel_texts::return_words as t;

use super::credits::Posted;
use super::{replacement, step, store};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// What becomes of a device that is here: with it, nothing more is owed for this one, but what goes out in its place.
#[utoipa::path(post, path = "/api/v1/returns/{id}/outcome", tag = "returns", params(("id" = String, Path)), request_body = Finish,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Finish>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    finish(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Decides what becomes of a device.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field.
pub async fn finish(w: &mut Write, caller: &Caller, id: &str, body: &Finish) -> Result<()> {
    let thing = store::locked(w, caller, id, Verb::Finish).await?;
    let finish = validate_outcome(body, &thing)?;
    if let Some(credit) = &finish.credit {
        book(w, caller, &thing, &finish, credit).await?;
    }
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if !replacement::replaces(Some(finish.outcome)) {
        replacement::give_back(w, std::slice::from_ref(&finish.item_id)).await?;
    }
    q("UPDATE return_items SET state = 'done', done_at = $2, outcome = $3, reason = $4, alternative = $5 WHERE id = $1")
        .bind(&finish.item_id)
        .bind(w.now)
        .bind(finish.outcome.word())
        .bind(given(&finish.reason))
        .bind(given(&finish.alternative))
        .run(&mut w.tx)
        .await?;
    let serial = thing.items.iter().find(|item| item.id == finish.item_id).map_or("", |item| item.serial.as_str());
    let value = format!("{} {serial}", finish.outcome);
    let entry = timeline::event(w, id, EventKind::DeviceDone, given(&finish.reason).as_deref(), Some(&value)).await?;
    w.audit("return.device_done", "return_item", &finish.item_id).await?;
    spine::tell(w, &thing.page.request.requester.id, Template::ReturnNews, &entry, id).await?;
    step::on(w, id).await
}

/// Posts what is credited for a device to the partner's books, within the write that finishes it: both, or neither.
async fn book(w: &mut Write, caller: &Caller, thing: &Return, finish: &Finish, credit: &NewCredit) -> Result<()> {
    let (request, app) = (&thing.page.request, w.app().clone());
    let serial = thing.items.iter().find(|item| item.id == finish.item_id).map_or("", |item| item.serial.as_str());
    // It stands in the statement as long as there are books: in the language in which they are kept.
    let remittance = t::credit_remittance(caller.lang, &request.number, serial);
    let posted = Posted { key: &format!("return:{}", finish.item_id), remittance: &remittance, note: &remittance };
    let posting = app.credits().post(w, &request.partner.id, credit, posted).await.map_err(at_credit)?;
    let sql = "INSERT INTO return_credits (item_id, request_id, account_id, posting_id, currency, amount, number, by_id, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(&finish.item_id)
        .bind(&request.id)
        .bind(&credit.account_id)
        .bind(&posting)
        .bind(&credit.currency)
        .bind(credit.amount)
        .bind(&credit.number)
        .bind(caller.id())
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    w.audit("return.credited", "return_item", &finish.item_id).await
}

/// What the books refuse, where it stands in this form.
fn at_credit(error: Error) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let mut here = Faults::new();
    for (field, all) in faults.iter() {
        all.iter().for_each(|fault| here.add(format!("credit.{field}"), fault.clone()));
    }
    Error::Invalid(here)
}
