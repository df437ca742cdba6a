use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::people::rules::{ASKERS, Actor};
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State as At};
use eyelevel_contract::returns::rules::{at_once, postage};
use eyelevel_contract::returns::{Draft, ItemState, Knowledge, NewItem, Outcome, Reason, Return, paths, subject, validate};
use eyelevel_contract::serials::{clean, fold};
use eyelevel_contract::validate::{Fault, Faults};

use super::devices::find::{Found, found};
use super::step;
use super::store::{self, Line};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::deliveries::recipients;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{drafts, promises, spine, timeline};
use crate::write::Write;

/// Begins a return, with any serial numbers. It has a number, an owner and a promise at once; what is dead on arrival and within its window is
/// approved at once, too.
#[utoipa::path(post, path = "/api/v1/returns", tag = "returns", request_body = Draft,
    responses((status = 201, body = Return), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    submission: Submission<Draft>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = submit(&mut w, &caller, &submission.body).await?;
    let thing = store::one(&app, &mut w.tx, &caller.actor, lang, &id).await?;
    submission.created(w, &caller, &paths::one(&id), &thing).await
}

/// Submits: the spine's part, the devices as far as they are known, the recipient's pin, the draft's files.
///
/// # Errors
/// The faults by field.
pub async fn submit(w: &mut Write, caller: &Caller, draft: &Draft) -> Result<Id> {
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NeedsRole(ASKERS));
    }
    let (clean, doubles) = validate(draft)?;
    // Of two at once with the same serial number, the second one sees the first one's.
    spine::in_turn(w, Kind::Return).await?;
    let mut faults = Faults::new();
    let customer = customer(w, &caller.actor, &clean, &mut faults).await?;
    named_distributor(w, &clean, &mut faults).await?;
    let serials: Vec<String> = clean.items.iter().map(|item| item.serial.clone()).collect();
    for (serial, open) in store::open_of(&mut w.tx, Some(&caller.actor), &serials, "").await? {
        if let Some(open) = open.into_iter().next() {
            faults.add(place(draft, &serial), Fault::Asked(open.number));
        }
    }
    faults.or(())?;
    let known = known(w, caller, &serials).await?;
    let lines = lines(w, &clean, &known).await?;
    let open = lines.iter().any(|line| line.state == ItemState::Asked);
    let named: Vec<_> = lines.iter().map(|line| (line.product().to_owned(), line.item.serial.clone())).collect();
    let mut search = vec![customer.as_deref().unwrap_or_default()];
    search.extend(serials.iter().map(String::as_str));
    let new = spine::New {
        kind: Kind::Return,
        subject: &subject(&named),
        reference: &clean.reference,
        limited: clean.limited,
        severity: clean.severity,
        preferred_owner: lines.iter().find_map(|line| line.known.and_then(|known| known.owner_id.as_deref())),
        search: &search.join(" "),
        told: open,
    };
    let created = spine::create(w, caller, new).await?;
    store::insert(w, &created.id, &clean, &doubles, &lines).await?;
    recipients::pin(w, &created.id, &clean.replacement_to.iter().cloned().collect::<Vec<_>>()).await?;
    if let Some(draft_id) = &clean.draft_id {
        drafts::store::becomes(w, caller.id(), draft_id, &created.id).await?;
    }
    if open {
        // What the rule has approved beside what a person looks at is set aside at once, too.
        step::on(w, &created.id).await?;
    } else {
        approved_at_once(w, caller, &created).await?;
    }
    Ok(created.id)
}

/// The rule has decided: nobody needs to, and both sides are told.
async fn approved_at_once(w: &mut Write, caller: &Caller, created: &spine::Created) -> Result<()> {
    promises::settle(w, &created.id).await?;
    spine::set_state(w, &created.id, At::Approved).await?;
    promises::make(w, &created.id, Kind::Return, PromiseKind::Fulfilment).await?;
    // The portal says so, not whoever asked.
    let actor = w.actor.take();
    let entry = timeline::event(w, &created.id, EventKind::Approved, None, None).await?;
    w.audit("return.approved_by_rule", "request", &created.id).await?;
    step::on(w, &created.id).await?;
    w.actor = actor;
    spine::tell(w, caller.id(), Template::Decided, &entry, &created.id).await?;
    spine::tell(w, &created.owner_id, Template::Assigned, &entry, &created.id).await
}

/// What the asker may know of each serial number.
async fn known(w: &mut Write, caller: &Caller, serials: &[String]) -> Result<BTreeMap<String, Found>> {
    let app = w.app().clone();
    let folded: Vec<String> = serials.iter().map(|serial| fold(serial)).collect();
    let all = found(&app, &mut w.tx, &caller.actor, caller.lang, &folded).await?;
    Ok(all.into_iter().map(|found| (found.device.serial.clone(), found)).collect())
}

/// Each device with what is known of it, who pays its way back, and whether a rule decides.
async fn lines<'a>(w: &mut Write, draft: &'a Draft, known: &'a BTreeMap<String, Found>) -> Result<Vec<Line<'a>>> {
    let today = calendar::today(w.app())?;
    let reason = draft.reason.unwrap_or(Reason::Warranty);
    let serials: Vec<String> = draft.items.iter().map(|item| item.serial.clone()).collect();
    let elsewhere = store::open_of(&mut w.tx, None, &serials, "").await?;
    let line = |item: &'a NewItem| {
        let found = known.get(&item.serial);
        let device = found.map(|found| &found.device);
        let alike = || known.keys().any(|serial| fold(serial) == fold(&item.serial));
        let advance = at_once(reason, device, today, elsewhere.contains_key(&item.serial), draft.replacement_to.is_some());
        Line {
            item,
            known: found,
            knowledge: match device {
                Some(_) => Knowledge::Known,
                None if alike() => Knowledge::Near,
                None => Knowledge::Unknown,
            },
            postage: postage(reason, device, today),
            state: if advance { ItemState::Approved } else { ItemState::Asked },
            outcome: advance.then_some(Outcome::AdvanceReplacement),
        }
    };
    Ok(draft.items.iter().map(line).collect())
}

/// Where somebody typed a serial number first.
fn place(draft: &Draft, serial: &str) -> String {
    let is = |typed: &str| clean(typed).is_ok_and(|typed| typed == serial);
    if let Some(i) = draft.items.iter().position(|item| is(&item.serial)) {
        return format!("items.{i}.serial");
    }
    let i = draft.serials.iter().position(|typed| is(typed)).unwrap_or_default();
    format!("serials.{i}")
}

/// Whoever may be handed the return is a distributor.
async fn named_distributor(w: &mut Write, draft: &Draft, faults: &mut Faults) -> Result<()> {
    let Some(id) = &draft.bought_from else { return Ok(()) };
    let sql = "SELECT id FROM organisations WHERE id = $1 AND kind = $2";
    let found: Option<(Id,)> = q(sql).bind(id).bind(OrganisationKind::Distributor.word()).maybe(&mut w.tx).await?;
    if found.is_none() {
        faults.add("bought_from", Fault::Unknown);
    }
    Ok(())
}

/// The customer's name, if it is one of the partner's own.
async fn customer(w: &mut Write, actor: &Actor, draft: &Draft, faults: &mut Faults) -> Result<Option<String>> {
    let Some(id) = &draft.customer_id else { return Ok(None) };
    let sql = "SELECT name FROM organisations WHERE id = $1 AND partner_id = $2 AND kind = $3";
    let kind = OrganisationKind::Customer.word();
    let found: Option<(String,)> = q(sql).bind(id).bind(&actor.organisation_id).bind(kind).maybe(&mut w.tx).await?;
    if found.is_none() {
        faults.add("customer_id", Fault::Unknown);
    }
    Ok(found.map(|f| f.0))
}
