//! What would come of a file.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::NAME_MAX;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::serials::{SERIAL_MAX, clean};
use eyelevel_contract::validate::{Fault, Faults};

use super::columns::Column;
use crate::db::{AsConn, Query, bulk, q};
use crate::error::Result;
use crate::sheet::{self, Columns, Fate, Line, Plan, day, noted};

/// What stands in such a file.
pub(super) type Sheet = sheet::Sheet<Column>;

/// What a line says of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) serial: String,
    pub(super) partner_id: Option<Id>,
    pub(super) item_id: Option<Id>,
    pub(super) product: String,
    pub(super) batch: String,
    pub(super) shipped_on: Option<Date>,
    pub(super) shipped_to: String,
    pub(super) warranty_until: Option<Date>,
    pub(super) dead_on_arrival_until: Option<Date>,
}

/// What a file is held against.
pub(super) struct Known {
    /// By name in small letters.
    items: BTreeMap<String, Id>,
    partners: BTreeMap<String, Id>,
    /// What the importer has said before, by serial number.
    said: BTreeMap<String, Kept>,
}

#[derive(sqlx::FromRow)]
struct Row {
    serial: String,
    partner_id: Option<Id>,
    item_id: Option<Id>,
    product: String,
    batch: String,
    shipped_on: Option<String>,
    shipped_to: String,
    warranty_until: Option<String>,
    dead_on_arrival_until: Option<String>,
}

impl Known {
    /// Reads what a sheet may name.
    pub(super) async fn load(on: &mut impl AsConn, actor: &Actor, sheet: &Sheet) -> Result<Self> {
        let mut known = Self { items: BTreeMap::new(), partners: BTreeMap::new(), said: BTreeMap::new() };
        let items: Vec<(Id, String, String)> = q("SELECT id, name_de, name_en FROM catalogue_items ORDER BY id").all(on).await?;
        for (id, de, en) in items {
            known.items.insert(de.to_lowercase(), id.clone());
            known.items.insert(en.to_lowercase(), id);
        }
        if !actor.is_partner() {
            let partners: Vec<(Id, String)> = q("SELECT id, name FROM organisations WHERE kind = 'partner'").all(on).await?;
            known.partners = partners.into_iter().map(|(id, name)| (name.to_lowercase(), id)).collect();
        }
        let serials: BTreeSet<String> =
            sheet.lines.iter().filter_map(|line| clean(line.get(&sheet.columns, Column::Serial)?).ok()).collect();
        let serials: Vec<String> = serials.into_iter().collect();
        for (some, marks) in bulk::some_of(&serials) {
            let sql = format!(
                "SELECT serial, partner_id, item_id, product, batch, shipped_on, shipped_to, warranty_until, dead_on_arrival_until \
                 FROM serials WHERE serial IN {marks} AND organisation_id = ${}",
                some.len() + 1
            );
            let rows: Vec<Row> = some.iter().fold(q(sql), Query::bind).bind(&actor.organisation_id).all(on).await?;
            for row in rows {
                let day = |text: Option<String>| crate::requests::store::day(text.as_deref());
                let kept = Kept {
                    partner_id: row.partner_id,
                    item_id: row.item_id,
                    product: row.product,
                    batch: row.batch,
                    shipped_on: day(row.shipped_on)?,
                    shipped_to: row.shipped_to,
                    warranty_until: day(row.warranty_until)?,
                    dead_on_arrival_until: day(row.dead_on_arrival_until)?,
                    serial: row.serial,
                };
                known.said.insert(kept.serial.clone(), kept);
            }
        }
        Ok(known)
    }
}

/// Looks at every line.
pub(super) fn of(sheet: &Sheet, known: &Known, actor: &Actor, today: Date) -> Result<Plan<Kept>> {
    let mut seen = BTreeSet::new();
    Plan::of(sheet, &sheet.columns.faults(|column: Column| column == Column::Serial), |line| {
        let kept = read(line, &sheet.columns, known, actor, today, &mut seen)?;
        Ok(match known.said.get(&kept.serial) {
            Some(before) if *before == kept => Fate::Same,
            Some(_) => Fate::Changed(kept),
            None => Fate::Added(kept),
        })
    })
}

fn read(
    line: &Line,
    columns: &Columns<Column>,
    known: &Known,
    actor: &Actor,
    today: Date,
    seen: &mut BTreeSet<String>,
) -> std::result::Result<Kept, Faults> {
    let text = |column| line.get(columns, column).unwrap_or_default();
    let mut faults = Faults::new();
    let serial = noted(&mut faults, Column::Serial, clean(text(Column::Serial))).unwrap_or_default();
    if !serial.is_empty() && !seen.insert(serial.clone()) {
        faults.add("serial", Fault::Twice);
    }
    let partner_id = match text(Column::Partner) {
        _ if actor.is_partner() => Some(actor.organisation_id.clone()),
        "" => None,
        name => match known.partners.get(&name.to_lowercase()) {
            // A distributor must not learn from us who is a partner: their other customers are nobody's business here.
            None if actor.is_vendor() => {
                faults.add("partner", Fault::Unknown);
                None
            }
            found => found.cloned(),
        },
    };
    let product = faults.optional_text("product", text(Column::Product), NAME_MAX).unwrap_or_default();
    let shipped_on = noted(&mut faults, Column::ShippedOn, day(text(Column::ShippedOn))).flatten();
    if shipped_on.is_some_and(|on| on > today) {
        faults.add("shipped_on", Fault::NotYet);
    }
    let warranty_until = noted(&mut faults, Column::WarrantyUntil, day(text(Column::WarrantyUntil))).flatten();
    let dead_on_arrival_until = noted(&mut faults, Column::DeadOnArrivalUntil, day(text(Column::DeadOnArrivalUntil))).flatten();
    for (field, until) in [("warranty_until", warranty_until), ("dead_on_arrival_until", dead_on_arrival_until)] {
        // The vendor's word is the vendor's to give: a partner's own file says what there is, not until when it is covered.
        if until.is_some() && !actor.is_vendor() {
            faults.add(field, Fault::NotOffered);
        } else if until.zip(shipped_on).is_some_and(|(until, on)| until < on) {
            faults.add(field, Fault::EndsBeforeStart);
        }
    }
    let batch = faults.optional_text("batch", text(Column::Batch), SERIAL_MAX).unwrap_or_default();
    let shipped_to = faults.optional_text("shipped_to", text(Column::ShippedTo), NAME_MAX).unwrap_or_default();
    let item_id = known.items.get(&product.to_lowercase()).cloned();
    faults.or(Kept { serial, partner_id, item_id, product, batch, shipped_on, shipped_to, warranty_until, dead_on_arrival_until })
}
