//! What the lines of one item say of it.

use eyelevel_contract::demo_kits::{Bilingual, DEAD_ON_ARRIVAL_DAYS, EditItem, EditVariant, Item, WARRANTY_MONTHS, validate_item};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::money::{Currency, Money, hundredths};
use eyelevel_contract::validate::{Fault, Faults};

use super::Sheet;
use super::columns::{Column, OF_ITEM};
use super::known::{Known, edit_of};
use crate::sheet::{Column as _, Line, noted, number};

/// An item after its lines.
pub(super) struct After {
    /// As it shall be.
    pub(super) item: EditItem,
    /// Which of its variants each line means; none: it says something of the item as a whole alone.
    pub(super) places: Vec<Option<usize>>,
}

/// The lines of one item, and what was there before.
pub(super) struct Of<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) known: &'a Known,
    pub(super) before: Option<&'a Item>,
    pub(super) lines: Vec<&'a Line>,
}

impl Of<'_> {
    /// What they make of it, or what is wrong in each of them.
    pub(super) fn read(&self) -> Result<After, Vec<Faults>> {
        let mut faults: Vec<Faults> = self.lines.iter().map(|line| self.otherwise(line)).collect();
        let mut item = self.before.map_or_else(nothing_yet, edit_of);
        self.whole(&mut item, &mut faults[0]);
        let mut places = Vec::with_capacity(self.lines.len());
        for (line, faults) in self.lines.iter().zip(&mut faults) {
            let place = self.variant(&mut item, line, faults);
            if place.is_some() && places.contains(&place) {
                faults.add("variant_de", Fault::Twice);
            }
            places.push(place);
        }
        let item = match validate_item(&item) {
            Ok(clean) => clean,
            Err(found) => {
                place(&found, &places, &mut faults);
                item
            }
        };
        if faults.iter().all(Faults::is_empty) { Ok(After { item, places }) } else { Err(faults) }
    }

    /// Where a line says something else of the item than one further up.
    fn otherwise(&self, line: &Line) -> Faults {
        let mut faults = Faults::new();
        for column in OF_ITEM {
            let said = line.get(&self.sheet.columns, *column).unwrap_or_default();
            if !said.is_empty() && self.said(*column) != Some(said) {
                faults.add(column.word(), Fault::MustBeEmpty);
            }
        }
        faults
    }

    /// The first line that says something in a column.
    fn first(&self, column: Column) -> Option<&Line> {
        let says = |line: &&&Line| line.get(&self.sheet.columns, column).is_some_and(|said| !said.is_empty());
        self.lines.iter().find(says).copied()
    }

    /// What is said of the item as a whole; none: nothing, and it stays as it is.
    fn said(&self, column: Column) -> Option<&str> {
        self.first(column)?.get(&self.sheet.columns, column)
    }

    fn whole(&self, item: &mut EditItem, faults: &mut Faults) {
        for (text, de, en) in [
            (&mut item.name, Column::NameDe, Column::NameEn),
            (&mut item.description, Column::DescriptionDe, Column::DescriptionEn),
            (&mut item.adaptable, Column::AdaptableDe, Column::AdaptableEn),
        ] {
            self.text(&mut text.de, de);
            self.text(&mut text.en, en);
        }
        item.contents = self.list(&item.contents, Column::ContentsDe, Column::ContentsEn);
        item.checklist = self.list(&item.checklist, Column::ChecklistDe, Column::ChecklistEn);
        if let Some(loan) = self.value(Column::Loan, faults, flag) {
            item.loan = loan;
        }
        if let Some(months) = self.value(Column::WarrantyMonths, faults, number) {
            item.warranty_months = months;
        }
        if let Some(days) = self.value(Column::DeadOnArrivalDays, faults, number) {
            item.dead_on_arrival_days = days;
        }
        self.price(item, faults);
        if let Some(text) = self.said(Column::Owner) {
            item.owner_id = noted(faults, Column::Owner, self.known.owner(text, item.owner_id.as_ref()));
        }
    }

    fn value<T>(&self, column: Column, faults: &mut Faults, read: impl Fn(&str) -> Result<Option<T>, Fault>) -> Option<T> {
        noted(faults, column, read(self.said(column).unwrap_or_default())).flatten()
    }

    fn text(&self, text: &mut String, column: Column) {
        if let Some(said) = self.said(column) {
            said.clone_into(text);
        }
    }

    /// A list in both languages, a line each.
    fn list(&self, before: &[Bilingual], de: Column, en: Column) -> Vec<Bilingual> {
        let said = |column: Column| self.first(column).and_then(|line| line.list(&self.sheet.columns, column));
        let (mut de, mut en) = (said(de), said(en));
        if de.is_none() && en.is_none() {
            return before.to_vec();
        }
        let de = de.get_or_insert_with(|| before.iter().map(|one| one.de.as_str()).collect());
        let en = en.get_or_insert_with(|| before.iter().map(|one| one.en.as_str()).collect());
        let at = |all: &[&str], n: usize| all.get(n).copied().unwrap_or_default().to_owned();
        let all = (0..de.len().max(en.len())).map(|n| Bilingual { de: at(de, n), en: at(en, n) });
        all.filter(|one| !(one.de.is_empty() && one.en.is_empty())).collect()
    }

    /// An amount as people type it, or as the export writes it.
    fn price(&self, item: &mut EditItem, faults: &mut Faults) {
        let currency = self.value(Column::Currency, faults, |text| match text {
            "" => Ok(None),
            text => Currency::from_word(&text.to_uppercase()).map(Some).ok_or(Fault::Unknown),
        });
        let currency = currency.or(item.price.map(Money::currency)).unwrap_or(Currency::Eur);
        let minor = match (self.said(Column::Price), self.said(Column::PriceMinor)) {
            (None, None) => Ok(item.price.map(Money::minor)),
            (Some(text), _) => hundredths(text).map(Some).ok_or(Fault::NotAnAmount),
            (None, Some(text)) => number(text),
        };
        let minor = noted(faults, Column::Price, minor).flatten();
        item.price = minor.map(|minor| Money::new(minor, currency));
    }

    /// Which variant a line means, and what it says of it; a new one comes behind the others. None: of an item that is there it says nothing.
    fn variant(&self, item: &mut EditItem, line: &Line, faults: &mut Faults) -> Option<usize> {
        let text = |column| line.get(&self.sheet.columns, column).unwrap_or_default();
        let (id, de, en) = (text(Column::VariantId), text(Column::VariantDe), text(Column::VariantEn));
        let on_hand = text(Column::OnHand);
        if self.before.is_some() && [id, de, en, on_hand].iter().all(|said| said.is_empty()) {
            return None;
        }
        let is = |variant: &EditVariant| match (id, de, en) {
            ("", "", en) => variant.name.en.to_lowercase() == en.to_lowercase(),
            ("", de, _) => variant.name.de.to_lowercase() == de.to_lowercase(),
            (id, ..) => variant.id.as_deref() == Some(id),
        };
        let found = match item.variants.as_slice() {
            // Where there is one alone, it need not be named.
            [only] if id.is_empty() && de.is_empty() && en.is_empty() && only.id.is_some() => Some(0),
            all => all.iter().position(is),
        };
        let place = found.unwrap_or_else(|| {
            if !id.is_empty() {
                faults.add("variant_id", Fault::Unknown);
            }
            item.variants.push(EditVariant { id: None, name: blank(), on_hand: 0 });
            item.variants.len() - 1
        });
        let variant = &mut item.variants[place];
        for (name, said) in [(&mut variant.name.de, de), (&mut variant.name.en, en)] {
            if !said.is_empty() {
                said.clone_into(name);
            }
        }
        if let Some(on_hand) = noted(faults, Column::OnHand, number(on_hand)).flatten() {
            variant.on_hand = on_hand;
        }
        let known = self.before.and_then(|item| item.variants.iter().find(|known| Some(&known.id) == variant.id.as_ref()));
        let reserved = known.map_or(0, |known| known.on_hand.unwrap_or(known.free) - known.free);
        if variant.on_hand < reserved {
            faults.add("on_hand", Fault::TooSmall(reserved));
        }
        Some(place)
    }
}

fn nothing_yet() -> EditItem {
    EditItem {
        name: blank(),
        description: blank(),
        contents: Vec::new(),
        adaptable: blank(),
        loan: true,
        price: None,
        owner_id: None,
        variants: Vec::new(),
        warranty_months: WARRANTY_MONTHS,
        dead_on_arrival_days: DEAD_ON_ARRIVAL_DAYS,
        checklist: Vec::new(),
    }
}

const fn blank() -> Bilingual {
    Bilingual { de: String::new(), en: String::new() }
}

/// Yes or no, as people and spreadsheets write it.
fn flag(text: &str) -> Result<Option<bool>, Fault> {
    match text.to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "ja" | "wahr" | "x" | "1" => Ok(Some(true)),
        "false" | "no" | "nein" | "falsch" | "0" => Ok(Some(false)),
        _ => Err(Fault::Unknown),
    }
}

/// Puts what the contract finds of an item to the line and the column that it comes from.
fn place(found: &Faults, places: &[Option<usize>], faults: &mut [Faults]) {
    for (path, all) in found.iter() {
        let mut parts = path.split('.');
        let (first, last) = (parts.next().unwrap_or_default(), path.rsplit('.').next().unwrap_or_default());
        let of_variant = parts.next().filter(|_| first == "variants").and_then(|n| n.parse().ok());
        let line = of_variant.and_then(|n: usize| places.iter().position(|place| *place == Some(n))).unwrap_or(0);
        let name = match first {
            "variants" => "variant",
            "owner_id" => "owner",
            other => other,
        };
        let is_language = Lang::from_word(last).is_some();
        let field = if first == "variants" && matches!(last, "on_hand" | "id") {
            if last == "id" { "variant_id".to_owned() } else { last.to_owned() }
        } else if is_language {
            format!("{name}_{last}")
        } else if Column::of_field(name).is_some() {
            name.to_owned()
        } else {
            // Of the list as a whole.
            format!("{name}_de")
        };
        for fault in all {
            if !faults[line].of(&field).contains(fault) {
                faults[line].add(&field, fault.clone());
            }
        }
    }
}
