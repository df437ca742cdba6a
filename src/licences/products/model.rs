//! A product while it is being edited: every field, made from the product's JSON and turned into it.

use eyelevel_contract::{
    json::{Json, to_text},
    licences::{Issuer, Product, paths, validate_product},
};
use eyelevel_texts::products as t;

use crate::{
    edit_form::{Edited, Place},
    i18n::lang,
    router,
    ui::{
        failure::Errors,
        form::in_words,
        reactive::Var,
        record::{As, Entry, Record, Value, typed},
        rows::{self, Row, Rows},
        toast,
    },
};

const PRODUCT: &[Entry] =
    &[("name", As::Text), ("code", As::Text), ("capacity_unit.de", As::Text), ("capacity_unit.en", As::Text), ("owner_id", As::Choice)];
const EDITION: &[Entry] = &[("id", As::Choice), ("name", As::Text), ("code", As::Text)];
const RULE: &[Entry] = &[("id", As::Choice), ("versions", As::Text), ("issuer", As::Text), ("pattern", As::Text)];
const RELEASE: &[Entry] = &[("version", As::Text), ("published_on", As::Day)];

/// Where products are kept and sent.
pub(super) const PLACE: Place = Place {
    name: "product",
    all: paths::PRODUCTS,
    one: paths::product,
    done: |id, new| {
        if new {
            toast::say(t::added(lang()));
            return router::replace(&paths::product_page(id));
        }
        toast::say(t::saved(lang()));
        router::go(paths::PRODUCTS_PAGE);
    },
};

/// The form.
#[derive(Clone)]
pub(super) struct Model {
    main: Record,
    pub(super) editions: Rows,
    pub(super) rules: Rows,
    pub(super) releases: Rows,
    /// What the server has; none of a new one.
    before: Var<Option<Product>>,
}

/// A product as the form holds it, from its JSON: an edit that changes nothing.
fn unchanged(product: &Json) -> Json {
    let mut json = product.clone();
    json.put("owner_id", json.at("owner.id").clone());
    json
}

/// A product of which nothing is known yet.
fn nothing_yet() -> Json {
    let mut json = Json::Null;
    json.put("editions", Json::List(vec![Json::Null]));
    json.put("rules", Json::List(vec![a_rule()]));
    json
}

fn a_rule() -> Json {
    let mut json = Json::Null;
    json.put("issuer", Json::Text(Issuer::BuiltIn.word().to_owned()));
    json
}

/// Another edition.
pub(super) fn edition() -> Row {
    Row::new(EDITION, &Json::Null)
}

/// Another rule.
pub(super) fn rule() -> Row {
    Row::new(RULE, &a_rule())
}

/// Another version.
pub(super) fn release() -> Row {
    Row::new(RELEASE, &Json::Null)
}

impl Model {
    /// Of a product, or of a new one.
    pub(super) fn new(product: Option<&Json>) -> Self {
        let json = product.map_or_else(nothing_yet, unchanged);
        Self {
            main: Record::new(PRODUCT, &json),
            editions: Var::new(rows::of(EDITION, json.get("editions"))),
            rules: Var::new(rows::of(RULE, json.get("rules"))),
            releases: Var::new(rows::of(RELEASE, json.get("releases"))),
            before: Var::new(product.map(typed)),
        }
    }

    pub(super) fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }
}

impl Edited for Model {
    fn json(&self) -> Json {
        let mut json = self.main.json();
        json.put("editions", rows::json(self.editions));
        json.put("rules", rows::json(self.rules));
        json.put("releases", rows::json(self.releases));
        json
    }

    fn fill(&self, json: &Json) {
        self.main.fill(json);
        self.editions.set(rows::of(EDITION, json.get("editions")));
        self.rules.set(rows::of(RULE, json.get("rules")));
        self.releases.set(rows::of(RELEASE, json.get("releases")));
    }

    fn check(&self) -> Result<String, Errors> {
        let mut edit = typed::<eyelevel_contract::licences::EditProduct>(&self.json());
        // Our own keys have no pattern; what was typed for another kind is kept in the form.
        edit.rules.iter_mut().filter(|rule| rule.issuer == Issuer::BuiltIn).for_each(|rule| rule.pattern.clear());
        validate_product(&edit, self.before.peek().as_ref().as_ref()).map(|clean| to_text(&clean)).map_err(|faults| in_words(&faults))
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        // What is there now is what an edit is held against.
        self.before.set(Some(typed(theirs)));
        Self::new(Some(theirs)).json()
    }
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::json::parse;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{Owner, Set, untrack};

    const PRODUCT: &str = r#"{"id":"p","code":"archivar","name":"Archivar","editions":[{"id":"e","code":"standard","name":"Standard"}],
        "capacity_unit":{"de":"","en":""},"rules":[{"id":"r","versions":"9.x","issuer":"built_in","pattern":null},
        {"id":"s","versions":"8.x","issuer":"pool","pattern":"AR8-*"}],"releases":[{"version":"9.1.0","published_on":"2026-06-12"}],
        "owner":{"id":"o","name":"O"},"version":3}"#;

    #[test]
    fn a_product_goes_through_the_form_unchanged_and_a_range_that_overlaps_is_noticed() {
        Owner::new().with(|| {
            let product = parse(PRODUCT).expect("JSON");
            let model = Model::new(Some(&product));
            let sent = untrack(|| model.check()).expect("nothing is wrong with it");
            for part in [r#""id":"e""#, r#""id":"s","versions":"8.x","issuer":"pool","pattern":"AR8-*""#, r#""owner_id":"o""#, "2026-06-12"]
            {
                assert!(sent.contains(part), "{part} in {sent}");
            }
            let rules = model.rules.peek();
            rules[1].value("versions").set(">=8, <10".to_owned());
            let wrong = untrack(|| model.check()).expect_err("both cover 9.1");
            assert_eq!(wrong[0].0, "rules.1.versions");
            rules[1].value("versions").set("8.x".to_owned());
            // A pattern that was typed for a pool does not stay on keys of our own.
            rules[1].value("issuer").set("built_in".to_owned());
            assert!(untrack(|| model.check()).is_ok());
        });
    }
}
