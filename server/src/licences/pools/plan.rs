//! What would come of a file of keys.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{Claims, Edition, Import, KeyRule, Product, ReadyMade, validate_ready_made};
use eyelevel_contract::validate::{Fault, Faults};

use super::columns::Column;
use super::store;
use crate::db::AsConn;
use crate::error::Result;
use crate::sheet::{Bad, Line, Sheet, day, noted, number};

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
pub(super) struct Good<'a> {
    pub(super) key: &'a str,
    pub(super) edition_id: Option<&'a Id>,
    pub(super) claims: Claims,
}

/// What becomes of all lines.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub(super) good: Vec<Good<'a>>,
    pub(super) bad: Bad,
    lines: usize,
    ignored: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Looks at every line; a bad one stops nobody.
    pub(super) fn of(sheet: &'a Sheet<Column>, known: &Known, product: &'a Product, rule: &KeyRule, now: Millis) -> Self {
        let mut plan = Self { ignored: sheet.columns.ignored(), ..Self::default() };
        let header = sheet.columns.faults(|column| column == Column::Key);
        if !header.is_empty() {
            plan.bad = Bad::header(&header);
            return plan;
        }
        let mut seen = HashSet::new();
        for line in &sheet.lines {
            plan.lines += 1;
            match read(sheet, line, product, rule, now) {
                Ok(good) if known.0.contains(good.key) => plan.bad.add(line, &sheet.columns, &one(Fault::Taken)),
                Ok(good) if !seen.insert(good.key) => plan.bad.add(line, &sheet.columns, &one(Fault::Twice)),
                Ok(good) => plan.good.push(good),
                Err(faults) => plan.bad.add(line, &sheet.columns, &faults),
            }
        }
        plan
    }

    /// In words.
    pub(super) fn worded(&self, lang: Lang, done: bool) -> Import {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Import {
            lines: count(self.lines),
            added: count(self.good.len()),
            changed: 0,
            same: 0,
            bad: self.bad.worded(lang),
            ignored: self.ignored.clone(),
            done,
        }
    }
}

fn one(fault: Fault) -> Faults {
    let mut faults = Faults::new();
    faults.add("key", fault);
    faults
}

fn read<'a>(
    sheet: &'a Sheet<Column>,
    line: &'a Line,
    product: &'a Product,
    rule: &KeyRule,
    now: Millis,
) -> std::result::Result<Good<'a>, Faults> {
    let text = |column| line.get(&sheet.columns, column).unwrap_or_default();
    let mut faults = Faults::new();
    if line.is_too_wide(&sheet.columns) {
        faults.add("", Fault::TooMany(sheet.columns.width()));
    }
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
        Ok(claims) => faults.or(Good { key: ready.key, edition_id: edition.map(|edition| &edition.id), claims }),
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
