//! What would come of a file of keys.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::{Claims, Edition, KeyRule, Product, ReadyMade, validate_ready_made};
use eyelevel_contract::validate::{Fault, Faults};

use super::columns::Column;
use super::store;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::sheet::{Fate, Line, Plan, Sheet, day, noted, number};

/// Keys of a file that are there already, or that somebody has.
pub(super) struct Known(HashSet<String>);

impl Known {
    pub(super) async fn load(on: &mut impl AsConn, sheet: &Sheet<Column>) -> Result<Self> {
        let keys: HashSet<&str> = sheet.lines.iter().filter_map(|line| line.get(&sheet.columns, Column::Key)).collect();
        let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Ok(Self(store::known(on, &keys).await?))
    }
}

/// A key that can be taken.
pub(super) struct Good {
    pub(super) rule_id: Id,
    pub(super) key: String,
    pub(super) edition_id: Option<Id>,
    pub(super) claims: Claims,
}

/// Looks at every line.
pub(super) fn of(sheet: &Sheet<Column>, known: &Known, product: &Product, rule: &KeyRule, now: Millis) -> Result<Plan<Good>> {
    let mut seen = HashSet::new();
    Plan::of(sheet, &sheet.columns.faults(|column| column == Column::Key), |line| {
        let good = read(sheet, line, product, rule, now)?;
        if known.0.contains(&good.key) {
            return Err(Error::field("key", Fault::Taken));
        }
        if !seen.insert(good.key.clone()) {
            return Err(Error::field("key", Fault::Twice));
        }
        Ok(Fate::Added(good))
    })
}

fn read(sheet: &Sheet<Column>, line: &Line, product: &Product, rule: &KeyRule, now: Millis) -> std::result::Result<Good, Faults> {
    let text = |column| line.get(&sheet.columns, column).unwrap_or_default();
    let mut faults = Faults::new();
    let edition = noted(&mut faults, Column::Edition, edition(product, text(Column::Edition))).flatten();
    let ready = ReadyMade {
        key: text(Column::Key),
        edition: edition.map(|edition| &edition.code),
        capacity: noted(&mut faults, Column::Capacity, number(text(Column::Capacity))).flatten(),
        host: text(Column::Host),
        versions: text(Column::Versions),
        expires: noted(&mut faults, Column::Expires, day(text(Column::Expires))).flatten(),
    };
    match validate_ready_made(&ready, product, rule, now) {
        Ok(claims) => faults.or(Good {
            rule_id: rule.id.clone(),
            key: ready.key.to_owned(),
            edition_id: edition.map(|edition| edition.id.clone()),
            claims,
        }),
        Err(found) => {
            for (field, all) in found.iter() {
                all.iter().for_each(|fault| faults.add(field, fault.clone()));
            }
            Err(faults)
        }
    }
}

/// An edition by its code or name; none: all of them.
fn edition<'a>(product: &'a Product, name: &str) -> std::result::Result<Option<&'a Edition>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    let lower = name.to_lowercase();
    let found = product.editions.iter().find(|e| e.code.as_str() == lower || e.name.to_lowercase() == lower);
    found.map(Some).ok_or(Fault::Unknown)
}
