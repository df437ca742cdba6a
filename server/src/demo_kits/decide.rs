use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::quote::quote;
use eyelevel_contract::demo_kits::{Decide, DemoKit, Line, Quote, Terms, validate_decision};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::money::{Currency, Money};
use eyelevel_contract::requests::rules::can_decide;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State as At, Verdict};
use eyelevel_contract::validate::{Fault, Faults};

use super::stock::{self, Pieces};
use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{decisions, promises, spine, timeline};
use crate::write::Write;

/// Decides all lines: approve, approve with changes, decline. Stock is set aside by an approval; it can't be promised twice.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/decision", tag = "demo kits", params(("id" = String, Path)), request_body = Decide,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Decide>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    decide(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// A line as it was decided.
struct Decided<'a> {
    line: &'a Line,
    variant_id: Id,
    quantity: i64,
}

/// Decides. A decision on an offer replaces it.
///
/// # Errors
/// What [`can_decide`] refuses; the faults by field, a shortage among them.
pub async fn decide(w: &mut Write, caller: &Caller, id: &str, body: &Decide) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let kit = store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can_decide(&caller.actor, &kit.page)?;
    let decide = validate_decision(body, &kit, calendar::today(&app)?)?;
    let lines = lines(w, &kit, &decide).await?;
    set_aside(w, &kit, &decide, &lines).await?;
    let offer = quoted(w, &lines, &decide).await?;
    for line in &lines {
        let value = (decide.verdict != Verdict::Declined).then_some((line.variant_id.as_str(), line.quantity));
        store::set_decided(w, &line.line.id, value).await?;
    }
    store::set_quote(w, id, offer.as_ref()).await?;
    if kit.terms == Terms::Loan && decide.verdict != Verdict::Declined {
        store::set_return_on(w, id, decide.return_on.or(kit.return_on)).await?;
    }
    decisions::record(w, id, decide.verdict, &decide.reason, &decide.alternative).await?;
    promises::settle(w, id).await?;
    // What differs from the wish, and what costs money, is the partner's to accept.
    let needs_yes = decide.verdict == Verdict::ApprovedWithChanges || offer.is_some();
    let (state, event) = match decide.verdict {
        Verdict::Declined => (At::Declined, EventKind::Declined),
        _ if needs_yes => (At::Offered, EventKind::Offered),
        _ => (At::Approved, EventKind::Approved),
    };
    spine::set_state(w, id, state).await?;
    if state == At::Approved {
        promises::make(w, id, Kind::DemoKit, PromiseKind::Fulfilment).await?;
    }
    let reason = (!decide.reason.is_empty()).then_some(decide.reason.as_str());
    let entry = timeline::event(w, id, event, reason, None).await?;
    spine::tell(w, &kit.page.request.requester.id, Template::Decided, &entry, id).await
}

/// Every line as it will be; none after a no. Another variant must be one of the same item.
async fn lines<'a>(w: &mut Write, kit: &'a DemoKit, decide: &Decide) -> Result<Vec<Decided<'a>>> {
    let mut faults = Faults::new();
    let mut all = Vec::with_capacity(kit.lines.len());
    for line in &kit.lines {
        let place = decide.lines.iter().position(|d| d.line_id == line.id);
        let (variant_id, quantity) = match place.map(|i| &decide.lines[i]) {
            Some(change) => (change.variant_id.clone(), change.quantity),
            None => (line.variant_id.clone(), line.quantity),
        };
        if let Some(i) = place
            && store::offered(&mut w.tx, &variant_id).await?.is_none_or(|o| o.item_id != line.item_id)
        {
            faults.add(format!("lines.{i}.variant_id"), Fault::Unknown);
        }
        let quantity = if decide.verdict == Verdict::Declined { 0 } else { quantity };
        all.push(Decided { line, variant_id, quantity });
    }
    Ok(faults.or(all)?)
}

/// Reserves what is promised now in the place of what was promised before.
async fn set_aside(w: &mut Write, kit: &DemoKit, decide: &Decide, lines: &[Decided<'_>]) -> Result<()> {
    let mut wanted = Pieces::new();
    for line in lines {
        *wanted.entry(line.variant_id.clone()).or_default() += line.quantity;
    }
    let short = stock::exchange(w, &store::decided(&kit.lines), &wanted).await?;
    let mut faults = Faults::new();
    for (variant, free) in short {
        // Where it stands in what was sent; in the request, where nothing was.
        let sent = decide.lines.iter().position(|l| l.variant_id == variant);
        let place = sent.or_else(|| lines.iter().position(|l| l.variant_id == variant)).unwrap_or_default();
        faults.add(format!("lines.{place}.quantity"), Fault::OnlyLeft(free));
    }
    Ok(faults.or(())?)
}

/// What a purchase costs: the catalogue's prices, the approver's shipping and validity.
async fn quoted(w: &mut Write, lines: &[Decided<'_>], decide: &Decide) -> Result<Option<Quote>> {
    let Some(terms) = &decide.quote else { return Ok(None) };
    let mut priced = Vec::with_capacity(lines.len());
    for line in lines.iter().filter(|l| l.quantity > 0) {
        let offered = store::offered(&mut w.tx, &line.variant_id).await?;
        let price = offered.and_then(|o| Some(Money::new(o.price_minor?, Currency::from_word(&o.currency)?)));
        // Taken off sale meanwhile: there is no price to quote.
        priced.push((price.ok_or_else(|| Error::field("quote", Fault::NotOffered))?, line.quantity));
    }
    quote(priced, terms).map(Some).ok_or_else(|| Error::field("quote", Fault::NotOffered))
}
