//! An item while it is being edited: every field, made from the item's JSON and turned into it.

use eyelevel_contract::{
    demo_kits::{DEAD_ON_ARRIVAL_DAYS, WARRANTY_MONTHS},
    json::Json,
    lang::Lang,
    money::{Currency, Money, hundredths},
};

use crate::{
    i18n::lang,
    ui::{
        reactive::{Get, Var},
        record::{As, Entry, Record, Value, document, typed},
        rows::{self, Row, Rows},
    },
};

const ITEM: &[Entry] = &[
    ("name.de", As::Text),
    ("name.en", As::Text),
    ("description.de", As::Text),
    ("description.en", As::Text),
    ("adaptable.de", As::Text),
    ("adaptable.en", As::Text),
    ("loan", As::Flag),
    ("owner_id", As::Choice),
    // As people type them; together they make `price`.
    ("amount", As::Text),
    ("currency", As::Text),
    ("warranty_months", As::Number),
    ("dead_on_arrival_days", As::Number),
];
const PART: &[Entry] = &[("de", As::Text), ("en", As::Text)];
const VARIANT: &[Entry] = &[("id", As::Choice), ("name.de", As::Text), ("name.en", As::Text), ("on_hand", As::Number)];

/// The form.
#[derive(Clone)]
pub(super) struct Model {
    main: Record,
    pub(super) contents: Rows,
    pub(super) variants: Rows,
    pub(super) checklist: Rows,
}

/// An item as the form holds it, from its JSON: an edit that changes nothing.
pub(super) fn unchanged(item: &Json) -> Json {
    let mut json = item.clone();
    let price = (*item.get("price") != Json::Null).then(|| typed::<Money>(item.get("price")));
    json.put("owner_id", item.at("owner.id").clone());
    json.put("amount", Json::Text(price.map(amount).unwrap_or_default()));
    json.put("currency", Json::Text(price.map_or(Currency::Eur, Money::currency).word().to_owned()));
    json
}

/// An item of which nothing is known yet.
pub(super) fn nothing_yet() -> Json {
    let mut json = Json::Null;
    json.put("loan", Json::Bool(true));
    json.put("warranty_months", Json::Number(WARRANTY_MONTHS));
    json.put("dead_on_arrival_days", Json::Number(DEAD_ON_ARRIVAL_DAYS));
    json.put("currency", Json::Text(Currency::Eur.word().to_owned()));
    json.put("contents", Json::List(vec![Json::Null]));
    json.put("variants", Json::List(vec![Json::Null]));
    json
}

/// `189,00`, without a separator of thousands, so that it can be read back.
fn amount(price: Money) -> String {
    let (whole, part) = (price.minor() / 100, price.minor() % 100);
    let point = if lang() == Lang::De { "," } else { "." };
    [whole.to_string().as_str(), point, if part < 10 { "0" } else { "" }, &part.to_string()].concat()
}

/// Another thing in the box, or another step.
pub(super) fn part() -> Row {
    Row::new(PART, &Json::Null)
}

/// Another variant.
pub(super) fn variant() -> Row {
    Row::new(VARIANT, &Json::Null)
}

impl Model {
    pub(super) fn new(json: &Json) -> Self {
        let list = |entries, name: &str| Var::new(rows::of(entries, json.get(name)));
        let (contents, variants) = (list(PART, "contents"), list(VARIANT, "variants"));
        Self { main: Record::new(ITEM, json), contents, variants, checklist: list(PART, "checklist") }
    }

    /// Shows this.
    pub(super) fn fill(&self, json: &Json) {
        self.main.fill(json);
        self.contents.set(rows::of(PART, json.get("contents")));
        self.variants.set(rows::of(VARIANT, json.get("variants")));
        self.checklist.set(rows::of(PART, json.get("checklist")));
    }

    pub(super) fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }

    /// Whether the price is an amount, or none.
    pub(super) fn price_is_one(&self) -> bool {
        let price = self.value("amount").get();
        price.trim().is_empty() || hundredths(&price).is_some()
    }

    /// What stands in the form. Whoever reads it follows every field.
    pub(super) fn json(&self) -> Json {
        let mut json = self.main.json();
        json.put("contents", rows::json(self.contents));
        json.put("variants", rows::json(self.variants));
        json.put("checklist", rows::json(self.checklist));
        json
    }

    /// The same as an edit, with its price.
    pub(super) fn edit(&self) -> Json {
        let mut json = self.json();
        let price = hundredths(&self.value("amount").get()).map(|minor| Money::new(minor, typed(json.get("currency"))));
        json.put("price", price.map_or(Json::Null, |price| document(&price)));
        json
    }
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::demo_kits::{Bilingual, EditItem, Item, Variant};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{Owner, Set, untrack};

    #[test]
    fn an_item_goes_through_the_form_unchanged_and_a_price_that_is_none_is_noticed() {
        Owner::new().with(|| {
            let text = |de: &str| Bilingual { de: de.to_owned(), en: "e".to_owned() };
            let item = Item {
                id: "i".to_owned(),
                name: text("Display"),
                description: text("d"),
                contents: vec![text("Netzteil")],
                adaptable: text("a"),
                variants: vec![Variant { id: "v".to_owned(), name: text("klein"), free: 5, on_hand: Some(7) }],
                loan: true,
                price: Some(Money::new(18_905, Currency::Chf)),
                sale: true,
                owner: None,
                warranty_months: 36,
                dead_on_arrival_days: 14,
                checklist: vec![text("Leuchtet die LED?")],
                version: 3,
            };
            let model = Model::new(&unchanged(&document(&item)));
            let edit = || untrack(|| typed::<EditItem>(&model.edit()));
            let now = edit();
            assert_eq!((now.name, now.contents, now.price, now.loan), (item.name, item.contents, item.price, true));
            assert_eq!((now.variants[0].id.as_deref(), now.variants[0].on_hand), (Some("v"), 7));
            assert_eq!((now.warranty_months, now.dead_on_arrival_days, now.checklist), (36, 14, item.checklist));
            assert!(untrack(|| model.price_is_one()));
            model.value("amount").set("viel".to_owned());
            assert!(!untrack(|| model.price_is_one()));
            model.value("amount").set(String::new());
            assert!(untrack(|| model.price_is_one()) && edit().price.is_none());
        });
    }
}
