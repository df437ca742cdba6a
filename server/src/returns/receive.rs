use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Arrived, Item, ItemState, Return, validate_arrival};

use super::{loans, replacement, step, store};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// What was scanned out of the box. What was announced is here; what else came is named to both sides, and goes nowhere by itself.
#[utoipa::path(post, path = "/api/v1/returns/{id}/receipt", tag = "returns", params(("id" = String, Path)), request_body = Arrived,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Arrived>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    receive(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Books in what came.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field.
pub async fn receive(w: &mut Write, caller: &Caller, id: &str, body: &Arrived) -> Result<()> {
    let thing = store::locked(w, caller, id, Verb::Receive).await?;
    let arrived = validate_arrival(body)?;
    let comes = |item: &&Item| matches!(item.state, ItemState::Approved | ItemState::LabelSent | ItemState::OnTheWay);
    let (mut here, mut strays) = (Vec::new(), Vec::new());
    for serial in &arrived.serials {
        match thing.items.iter().find(|item| &item.serial == serial) {
            Some(item) if comes(&item) => here.push(item),
            // Scanned once more, or declined and sent all the same: the first is no news, the second is.
            Some(item) if item.state != ItemState::Declined => {}
            _ if thing.strays.iter().any(|stray| &stray.serial == serial) => {}
            _ => strays.push(serial.as_str()),
        }
    }
    for item in &here {
        q("UPDATE return_items SET state = 'received', received_at = $2 WHERE id = $1").bind(&item.id).bind(w.now).run(&mut w.tx).await?;
    }
    let strays = replacement::take_back(w, id, strays).await?;
    for serial in &strays {
        q("INSERT INTO return_strays (id, request_id, serial, at) VALUES ($1, $2, $3, $4)")
            .bind(w.id())
            .bind(id)
            .bind(*serial)
            .bind(w.now)
            .run(&mut w.tx)
            .await?;
    }
    let requester = &thing.page.request.requester.id;
    if !here.is_empty() {
        let names: Vec<_> = here.iter().map(|item| item.serial.as_str()).collect();
        let entry = timeline::event(w, id, EventKind::Arrived, None, Some(&names.join(", "))).await?;
        spine::tell(w, requester, Template::ReturnNews, &entry, id).await?;
        loans::came_back(w, caller, &thing, &names).await?;
    }
    if !strays.is_empty() {
        let entry = timeline::event(w, id, EventKind::Strayed, None, Some(&strays.join(", "))).await?;
        spine::tell(w, requester, Template::ReturnNews, &entry, id).await?;
    }
    w.audit("return.received", "request", id).await?;
    step::on(w, id).await
}
