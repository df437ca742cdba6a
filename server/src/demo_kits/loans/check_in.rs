use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::loans::{CheckIn, Lacking, Settled, Sorted, Verb, Whereabouts, WishPiece, sort, validate_check_in};
use eyelevel_contract::demo_kits::{Bilingual, DemoKit};
use eyelevel_contract::requests::{EventKind, State as At};

use super::store;
use super::words::{self, Names};
use crate::app::App;
use crate::db::q;
use crate::deliveries::parcels;
use crate::demo_kits::stock::{self, Pieces};
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// What came back of a loan: its pieces are in the house again. What did not come stays owed, and the requester is told; when nothing is owed
/// any more, the request is closed.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/check-in", tag = "demo kits", params(("id" = String, Path)), request_body = CheckIn,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<CheckIn>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    check_in(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Books what came back.
///
/// # Errors
/// What [`super::locked`] refuses; the faults by field.
pub async fn check_in(w: &mut Write, caller: &Caller, id: &str, body: &CheckIn) -> Result<()> {
    let kit = super::locked(w, caller, id, Verb::CheckIn).await?;
    let body = validate_check_in(body, &kit.loan)?;
    let sorted = sort(&kit.loan, &body.serials);
    book(w, caller, &kit, &sorted, &body).await
}

/// The same once it is sorted; the loan is locked, and takes it back.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn book(w: &mut Write, caller: &Caller, kit: &DemoKit, sorted: &Sorted, body: &CheckIn) -> Result<()> {
    let id = kit.page.request.id.as_str();
    let pieces = into_the_house(w, kit, sorted, body).await?;
    let names = Names::of(&mut w.tx, id).await?;
    lacks(w, id, kit, body).await?;
    let came = settle(w, kit, &body.came, Settled::Came).await?;
    let waived = settle(w, kit, &body.waived, Settled::Waived).await?;
    let back: Vec<Bilingual> = names.pieces(&pieces).into_iter().chain(came).collect();
    if !back.is_empty() {
        timeline::event(w, id, EventKind::CheckedIn, None, Some(&words::joined(&back)?)).await?;
    }
    if !waived.is_empty() {
        timeline::event(w, id, EventKind::LetGo, None, Some(&words::joined(&waived)?)).await?;
    }
    strayed(w, kit, sorted).await?;
    w.audit("loan.checked_in", "request", id).await?;
    let after = super::stand(w, caller, id).await?;
    if after.page.request.state == At::Closed {
        return Ok(());
    }
    let mut rest = names.pieces(&words::out(&after.loan));
    rest.extend(of_parts(w, after.loan.lacks()).await?);
    let entry = timeline::event(w, id, EventKind::StillOut, None, Some(&words::joined(&rest)?)).await?;
    spine::tell(w, &kit.page.request.requester.id, Template::LoanNews, &entry, id).await
}

/// The pieces are in stock again, their serial numbers can go out again, and nobody asks to keep them any more.
async fn into_the_house(w: &mut Write, kit: &DemoKit, sorted: &Sorted, body: &CheckIn) -> Result<Vec<WishPiece>> {
    let id = &kit.page.request.id;
    let by_serial = sorted.here.iter().map(|(line, serial)| WishPiece { line_id: line.clone(), serial: Some(serial.clone()), quantity: 1 });
    let by_count = body.counted.iter().map(|c| WishPiece { line_id: c.line_id.clone(), serial: None, quantity: c.quantity });
    let pieces: Vec<WishPiece> = by_serial.chain(by_count).collect();
    let mut stocked = Pieces::new();
    for piece in &pieces {
        if let Some(line) = kit.lines.iter().find(|line| line.id == piece.line_id) {
            let variant = line.decided.as_ref().map_or(&line.variant_id, |decided| &decided.variant_id);
            *stocked.entry(variant.clone()).or_default() += piece.quantity;
        }
    }
    stock::take_back(w, &stocked).await?;
    store::end(w, id, &pieces, Whereabouts::Back).await?;
    for (line, serial) in &sorted.here {
        parcels::free_serial(w, id, line, serial).await?;
    }
    if let Some(wish) = kit.loan.open_wish() {
        store::trim(w, wish, &sorted.here, &kit.loan, &body.counted).await?;
    }
    Ok(pieces)
}

/// Notes what does not lie in the box, by its name in the catalogue.
async fn lacks(w: &mut Write, id: &str, kit: &DemoKit, body: &CheckIn) -> Result<()> {
    for part in &body.lacking {
        let item = kit.lines.iter().find(|line| line.id == part.line_id).map(|line| line.item_id.as_str());
        let row: Option<(String,)> = q("SELECT contents FROM catalogue_items WHERE id = $1").bind(item).maybe(&mut w.tx).await?;
        let contents: Vec<Bilingual> = row.map(|(json,)| serde_json::from_str(&json)).transpose()?.unwrap_or_default();
        let Some(name) = contents.get(part.part) else { continue };
        let sql = "INSERT INTO loan_lacking (id, request_id, line_id, name_de, name_en, quantity, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        q(sql)
            .bind(w.id())
            .bind(id)
            .bind(&part.line_id)
            .bind(&name.de)
            .bind(&name.en)
            .bind(part.quantity)
            .bind(w.now)
            .run(&mut w.tx)
            .await?;
    }
    Ok(())
}

/// What was lacking came, or is let go; what it is called.
async fn settle(w: &mut Write, kit: &DemoKit, ids: &[String], how: Settled) -> Result<Vec<Bilingual>> {
    for id in ids {
        let sql = "UPDATE loan_lacking SET settled = $2, settled_at = $3 WHERE id = $1 AND settled IS NULL";
        q(sql).bind(id).bind(how.word()).bind(w.now).run(&mut w.tx).await?;
    }
    of_parts(w, kit.loan.lacking.iter().filter(|part| ids.contains(&part.id))).await
}

async fn of_parts(w: &mut Write, parts: impl Iterator<Item = &Lacking>) -> Result<Vec<Bilingual>> {
    let mut all = Vec::new();
    for part in parts {
        let sql = "SELECT name_de, name_en FROM loan_lacking WHERE id = $1";
        let (de, en): (String, String) = q(sql).bind(&part.id).one(&mut w.tx).await?;
        all.push(Bilingual { de: format!("{} × {de}", part.quantity), en: format!("{} × {en}", part.quantity) });
    }
    Ok(all)
}

/// What was not lent is named to both sides, and goes nowhere by itself.
async fn strayed(w: &mut Write, kit: &DemoKit, sorted: &Sorted) -> Result<()> {
    if sorted.strays.is_empty() {
        return Ok(());
    }
    let id = &kit.page.request.id;
    for serial in &sorted.strays {
        let sql = "INSERT INTO loan_strays (id, request_id, serial, at) VALUES ($1, $2, $3, $4)";
        q(sql).bind(w.id()).bind(id).bind(serial).bind(w.now).run(&mut w.tx).await?;
    }
    let entry = timeline::event(w, id, EventKind::Strayed, None, Some(&sorted.strays.join(", "))).await?;
    spine::tell(w, &kit.page.request.requester.id, Template::LoanNews, &entry, id).await
}
