use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::{DemoKit, NewParcel, Ship, validate_shipment};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::State as At;
use eyelevel_contract::requests::rules::{Action, can};

use super::stock::{self, Pieces};
use super::store;
use crate::app::App;
use crate::calendar;
use crate::deliveries::parcels::{self, Send, SendPiece};
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::requests::{promises, spine};
use crate::write::Write;

/// Parcels go out, at most one a recipient. Once everything that was decided is on its way, the promise is kept.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/shipments", tag = "demo kits", params(("id" = String, Path)), request_body = Ship,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Ship>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ship(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Sends parcels to pinned recipients.
///
/// # Errors
/// What [`can`] refuses; the faults by field.
pub async fn ship(w: &mut Write, caller: &Caller, id: &str, body: &Ship) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let kit = store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can(&caller.actor, Action::Ship, &kit.page.request)?;
    let ship = validate_shipment(body, &kit, calendar::today(&app)?)?;
    let mut out = Pieces::new();
    let mut sent: BTreeMap<&str, i64> = BTreeMap::new();
    for parcel in &ship.parcels {
        for piece in &parcel.pieces {
            *sent.entry(piece.line_id.as_str()).or_default() += piece.quantity;
            if let Some(line) = kit.lines.iter().find(|l| l.id == piece.line_id) {
                let variant = line.decided.as_ref().map_or(&line.variant_id, |d| &d.variant_id);
                *out.entry(variant.clone()).or_default() += piece.quantity;
            }
        }
    }
    // The items' rows first, in order: of two who ship the same item at once, one waits, and their serial numbers can't lock each other.
    stock::send(w, &out).await?;
    for (i, parcel) in ship.parcels.iter().enumerate() {
        parcels::send(w, parcel_of(&kit, parcel, i)).await?;
    }
    w.audit("request.shipped", "request", id).await?;
    let whole = kit.lines.iter().all(|l| {
        let wanted = l.decided.as_ref().map_or(l.quantity, |d| d.quantity);
        l.shipped + sent.get(l.id.as_str()).copied().unwrap_or(0) == wanted
    });
    if whole {
        promises::settle(w, id).await?;
        spine::set_state(w, id, At::Shipped).await?;
    }
    Ok(())
}

fn parcel_of<'a>(kit: &'a DemoKit, parcel: &'a NewParcel, place: usize) -> Send<'a> {
    let item = |line_id: &str| kit.lines.iter().find(|l| l.id == line_id).map_or("", |l| l.item_id.as_str());
    let piece = |p: &'a eyelevel_contract::demo_kits::NewPiece| SendPiece {
        line_id: &p.line_id,
        item_id: item(&p.line_id),
        quantity: p.quantity,
        serials: &p.serials,
    };
    Send {
        field: format!("parcels.{place}"),
        request_id: &kit.page.request.id,
        recipient_id: &parcel.recipient_id,
        partner_id: &kit.page.request.partner.id,
        carrier: parcel.carrier,
        number: &parcel.number,
        arrives_on: parcel.arrives_on,
        pieces: parcel.pieces.iter().map(piece).collect(),
    }
}
