use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Replacement, Return, SendReplacement, validate_replacement};
use eyelevel_contract::validate::{Fault, Faults};

use super::{replacement, step, store};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::deliveries::parcels::{self, Send, SendPiece};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::write::Write;

/// The replacement goes out, to the pinned recipient: all that is replaced, in one parcel.
#[utoipa::path(post, path = "/api/v1/returns/{id}/shipments", tag = "returns", params(("id" = String, Path)), request_body = SendReplacement,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<SendReplacement>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ship(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Ships the replacement.
///
/// # Errors
/// What [`store::locked`] refuses; the faults by field, a shortage among them.
pub async fn ship(w: &mut Write, caller: &Caller, id: &str, body: &SendReplacement) -> Result<()> {
    let before = store::locked(w, caller, id, Verb::ShipReplacement).await?;
    let app = w.app().clone();
    let body = &chosen(w, &before, body).await?;
    // What was awaited may be in the house by now.
    replacement::set_aside(w, id).await?;
    let thing = store::one(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    let parcel = validate_replacement(body, &thing, calendar::today(&app)?)?;
    let mut faults = Faults::new();
    let mut pieces = Vec::new();
    for (i, sent) in parcel.items.iter().enumerate() {
        let Some(item) = thing.items.iter().find(|item| item.id == sent.item_id) else { continue };
        if item.replacement != Some(Replacement::SetAside) {
            faults.add(format!("items.{i}.item_id"), Fault::OnlyLeft(0));
        }
        pieces.push((item, std::slice::from_ref(&sent.serial)));
    }
    faults.or(())?;
    let mut variants: Vec<(String, String)> = Vec::new();
    for (item, _) in &pieces {
        let sql = "UPDATE return_items SET replacement = 'sent' WHERE id = $1 RETURNING variant_id";
        let (variant,): (Option<String>,) = q(sql).bind(&item.id).one(&mut w.tx).await?;
        variants.extend(variant.map(|variant| (variant, item.id.clone())));
    }
    // The items' rows first, in order, and then the serial numbers.
    variants.sort();
    for (variant, _) in &variants {
        app.spares().send(w, variant).await?;
    }
    let mut owned = Vec::with_capacity(pieces.len());
    for (item, serials) in &pieces {
        let variant = variants.iter().find(|(_, of)| *of == item.id).map(|(variant, _)| variant);
        let known = match variant {
            Some(variant) => app.spares().item_of(&mut w.tx, variant).await?,
            None => None,
        };
        owned.push((item.id.clone(), known.unwrap_or_else(|| item_id(item)), serials.to_vec()));
    }
    let send = Send {
        field: String::new(),
        request_id: id,
        recipient_id: thing.recipients.first().map_or("", |recipient| recipient.id.as_str()),
        partner_id: &thing.page.request.partner.id,
        carrier: parcel.carrier,
        number: &parcel.number,
        arrives_on: parcel.arrives_on,
        pieces: owned
            .iter()
            .map(|(line_id, item_id, serials)| SendPiece {
                line_id,
                item_id,
                quantity: 1,
                serials: if serials[0].is_empty() { &[] } else { serials },
            })
            .collect(),
    };
    parcels::send(w, send).await.map_err(at_items)?;
    w.audit("return.replaced", "request", id).await?;
    step::on(w, id).await
}

/// What nobody knew the piece of, is replaced by what was chosen: from here on it is known.
async fn chosen(w: &mut Write, thing: &Return, body: &SendReplacement) -> Result<SendReplacement> {
    let mut body = body.clone();
    let (mut faults, spares) = (Faults::new(), w.app().spares());
    for (i, sent) in body.items.iter_mut().enumerate().take(thing.items.len()) {
        let unmatched = thing.items.iter().any(|item| item.id == sent.item_id && item.unmatched);
        let Some(variant) = sent.variant_id.clone().filter(|variant| unmatched && !variant.is_empty()) else { continue };
        if spares.item_of(&mut w.tx, &variant).await?.is_none() {
            faults.add(format!("items.{i}.variant_id"), Fault::Unknown);
            continue;
        }
        q("UPDATE return_items SET variant_id = $2 WHERE id = $1").bind(&sent.item_id).bind(&variant).run(&mut w.tx).await?;
        sent.variant_id = None;
    }
    faults.or(body).map_err(Error::Invalid)
}

/// A serial number that is out elsewhere, where it stands in this form: a piece is a device here.
fn at_items(error: Error) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let mut here = Faults::new();
    for (field, all) in faults.iter() {
        let place = field.split('.').find_map(|part| part.parse::<usize>().ok()).unwrap_or_default();
        all.iter().for_each(|fault| here.add(format!("items.{place}.serial"), fault.clone()));
    }
    Error::Invalid(here)
}

/// The catalogue's item; of what it has none for, the device itself tells serial numbers apart.
fn item_id(item: &eyelevel_contract::returns::Item) -> String {
    item.device.as_ref().and_then(|device| device.item_id.clone()).unwrap_or_else(|| item.id.clone())
}
