use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::rules::{Choice, NeedsPerson, at_once, is_vendors_fault};
use eyelevel_contract::licences::{
    BridgePolicy, Draft, Host, Installation, Intent, Licence, Need, Product, Version, bridge, expires, inspect, needs, paths, validate,
};
use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::people::rules::{ASKERS, Actor};
use eyelevel_contract::requests::{Kind, PromiseKind, State as At};
use eyelevel_contract::validate::{Fault, Faults};

use super::store::{self, New};
use super::{consents, keys};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::licences::products::store::stored;
use crate::licences::{installations, issuing, products, ring};
use crate::requests::{drafts, promises, spine};
use crate::write::Write;

/// Asks for a key. What the contract covers is issued at once; everything else has an owner and a promise at once.
#[utoipa::path(post, path = "/api/v1/licences", tag = "licences", request_body = Draft,
    responses((status = 201, body = Licence), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<Draft>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, None).await,
    };
    let id = submit(&mut w, &caller, &submission.body).await?;
    let licence = store::licence(&app, &mut w.tx, &caller, &id).await?;
    let being_made = licence.asked.being_made;
    let created = submission.told(w, &caller, Some(&paths::one(&id)), &licence).await?;
    if !being_made {
        return Ok(created);
    }
    // It goes on, whether or not the caller waits for it.
    super::ask_now(&app, &id).await;
    let licence = store::licence(&app, &mut app.db.read().await?, &caller, &id).await?;
    Ok((StatusCode::CREATED, [("location", paths::one(&id))], axum::Json(licence)).into_response())
}

/// What is asked for, looked up.
struct Known {
    clean: Draft,
    installation: Option<Installation>,
    product: Product,
    customer: Option<OrganisationRef>,
    edition_id: Id,
    wanted: Version,
    host: Option<Host>,
    capacity: Option<i64>,
}

/// Submits: the spine's part, what is asked for, the recipients' pins, the draft's files; and the key, if nothing is in its way.
///
/// # Errors
/// The faults by field.
pub async fn submit(w: &mut Write, caller: &Caller, draft: &Draft) -> Result<Id> {
    submit_as(w, caller, draft, None).await
}

/// Submits a line of a renewal: its key is fetched together with the others, and nobody is mailed for each.
pub(in crate::licences) async fn of_renewal(w: &mut Write, caller: &Caller, draft: &Draft, renewal_id: &str) -> Result<Id> {
    submit_as(w, caller, draft, Some(renewal_id)).await
}

async fn submit_as(w: &mut Write, caller: &Caller, draft: &Draft, renewal_id: Option<&str>) -> Result<Id> {
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NeedsRole(ASKERS));
    }
    let known = look_up(w, &caller.actor, draft).await?;
    // Of two at once, the second one sees what the first one got.
    spine::in_turn(w, Kind::Licence).await?;
    let needs_person = needs_person(w, caller, &known).await?;
    let clean = &known.clean;
    let customer = known.customer.as_ref().map_or("", |c| c.name.as_str());
    let version = known.wanted.to_string();
    let new = spine::New {
        kind: Kind::Licence,
        subject: &eyelevel_texts::licences::subject(caller.lang, clean.intent, &known.product.name, &version, customer),
        reference: &clean.reference,
        limited: clean.limited,
        severity: clean.severity,
        preferred_owner: known.product.owner.as_ref().map(|p| p.id.as_str()),
        search: &[customer, &known.host.as_ref().map(Host::to_string).unwrap_or_default()].join(" "),
        told: needs_person.is_some(),
    };
    let created = spine::create(w, caller, new).await?;
    let contract_until = known.installation.as_ref().and_then(|i| i.contract_until);
    let host = known.host.as_ref().map(Host::to_string);
    let new = New {
        request_id: &created.id,
        licence_id: known.installation.as_ref().map_or(&created.id, |i| &i.id),
        customer_id: known.customer.as_ref().map(|c| c.id.as_str()),
        product_id: &known.product.id,
        edition_id: &known.edition_id,
        host: host.as_deref(),
        capacity: known.capacity,
        expires: expires(clean.intent, contract_until, &BridgePolicy::default(), w.now),
        needs_person,
        renewal_id,
    };
    store::insert(w, clean, &new).await?;
    consents::pin(w, &created.id, caller.id(), &clean.recipients, "").await?;
    if let Some(draft_id) = &clean.draft_id {
        drafts::store::becomes(w, caller.id(), draft_id, &created.id).await?;
    }
    match needs_person {
        None => issuing::begin(w, &created.id).await?,
        // Nothing is to be decided: the cause is with the vendor, who owes a key that works, in hours.
        Some(NeedsPerson::VendorFault) => {
            promises::settle(w, &created.id).await?;
            spine::set_state(w, &created.id, At::Approved).await?;
            promises::make(w, &created.id, Kind::Licence, PromiseKind::Fulfilment).await?;
        }
        Some(_) => {}
    }
    Ok(created.id)
}

/// Looks everything up that the draft names, and checks it.
async fn look_up(w: &mut Write, actor: &Actor, draft: &Draft) -> Result<Known> {
    // What the form holds beside what it is for, nobody asked for.
    let needs = needs(draft.intent);
    let installation = match draft.installation_id.as_ref().filter(|_| needs.installation) {
        Some(id) => match installations::store::installation(&mut w.tx, actor, id).await {
            // Somebody else's is as unknown as none.
            Err(Error::NotFound) => None,
            found => Some(found?),
        },
        None => None,
    };
    let product_id = installation.as_ref().map(|i| &i.product.id).or(draft.product_id.as_ref().filter(|_| needs.product));
    let product = match product_id {
        Some(id) => products::store::maybe(&mut w.tx, id).await?,
        None => None,
    };
    let mut faults = Faults::new();
    let clean = validate(draft, installation.as_ref(), product.as_ref()).unwrap_or_else(|found| {
        faults = found;
        draft.clone()
    });
    let customer = match (&installation, &clean.customer_id) {
        (Some(i), _) => Some(i.customer.clone()),
        (None, Some(id)) => {
            let found = customer(w, actor, id).await?;
            if found.is_none() {
                faults.add("customer_id", Fault::Unknown);
            }
            found
        }
        (None, None) => None,
    };
    faults.or(())?;
    let product = product.ok_or_else(|| Error::field("product_id", Fault::Unknown))?;
    let edition_id = clean.edition_id.clone().or_else(|| installation.as_ref().map(|i| i.edition.id.clone()));
    Ok(Known {
        edition_id: edition_id.ok_or_else(|| Error::field("edition_id", Fault::Required))?,
        wanted: stored(Version::parse(&clean.version))?,
        host: if clean.host.is_empty() { installation.as_ref().and_then(|i| i.host.clone()) } else { Host::parse(&clean.host).ok() },
        capacity: clean.capacity.or_else(|| installation.as_ref().and_then(|i| i.capacity)),
        clean,
        installation,
        product,
        customer,
    })
}

/// One of the partner's own customers.
async fn customer(w: &mut Write, actor: &Actor, id: &str) -> Result<Option<OrganisationRef>> {
    let sql = "SELECT id, name FROM organisations WHERE id = $1 AND partner_id = $2 AND kind = 'customer'";
    let found: Option<(Id, String)> = q(sql).bind(id).bind(&actor.organisation_id).maybe(&mut w.tx).await?;
    Ok(found.map(|(id, name)| OrganisationRef { id, name }))
}

/// Why a person has to look before there is a key; none: the contract, or the policy for bridging keys, covers it.
async fn needs_person(w: &mut Write, caller: &Caller, known: &Known) -> Result<Option<NeedsPerson>> {
    let clean = &known.clean;
    let customer = known.customer.as_ref().map(|c| c.id.as_str());
    let trials = match clean.intent {
        Intent::Trial => store::trials(&mut w.tx, &caller.actor.organisation_id, customer, &known.product.id).await?,
        _ => 0,
    };
    let choice = Choice {
        intent: clean.intent,
        edition_id: &known.edition_id,
        version: &known.wanted,
        host: known.host.as_ref(),
        capacity: known.capacity,
        trials,
    };
    let today = calendar::today(w.app())?;
    if let Err(why) = at_once(&choice, &known.product, known.installation.as_ref(), today) {
        return Ok(Some(why));
    }
    let Some(installation) = &known.installation else { return Ok(None) };
    match clean.intent {
        Intent::Bridge => {
            let before = bridges(w, &installation.id).await?;
            Ok(bridge(&BridgePolicy::default(), &before, w.now).is_err().then_some(NeedsPerson::BridgesUsedUp))
        }
        Intent::Rejected => Ok(is_ours_to_find(w, known, installation).await?.then_some(NeedsPerson::VendorFault)),
        _ => Ok(None),
    }
}

async fn bridges(w: &mut Write, installation_id: &str) -> Result<Vec<Millis>> {
    let year = 366 * 24 * 3_600_000;
    let since = w.now - year;
    keys::bridges(&mut w.tx, installation_id, since).await
}

/// Whether the refused key is right by every check of ours.
async fn is_ours_to_find(w: &mut Write, known: &Known, installation: &Installation) -> Result<bool> {
    let ring = ring::ring(&mut w.tx).await?;
    let received = known.clean.rejected_key.trim();
    let report = inspect(received, &ring, &known.product.rules, &Need::default(), w.now);
    let Some(key) = keys::found_in(&report) else { return Ok(false) };
    let Some(issued) = keys::of_licence(&mut w.tx, &installation.id, &key).await? else { return Ok(false) };
    let unharmed = report.repairs.is_empty();
    Ok(is_vendors_fault(&issued.proof, &known.wanted, known.host.as_ref(), unharmed, issued.revoked_at.is_some(), w.now))
}
