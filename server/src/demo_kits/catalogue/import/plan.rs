//! What would come of a file.

use std::collections::HashMap;

use eyelevel_contract::demo_kits::{EditItem, Item};
use eyelevel_contract::ids::Id;
use eyelevel_contract::validate::{Fault, Faults};

use super::Sheet;
use super::columns::Column;
use super::item::{After, Of};
use super::known::{Known, edit_of};
use crate::error::Result;
use crate::sheet::{Fate, Line, Plan};

/// An item that is new, or changes.
pub(super) struct Kept {
    /// None: it is new.
    pub(super) before: Option<Item>,
    pub(super) item: EditItem,
}

/// What becomes of a line; the first one that changes anything of an item has all of it.
type Fated = std::result::Result<Fate<Option<Kept>>, Faults>;

/// Which item a line is about.
#[derive(Clone, PartialEq, Eq, Hash)]
enum About {
    /// One that is there.
    Known(usize),
    /// A new one, by its German name in small letters.
    New(String),
}

/// Looks at every line.
pub(super) fn of(sheet: &Sheet, known: &Known) -> Result<Plan<Option<Kept>>> {
    let mut header = sheet.columns.faults(|_: Column| false);
    let has = |column| sheet.columns.place(column).is_some();
    if ![Column::Id, Column::NameDe, Column::NameEn].into_iter().any(has) {
        header.add("name_de", Fault::Required);
    }
    if has(Column::Price) && has(Column::PriceMinor) {
        header.add("price", Fault::Twice);
    }
    let mut fates = fates(sheet, known).into_iter();
    Plan::of(sheet, &header, |_| Ok(fates.next().unwrap_or(Ok(Fate::Same))?))
}

/// Of each line, what becomes of it.
fn fates(sheet: &Sheet, known: &Known) -> Vec<Fated> {
    let mut fates: Vec<Fated> = sheet.lines.iter().map(|_| Ok(Fate::Same)).collect();
    let mut items: Vec<(About, Vec<usize>)> = Vec::new();
    let mut places: HashMap<About, usize> = HashMap::new();
    for (n, line) in sheet.lines.iter().enumerate() {
        match about(sheet, known, line) {
            Ok(about) => {
                let place = *places.entry(about.clone()).or_insert_with(|| {
                    items.push((about, Vec::new()));
                    items.len() - 1
                });
                items[place].1.push(n);
            }
            Err(faults) => fates[n] = Err(faults),
        }
    }
    for (about, numbers) in items {
        let before = if let About::Known(place) = about { known.items.get(place) } else { None };
        let lines = numbers.iter().map(|n| &sheet.lines[*n]).collect();
        let of_item = together(&Of { sheet, known, before, lines });
        numbers.into_iter().zip(of_item).for_each(|(n, fate)| fates[n] = fate);
    }
    fates
}

fn about(sheet: &Sheet, known: &Known, line: &Line) -> std::result::Result<About, Faults> {
    let text = |column| line.get(&sheet.columns, column).unwrap_or_default();
    let (id, de, en) = (text(Column::Id), text(Column::NameDe), text(Column::NameEn));
    let mut faults = Faults::new();
    let found = match (id, de, en) {
        ("", "", "") => Err(("name_de", Fault::Required)),
        ("", de, en) => known.named(de, en).map_err(|fault| (if de.is_empty() { "name_en" } else { "name_de" }, fault)),
        (id, ..) => known.of_id(id).map(Some).map_err(|fault| ("id", fault)),
    };
    match found {
        Ok(Some(place)) => Ok(About::Known(place)),
        Ok(None) if de.is_empty() => Ok(About::New(en.to_lowercase())),
        Ok(None) => Ok(About::New(de.to_lowercase())),
        Err((field, fault)) => {
            faults.add(field, fault);
            Err(faults)
        }
    }
}

/// What becomes of the lines of one item: it is taken as a whole or not at all.
fn together(of: &Of) -> Vec<Fated> {
    let is_cut = |line: &&Line| line.is_too_wide(&of.sheet.columns);
    let read = of.read();
    let cut = of.lines.iter().any(is_cut);
    match read {
        Ok(after) if !cut => fate(of, after),
        Ok(_) => of.lines.iter().map(|line| Err(if is_cut(line) { Faults::new() } else { with_the_others() })).collect(),
        Err(faults) => {
            let each = |(line, faults): (&&Line, Faults)| Err(if faults.is_empty() && !is_cut(line) { with_the_others() } else { faults });
            of.lines.iter().zip(faults).map(each).collect()
        }
    }
}

/// Another line of the item can't be taken.
fn with_the_others() -> Faults {
    let mut faults = Faults::new();
    faults.add("", Fault::Required);
    faults
}

/// A variant that is new counts as new, one that changes as changed; what changes of the item as a whole, its first line says.
fn fate(of: &Of, After { item, places }: After) -> Vec<Fated> {
    let before = of.before.map(edit_of);
    let whole = before.as_ref().is_some_and(|before| {
        let alike = EditItem { variants: before.variants.clone(), ..item.clone() };
        alike != *before
    });
    let mut fates: Vec<Fated> = Vec::with_capacity(places.len());
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for (n, place) in places.iter().enumerate() {
        let variant = place.and_then(|place| item.variants.get(place));
        let of = |id: &Option<Id>| before.iter().flat_map(|before| &before.variants).find(|known| known.id == *id && id.is_some());
        let known = variant.and_then(|variant| of(&variant.id));
        added.push(variant.is_some() && known.is_none());
        changed.push(known.is_some() && known != variant || whole && n == 0);
    }
    let mut kept = Some(Kept { before: of.before.cloned(), item });
    for (added, changed) in added.into_iter().zip(changed) {
        fates.push(Ok(match (added, changed) {
            (true, _) => Fate::Added(kept.take()),
            (false, true) => Fate::Changed(kept.take()),
            (false, false) => Fate::Same,
        }));
    }
    fates
}
