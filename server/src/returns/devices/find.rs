use std::collections::BTreeMap;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::{Bilingual, Lang};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::rules::plus_months;
use eyelevel_contract::returns::{Device, KnownBy};

use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, Filter, bulk, q2};
use crate::error::Result;
use crate::requests::store::{day, seen_by};

/// How many rows are looked at: of more that are alike, nobody can choose.
const MOST: i64 = 400;
/// Marks of a statement come in dozens of this size, so that there are few statements to prepare.
const STEP: usize = 16;

/// A device that is known, with who answers for its product.
#[derive(Clone, Debug)]
pub struct Found {
    pub device: Device,
    pub owner_id: Option<Id>,
    /// What often helps before one is sent back.
    pub checklist: Vec<Bilingual>,
    /// The line of the request that it went out with.
    pub line_id: Option<Id>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) place: Millis,
    serial: String,
    item_id: Option<Id>,
    name_de: Option<String>,
    name_en: Option<String>,
    product: String,
    batch: String,
    shipped_at: Option<Millis>,
    shipped_on: Option<String>,
    shipped_to: String,
    warranty_until: Option<String>,
    dead_on_arrival_until: Option<String>,
    warranty_months: Option<i64>,
    dead_on_arrival_days: Option<i64>,
    owner_id: Option<Id>,
    checklist: Option<String>,
    line_id: Option<Id>,
    vouched: bool,
}

const SHIPPED: &str = "SELECT s.id, d.shipped_at AS place, s.serial, s.item_id, i.name_de, i.name_en, '' AS product, '' AS batch, d.shipped_at, \
     CAST(NULL AS TEXT) AS shipped_on, CASE WHEN t.organisation = '' THEN t.name ELSE t.name || ', ' || t.organisation END AS shipped_to, \
     CAST(NULL AS TEXT) AS warranty_until, CAST(NULL AS TEXT) AS dead_on_arrival_until, i.warranty_months, i.dead_on_arrival_days, i.owner_id, \
     i.checklist, p.line_id, TRUE AS vouched FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id JOIN deliveries d ON d.id = p.delivery_id \
     JOIN requests q ON q.id = d.request_id JOIN recipients t ON t.id = d.recipient_id JOIN catalogue_items i ON i.id = s.item_id";

const IMPORTED: &str = "SELECT s.id, s.imported_at AS place, s.serial, s.item_id, i.name_de, i.name_en, s.product, s.batch, \
     CAST(NULL AS BIGINT) AS shipped_at, s.shipped_on, s.shipped_to, s.warranty_until, s.dead_on_arrival_until, i.warranty_months, \
     i.dead_on_arrival_days, i.owner_id, i.checklist, CAST(NULL AS TEXT) AS line_id, o.kind = 'vendor' AS vouched FROM serials s \
     JOIN organisations o ON o.id = s.organisation_id LEFT JOIN catalogue_items i ON i.id = s.item_id";

/// Devices whose folded serial number is one of these, as far as this person may see them; each serial number once.
///
/// # Errors
/// Whatever the database says.
pub async fn found(app: &App, on: &mut impl AsConn, actor: &Actor, lang: Lang, folded: &[String]) -> Result<Vec<Found>> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let borne = borne(on, folded).await?;
    let Some(last) = borne.last() else { return Ok(Vec::new()) };
    let padded = borne.len().next_multiple_of(STEP);
    let args: Vec<_> = borne.iter().chain(std::iter::repeat(last)).take(padded).flat_map(bulk::row).collect();
    let marks = format!("s.folded IN ({})", vec!["?"; padded].join(", "));
    // The parcel knows when and to whom; a file may know the batch, and the windows that were agreed on.
    for row in shipped(on, actor, |filter| filter.and(&marks, args.clone()), MOST).await? {
        add(&mut all, of(app, row, lang)?);
    }
    for row in imported(on, actor, |filter| filter.and(&marks, args), MOST).await? {
        add(&mut all, of(app, row, lang)?);
    }
    Ok(all.into_values().collect())
}

/// Those of many that any device bears, whoever may see it: of the hundreds that are one slip away, a few. One value and an index: what each device
/// is takes joins, and these are asked about the few.
async fn borne(on: &mut impl AsConn, folded: &[String]) -> Result<Vec<String>> {
    let among = |many: &str| {
        format!(
            "SELECT folded FROM serials WHERE folded IN (SELECT value FROM {many}) \
             UNION SELECT folded FROM delivery_serials WHERE folded IN (SELECT value FROM {many})"
        )
    };
    let sql = q2(among("json_each($1)"), among("json_array_elements_text(CAST($1 AS JSON))"));
    let rows: Vec<(String,)> = sql.bind(serde_json::to_string(folded)?).all(on).await?;
    Ok(rows.into_iter().map(|(folded,)| folded).collect())
}

fn add(all: &mut BTreeMap<String, Found>, more: Found) {
    let Some(known) = all.get_mut(&more.device.serial) else {
        all.insert(more.device.serial.clone(), more);
        return;
    };
    let (device, more) = (&mut known.device, more.device);
    if device.batch.is_empty() {
        device.batch = more.batch.clone();
    }
    // What somebody else claims gives way to what the vendor says.
    if device.known_by == KnownBy::Claim && more.known_by != KnownBy::Claim {
        let batch = std::mem::take(&mut device.batch);
        *device = more;
        if device.batch.is_empty() {
            device.batch = batch;
        }
        return;
    }
    // The longer window counts: whoever agreed on it, agreed.
    if device.item_id == more.item_id && more.known_by != KnownBy::Claim {
        device.warranty_until = device.warranty_until.max(more.warranty_until);
        device.dead_on_arrival_until = device.dead_on_arrival_until.max(more.dead_on_arrival_until);
    }
}

/// What went out in parcels, the last first.
pub(super) async fn shipped(on: &mut impl AsConn, actor: &Actor, which: impl FnOnce(&mut Filter), limit: i64) -> Result<Vec<Row>> {
    let mut filter = seen_by(actor, "q.");
    which(&mut filter);
    Ok(filter.query(SHIPPED, "ORDER BY d.shipped_at DESC, s.id DESC LIMIT ?", limit).all(on).await?)
}

/// What files name, the last imported first. A partner sees what is said to be theirs; what is nobody's, the vendor alone.
pub(super) async fn imported(on: &mut impl AsConn, actor: &Actor, which: impl FnOnce(&mut Filter), limit: i64) -> Result<Vec<Row>> {
    let mut filter = Filter::new();
    if !actor.is_vendor() {
        filter.and("s.partner_id = ?", &actor.organisation_id);
    }
    which(&mut filter);
    Ok(filter.query(IMPORTED, "ORDER BY s.imported_at DESC, s.id DESC LIMIT ?", limit).all(on).await?)
}

/// A row with its windows: what was said of this device, else what its product has.
pub(super) fn of(app: &App, row: Row, lang: Lang) -> Result<Found> {
    let shipped_on = match row.shipped_at {
        Some(at) => Some(calendar::day(app, at)?),
        None => day(row.shipped_on.as_deref())?,
    };
    let name = if lang == Lang::De { row.name_de } else { row.name_en };
    let warranty = shipped_on.zip(row.warranty_months).map(|(on, months)| plus_months(on, months));
    let dead = shipped_on.zip(row.dead_on_arrival_days).map(|(on, days)| on.plus_days(days));
    let device = Device {
        serial: row.serial,
        item_id: row.item_id,
        product: name.unwrap_or(row.product),
        batch: row.batch,
        shipped_on,
        shipped_to: row.shipped_to,
        warranty_until: day(row.warranty_until.as_deref())?.or(warranty),
        dead_on_arrival_until: day(row.dead_on_arrival_until.as_deref())?.or(dead),
        known_by: match (row.line_id.is_some(), row.vouched) {
            (true, _) => KnownBy::Shipment,
            (false, true) => KnownBy::Import,
            (false, false) => KnownBy::Claim,
        },
    };
    let checklist = row.checklist.as_deref().map_or(Ok(Vec::new()), serde_json::from_str)?;
    Ok(Found { device, owner_id: row.owner_id, checklist, line_id: row.line_id })
}
