use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::as_named;
use eyelevel_contract::demo_kits::{DemoKit, Draft as Form, NewLine, Terms};
use eyelevel_contract::drafts::{self, Draft};
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{Kind, Severity};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::extract::{Caller, Language, Nothing, Submission};
use crate::requests::drafts::store as keep;

/// Begins a draft like an earlier request: the same pieces, recipients and words; a loan as long as that one was.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/repeat", tag = "demo kits", params(("id" = String, Path)),
    responses((status = 201, body = Draft), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let kit = store::kit(&app, &mut w.tx, &caller.actor, lang, &id).await?;
    can(&caller.actor, Action::Repeat, &kit.page.request)?;
    let began = calendar::day(&app, kit.page.request.created_at)?;
    let form = like(&kit, began, calendar::today(&app)?);
    let draft = keep::add(&mut w, caller.id(), Kind::DemoKit, &serde_json::to_string(&form)?).await?;
    let draft = keep::one(&mut w.tx, caller.id(), &draft).await?;
    submission.created(w, &caller, &drafts::one(&draft.id), &draft).await
}

fn like(kit: &DemoKit, began: Date, today: Date) -> Form {
    let place = |recipient_id: &str| kit.recipients.iter().position(|r| r.id == recipient_id).unwrap_or_default();
    let line = |l: &eyelevel_contract::demo_kits::Line| NewLine {
        item_id: l.item_id.clone(),
        variant_id: l.variant_id.clone(),
        quantity: l.quantity,
        recipient: place(&l.recipient_id),
    };
    let days = kit.return_on.map(|last| last.days() - began.days());
    Form {
        lines: kit.lines.iter().map(line).collect(),
        purpose: kit.purpose.clone(),
        adaptation: kit.adaptation.clone(),
        customer_id: kit.customer.as_ref().map(|c| c.id.clone()),
        // An event is a day of its own; it does not come again.
        event_on: None,
        terms: kit.terms,
        return_on: days.filter(|_| kit.terms == Terms::Loan).map(|days| today.plus_days(days.max(1))),
        po_number: String::new(),
        billing: kit.billing.clone(),
        reference: String::new(),
        limited: kit.page.request.limited,
        // What stood still then need not stand still now.
        severity: Severity::Normal,
        recipients: kit.recipients.iter().map(as_named).collect(),
        draft_id: None,
    }
}
