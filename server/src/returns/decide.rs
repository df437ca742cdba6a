use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::can_decide;
use eyelevel_contract::requests::{EventKind, PromiseKind, State as At, Verdict};
use eyelevel_contract::returns::rules::once_accepted;
use eyelevel_contract::returns::{Decide, Item, ItemState, Outcome, Return, not_referred, validate_decision};

use super::{referral, step, store};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{decisions, promises, spine, timeline};
use crate::write::Write;

/// Decides on every device that was asked for. What goes out in advance is set aside at once.
#[utoipa::path(post, path = "/api/v1/returns/{id}/decision", tag = "returns", params(("id" = String, Path)), request_body = Decide,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
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

/// Decides.
///
/// # Errors
/// What [`can_decide`] refuses; the faults by field.
pub async fn decide(w: &mut Write, caller: &Caller, id: &str, body: &Decide) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let thing = store::one(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can_decide(&caller.actor, &thing.page)?;
    not_referred(&thing)?;
    let decide = validate_decision(body, &thing)?;
    for decided in &decide.items {
        let yes = decided.verdict == Verdict::Approved;
        let state = if yes { ItemState::Approved } else { ItemState::Declined };
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let before = thing.items.iter().find(|item| item.id == decided.item_id).map(|item| item.postage);
        let postage = before.filter(|_| yes).map(once_accepted);
        let sql = "UPDATE return_items SET state = $2, outcome = $3, reason = $4, alternative = $5, payer = COALESCE($6, payer), \
                   payer_because = COALESCE($7, payer_because) WHERE id = $1";
        q(sql)
            .bind(&decided.item_id)
            .bind(state.word())
            .bind(decided.outcome.map(Outcome::word))
            .bind(given(&decided.reason))
            .bind(given(&decided.alternative))
            .bind(postage.map(|postage| postage.payer.word()))
            .bind(postage.map(|postage| postage.because.word()))
            .run(&mut w.tx)
            .await?;
    }
    let (verdict, reason, alternative) = together(&decide, &thing);
    decisions::record(w, id, verdict, &reason, &alternative).await?;
    let kind = thing.page.request.kind;
    promises::settle(w, id).await?;
    let event = if verdict == Verdict::Declined { EventKind::Declined } else { EventKind::Approved };
    let entry = timeline::event(w, id, event, (!reason.is_empty()).then_some(reason.as_str()), None).await?;
    if verdict == Verdict::Declined && !thing.items.iter().any(|item| item.state == ItemState::Approved) {
        referral::moot(w, &thing.page.request).await?;
        spine::set_state(w, id, At::Declined).await?;
    } else {
        spine::set_state(w, id, At::Approved).await?;
        promises::make(w, id, kind, PromiseKind::Fulfilment).await?;
        step::on(w, id).await?;
    }
    spine::tell(w, &thing.page.request.requester.id, Template::Decided, &entry, id).await
}

/// The decision on the whole, in one: a no to some is a yes with changes, and says which and why.
fn together(decide: &Decide, thing: &Return) -> (Verdict, String, String) {
    let serial = |id: &Id| thing.items.iter().find(|item: &&Item| &item.id == id).map_or("", |item| item.serial.as_str());
    let no: Vec<_> = decide.items.iter().filter(|decided| decided.verdict == Verdict::Declined).collect();
    let verdict = match no.len() {
        0 => Verdict::Approved,
        n if n == decide.items.len() => Verdict::Declined,
        _ => Verdict::ApprovedWithChanges,
    };
    // Of one device alone, its number need not stand before its reason.
    let worded = |said: &dyn Fn(&eyelevel_contract::returns::DecideItem) -> String| {
        let mut all: Vec<String> = Vec::new();
        for decided in &decide.items {
            let text = said(decided);
            if !text.is_empty() {
                all.push(if thing.items.len() == 1 { text } else { format!("{}: {text}", serial(&decided.item_id)) });
            }
        }
        all.join("\n")
    };
    (verdict, worded(&|decided| decided.reason.clone()), worded(&|decided| decided.alternative.clone()))
}
