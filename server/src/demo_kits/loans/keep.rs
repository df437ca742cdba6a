use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{AskKeep, Loan, Verb, WishKind, WishPiece, validate_keep};
use eyelevel_contract::ids::Id;
use eyelevel_contract::money::Money;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::validate::{Fault, Faults};

use super::store::{self, NewWish};
use super::words::{self, Names};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::write::Write;

/// The partner asks to keep pieces, at the catalogue's price of that instant. They stay owed until the vendor agrees.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/keep", tag = "demo kits", params(("id" = String, Path)), request_body = AskKeep,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<AskKeep>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ask(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Asks.
///
/// # Errors
/// What [`super::locked`] refuses; the faults by field: what is not for sale can't be kept.
pub async fn ask(w: &mut Write, caller: &Caller, id: &str, body: &AskKeep) -> Result<()> {
    let kit = super::locked(w, caller, id, Verb::AskKeep).await?;
    let ask = validate_keep(body, &kit.loan)?;
    let pieces = priced(&ask, &kit.loan)?;
    let last = kit.page.request.return_on;
    let wish = NewWish { kind: WishKind::Keep, reason: &ask.reason, before_on: last, wanted_on: None, pieces: &pieces };
    store::begin(w, id, wish).await?;
    let bare: Vec<WishPiece> = pieces.into_iter().map(|(piece, _)| piece).collect();
    let what = words::joined(&Names::of(&mut w.tx, id).await?.pieces(&bare))?;
    super::later::wished(w, &kit, EventKind::KeepAsked, &ask.reason, Some(&what)).await
}

/// The pieces with the price of one, all in one currency.
fn priced(ask: &AskKeep, loan: &Loan) -> Result<Vec<(WishPiece, Money)>> {
    let mut faults = Faults::new();
    let prices: BTreeMap<&Id, Money> = loan.lent.iter().filter_map(|line| Some((&line.line_id, line.price?))).collect();
    let mut pieces: Vec<(WishPiece, Money)> = Vec::new();
    let serials = ask.serials.iter().enumerate().map(|(i, serial)| {
        let line = loan.lent.iter().find(|line| line.serials_out().any(|out| out == serial));
        (format!("serials.{i}"), line.map(|line| &line.line_id), Some(serial.clone()), 1)
    });
    let counted = ask.counted.iter().enumerate().map(|(i, c)| (format!("counted.{i}.quantity"), Some(&c.line_id), None, c.quantity));
    for (field, line, serial, quantity) in serials.chain(counted) {
        match line.and_then(|line| Some((line, *prices.get(line)?))) {
            Some((line, price)) if pieces.first().is_none_or(|(_, first)| first.currency() == price.currency()) => {
                pieces.push((WishPiece { line_id: line.clone(), serial, quantity }, price));
            }
            _ => faults.add(field, Fault::NotOffered),
        }
    }
    Ok(faults.or(pieces)?)
}
