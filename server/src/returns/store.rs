//! The SQL of returns.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::{RequestRef, State};
use eyelevel_contract::returns::rules::{Verb, can, together};
use eyelevel_contract::returns::{
    Device, Draft, Finding, Item, ItemState, Knowledge, Label, NewItem, Outcome, Payer, Postage, PostageRule, Reason, Replacement, Return,
    Stray, sees_credit,
};
use eyelevel_contract::serials::fold;

use super::devices::find::Found;
use super::{credits, issues, photos, referral};
use crate::app::App;
use crate::db::{AsConn, Filter, bulk, q};
use crate::deliveries::recipients;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::spine;
use crate::requests::store::{seen_by, word};
use crate::write::Write;

/// A device of a new return.
pub(super) struct Line<'a> {
    pub(super) item: &'a NewItem,
    pub(super) known: Option<&'a Found>,
    pub(super) knowledge: Knowledge,
    pub(super) postage: Postage,
    pub(super) state: ItemState,
    pub(super) outcome: Option<Outcome>,
}

impl Line<'_> {
    /// What it is: as we know it, else as the requester says.
    pub(super) fn product(&self) -> &str {
        self.known.map_or(&self.item.product, |known| &known.device.product)
    }
}

/// Writes the return's own part of a new request.
pub(super) async fn insert(w: &mut Write, id: &str, draft: &Draft, doubles: &[String], lines: &[Line<'_>]) -> Result<()> {
    let sql = "INSERT INTO returns (request_id, reason, description, holds_data, customer_id, sender, pick_up, doubles, bought_from) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(id)
        .bind(draft.reason.map(Reason::word))
        .bind(&draft.description)
        .bind(draft.holds_data)
        .bind(draft.customer_id.clone())
        .bind(draft.sender.as_ref().map(serde_json::to_string).transpose()?)
        .bind(draft.pick_up)
        .bind(serde_json::to_string(doubles)?)
        .bind(draft.bought_from.clone())
        .run(&mut w.tx)
        .await?;
    let mut rows = Vec::with_capacity(lines.len());
    for (position, line) in (0i64..).zip(lines) {
        let device = line.known.map(|known| &known.device);
        let mut row = bulk::row((w.id(), id, position, &line.item.serial));
        row.extend(bulk::row((fold(&line.item.serial), line.knowledge.word(), device.map(serde_json::to_string).transpose()?)));
        row.extend(bulk::row((
            device.and_then(|device| device.item_id.as_ref()),
            device.map_or("", |device| &device.batch),
            &line.item.product,
            &line.item.fault,
        )));
        row.extend(bulk::row((&line.item.accessories, line.state.word(), line.postage.payer.word(), line.postage.because.word())));
        row.extend(bulk::row((line.outcome.map(Outcome::word), line.known.and_then(|known| known.line_id.as_ref()))));
        row.extend(bulk::row(serde_json::to_string(&line.item.checklist)?));
        rows.push(row);
    }
    let head = "INSERT INTO return_items (id, request_id, position, serial, folded, knowledge, device, item_id, batch, product, fault, \
                accessories, state, payer, payer_because, outcome, line_id, checklist)";
    bulk::insert(&mut w.tx, head, "", rows).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    reason: String,
    description: String,
    holds_data: Option<bool>,
    customer_id: Option<Id>,
    customer: Option<String>,
    sender: Option<String>,
    pick_up: bool,
    doubles: String,
    bought_from: Option<Id>,
    bought_from_name: Option<String>,
    label_carrier: Option<String>,
    label_number: Option<String>,
    label_sent_at: Option<Millis>,
    handed_in_at: Option<Millis>,
}

/// The return, locked for what somebody wants to do to it.
///
/// # Errors
/// `NotFound`; what [`can`] refuses.
pub(super) async fn locked(w: &mut Write, caller: &Caller, id: &str, verb: Verb) -> Result<Return> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let thing = one(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can(&caller.actor, verb, &thing)?;
    Ok(thing)
}

/// A return, as this person may see it.
///
/// # Errors
/// `NotFound` if there is none of this kind, or they may not see it.
pub async fn one(app: &App, on: &mut impl AsConn, actor: &Actor, lang: Lang, id: &str) -> Result<Return> {
    let page = spine::page(app, on, actor, id).await?;
    let sql = "SELECT r.reason, r.description, r.holds_data, r.customer_id, o.name AS customer, r.sender, r.pick_up, r.doubles, \
               r.bought_from, d.name AS bought_from_name, r.label_carrier, r.label_number, r.label_sent_at, r.handed_in_at FROM returns r \
               LEFT JOIN organisations o ON o.id = r.customer_id LEFT JOIN organisations d ON d.id = r.bought_from WHERE r.request_id = $1";
    let row: Option<Row> = q(sql).bind(id).maybe(on).await?;
    let row = row.ok_or(Error::NotFound)?;
    let mut items = items(app, on, actor, lang, id).await?;
    photos::beside(on, id, &page.attachments, &mut items).await?;
    let batches =
        items.iter().filter_map(|item| item.device.as_ref()).filter_map(|device| Some((device.item_id.clone()?, device.batch.clone())));
    let known_issues = issues::of(app, on, actor, lang, batches).await?;
    // What was declined stays where it is, unless all of it was.
    let comes = items.iter().filter(|item| item.state != ItemState::Declined);
    let postage: Vec<_> = comes.map(|item| item.postage).collect();
    let strays: Vec<(String, Millis)> =
        q("SELECT serial, at FROM return_strays WHERE request_id = $1 ORDER BY at, id").bind(id).all(on).await?;
    Ok(Return {
        reason: word(Reason::from_word, &row.reason)?,
        label: label(&row, page.request.return_on)?,
        description: row.description,
        holds_data: row.holds_data,
        items,
        customer: row.customer_id.zip(row.customer).map(|(id, name)| OrganisationRef { id, name }),
        sender: row.sender.as_deref().map(serde_json::from_str).transpose()?,
        pick_up: row.pick_up,
        postage: together(&postage),
        recipients: recipients::of(app, on, &page.request, lang).await?,
        doubles: serde_json::from_str(&row.doubles)?,
        strays: strays.into_iter().map(|(serial, at)| Stray { serial, at }).collect(),
        bought_from: row.bought_from.zip(row.bought_from_name).map(|(id, name)| OrganisationRef { id, name }),
        referrals: referral::of(on, id).await?,
        known_issues,
        page,
    })
}

fn label(row: &Row, hand_in_by: Option<eyelevel_contract::civil::Date>) -> Result<Option<Label>> {
    let (Some(carrier), Some(sent_at), Some(hand_in_by)) = (&row.label_carrier, row.label_sent_at, hand_in_by) else { return Ok(None) };
    let carrier = word(Carrier::from_word, carrier)?;
    let number = row.label_number.clone().unwrap_or_default();
    Ok(Some(Label { track_url: carrier.track_url(&number), carrier, number, sent_at, hand_in_by, handed_in_at: row.handed_in_at }))
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: Id,
    serial: String,
    knowledge: String,
    device: Option<String>,
    name_de: Option<String>,
    name_en: Option<String>,
    product: String,
    fault: String,
    accessories: String,
    checklist: String,
    state: String,
    payer: String,
    payer_because: String,
    outcome: Option<String>,
    reason: Option<String>,
    alternative: Option<String>,
    finding: Option<String>,
    findings: Option<String>,
    received_at: Option<Millis>,
    replacement: Option<String>,
    variant_id: Option<Id>,
}

async fn items(app: &App, on: &mut impl AsConn, actor: &Actor, lang: Lang, id: &str) -> Result<Vec<Item>> {
    let sql = "SELECT n.id, n.serial, n.knowledge, n.device, i.name_de, i.name_en, n.product, n.fault, n.accessories, n.checklist, n.state, n.payer, \
               n.payer_because, n.outcome, n.reason, n.alternative, n.finding, n.findings, n.received_at, n.replacement, n.variant_id FROM return_items n \
               LEFT JOIN catalogue_items i ON i.id = n.item_id WHERE n.request_id = $1 ORDER BY n.position";
    let rows: Vec<ItemRow> = q(sql).bind(id).all(on).await?;
    let serials: Vec<String> = rows.iter().map(|row| row.serial.clone()).collect();
    let mut elsewhere = open_of(on, Some(actor), &serials, id).await?;
    let mut credits = if sees_credit(actor) { credits::of(app, on, actor, id).await? } else { BTreeMap::new() };
    let item = |row: ItemRow| {
        let name = if lang == Lang::De { row.name_de } else { row.name_en };
        let mut device: Option<Device> = row.device.as_deref().map(serde_json::from_str).transpose()?;
        if let Some((device, name)) = device.as_mut().zip(name) {
            device.product = name;
        }
        Ok(Item {
            knowledge: word(Knowledge::from_word, &row.knowledge)?,
            device,
            product: row.product,
            fault: row.fault,
            accessories: row.accessories,
            checklist: serde_json::from_str(&row.checklist)?,
            state: word(ItemState::from_word, &row.state)?,
            postage: Postage { payer: word(Payer::from_word, &row.payer)?, because: word(PostageRule::from_word, &row.payer_because)? },
            outcome: row.outcome.map(|outcome| word(Outcome::from_word, &outcome)).transpose()?,
            reason: row.reason,
            alternative: row.alternative,
            finding: row.finding.map(|finding| word(Finding::from_word, &finding)).transpose()?,
            findings: row.findings,
            photos: Vec::new(),
            received_at: row.received_at,
            also_in: elsewhere.remove(&row.serial).unwrap_or_default(),
            unmatched: row.variant_id.is_none() && row.replacement.as_deref() == Some(Replacement::Awaited.word()),
            credit: credits.remove(&row.id),
            replacement: row.replacement.map(|replacement| word(Replacement::from_word, &replacement)).transpose()?,
            id: row.id,
            serial: row.serial,
        })
    };
    rows.into_iter().map(item).collect()
}

/// Open returns of these serial numbers: those that a person may see, or anybody's; without one of them.
pub(super) async fn open_of(
    on: &mut impl AsConn,
    actor: Option<&Actor>,
    serials: &[String],
    without: &str,
) -> Result<BTreeMap<String, Vec<RequestRef>>> {
    let mut all: BTreeMap<String, Vec<RequestRef>> = BTreeMap::new();
    if serials.is_empty() {
        return Ok(all);
    }
    let mut filter = actor.map_or_else(Filter::new, |actor| seen_by(actor, "q."));
    let marks = vec!["?"; serials.len()].join(", ");
    filter.and(&format!("n.serial IN ({marks})"), serials.iter().flat_map(bulk::row).collect::<Vec<_>>());
    filter.and("n.request_id <> ? AND n.state NOT IN ('declined', 'done')", without);
    filter.and("q.section <> 'done'", ());
    let head = "SELECT n.serial, q.id, q.number, q.state FROM return_items n JOIN requests q ON q.id = n.request_id";
    let rows: Vec<(String, Id, String, String)> = filter.query(head, "ORDER BY q.created_at, q.id", ()).all(on).await?;
    for (serial, id, number, state) in rows {
        all.entry(serial).or_default().push(RequestRef { id, number, state: word(State::from_word, &state)? });
    }
    Ok(all)
}
