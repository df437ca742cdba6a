//! An item while it is being edited: a signal for every field.

use eyelevel_contract::{
    demo_kits::{Bilingual, EditItem, EditVariant, Item},
    ids::Id,
    lang::Lang,
    money::{Currency, Money, hundredths},
};

use crate::{
    i18n::lang,
    ui::{
        button::unique,
        reactive::{Get, RwSignal, Set, Var},
    },
};

pub(super) type Value = RwSignal<String>;

/// A sentence in both languages.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    /// For lists: stays, whatever comes or goes.
    pub(super) key: u32,
    pub(super) de: Value,
    pub(super) en: Value,
}

#[derive(Clone)]
pub(super) struct Variant {
    pub(super) id: Option<Id>,
    pub(super) name: Pair,
    pub(super) on_hand: Value,
}

/// The form.
#[derive(Clone, Copy)]
pub(super) struct Model {
    /// Name, description, what can be adapted.
    pub(super) words: [Pair; 3],
    pub(super) contents: Var<Vec<Pair>>,
    pub(super) variants: Var<Vec<Variant>>,
    pub(super) loan: Value,
    pub(super) price: Value,
    pub(super) currency: Value,
    pub(super) owner: Value,
}

fn value(text: String) -> Value {
    RwSignal::new(text)
}

impl Pair {
    pub(super) fn new(text: &Bilingual) -> Self {
        Self { key: unique(), de: value(text.de.clone()), en: value(text.en.clone()) }
    }

    fn get(self) -> Bilingual {
        Bilingual { de: self.de.get(), en: self.en.get() }
    }
}

impl Variant {
    pub(super) fn new(edit: &EditVariant) -> Self {
        Self { id: edit.id.clone(), name: Pair::new(&edit.name), on_hand: value(edit.on_hand.to_string()) }
    }
}

/// An item as an edit that changes nothing.
pub(super) fn unchanged(item: &Item) -> EditItem {
    let variant = |v: &eyelevel_contract::demo_kits::Variant| EditVariant {
        id: Some(v.id.clone()),
        name: v.name.clone(),
        on_hand: v.on_hand.unwrap_or(v.free),
    };
    EditItem {
        name: item.name.clone(),
        description: item.description.clone(),
        contents: item.contents.clone(),
        adaptable: item.adaptable.clone(),
        loan: item.loan,
        price: item.price,
        owner_id: item.owner.as_ref().map(|owner| owner.id.clone()),
        variants: item.variants.iter().map(variant).collect(),
    }
}

/// A sentence that nobody has written yet.
pub(super) fn blank() -> Bilingual {
    Bilingual { de: String::new(), en: String::new() }
}

/// A variant that nobody has named yet.
pub(super) fn new_variant() -> EditVariant {
    EditVariant { id: None, name: blank(), on_hand: 0 }
}

/// An item of which nothing is known yet.
pub(super) fn nothing_yet() -> EditItem {
    let [name, description, adaptable] = [blank(), blank(), blank()];
    let (contents, variants) = (vec![blank()], vec![new_variant()]);
    EditItem { name, description, contents, adaptable, loan: true, price: None, owner_id: None, variants }
}

/// `189,00`, without a separator of thousands, so that it can be read back.
fn amount(price: Money) -> String {
    let (whole, part) = (price.minor() / 100, price.minor() % 100);
    let point = if lang() == Lang::De { "," } else { "." };
    [whole.to_string().as_str(), point, if part < 10 { "0" } else { "" }, &part.to_string()].concat()
}

impl Model {
    pub(super) fn new(edit: &EditItem) -> Self {
        let empty = || value(String::new());
        let model = Self {
            words: [&edit.name, &edit.description, &edit.adaptable].map(Pair::new),
            contents: Var::new(Vec::new()),
            variants: Var::new(Vec::new()),
            loan: empty(),
            price: empty(),
            currency: empty(),
            owner: empty(),
        };
        model.fill(edit);
        model
    }

    /// Shows this.
    pub(super) fn fill(self, edit: &EditItem) {
        for (pair, text) in self.words.iter().zip([&edit.name, &edit.description, &edit.adaptable]) {
            pair.de.set(text.de.clone());
            pair.en.set(text.en.clone());
        }
        self.contents.set(edit.contents.iter().map(Pair::new).collect());
        self.variants.set(edit.variants.iter().map(Variant::new).collect());
        self.loan.set(if edit.loan { "on" } else { "" }.to_owned());
        self.price.set(edit.price.map(amount).unwrap_or_default());
        self.currency.set(edit.price.map_or(Currency::Eur, Money::currency).word().to_owned());
        self.owner.set(edit.owner_id.clone().unwrap_or_default());
    }

    /// Whether the price is an amount, or none.
    pub(super) fn price_is_one(self) -> bool {
        let price = self.price.get();
        price.trim().is_empty() || hundredths(&price).is_some()
    }

    /// What stands in the form; whoever reads it follows every field.
    pub(super) fn edit(self) -> EditItem {
        let [name, description, adaptable] = self.words.map(Pair::get);
        let currency = Currency::from_word(&self.currency.get()).unwrap_or(Currency::Eur);
        let variant = |v: &Variant| EditVariant {
            id: v.id.clone(),
            name: v.name.get(),
            // What is no number is out of bounds, and said to be.
            on_hand: v.on_hand.get().trim().parse().unwrap_or(-1),
        };
        EditItem {
            name,
            description,
            contents: self.contents.get().iter().map(|pair| pair.get()).collect(),
            adaptable,
            loan: !self.loan.get().is_empty(),
            price: hundredths(&self.price.get()).map(|minor| Money::new(minor, currency)),
            owner_id: Some(self.owner.get()).filter(|id| !id.is_empty()),
            variants: self.variants.get().iter().map(variant).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{Owner, untrack};

    #[test]
    fn an_item_goes_through_the_form_unchanged_and_a_price_that_is_none_is_noticed() {
        Owner::new().with(|| {
            let text = |de: &str| Bilingual { de: de.to_owned(), en: "e".to_owned() };
            let variant = EditVariant { id: Some("v".to_owned()), name: text("klein"), on_hand: 7 };
            let price = Some(Money::new(18_905, Currency::Chf));
            let edit = EditItem { name: text("Display"), price, owner_id: Some("p".to_owned()), variants: vec![variant], ..nothing_yet() };
            let model = Model::new(&edit);
            assert_eq!(untrack(|| model.edit()), edit);
            assert!(untrack(|| model.price_is_one()));
            model.price.set("viel".to_owned());
            assert!(!untrack(|| model.price_is_one()));
            model.price.set(String::new());
            assert!(untrack(|| model.price_is_one() && model.edit().price.is_none()));
        });
    }
}
