//! What the forms of products, known issues and installations refuse.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    licences::{EditInstallation, EditKnownIssue, EditProduct, KeyPattern, validate_installation, validate_known_issue, validate_product},
    validate::{Fault, Faults},
};

use super::samples::{both, edit_installation, edit_known_issue, edit_product, product};
use crate::samples::today;

#[test]
fn a_whole_product_passes_and_its_versions_are_written_out() {
    let clean = validate_product(&edit_product(), Some(&product())).unwrap();
    assert_eq!(clean.releases[0].version, "9.1.0");
}

#[test]
fn one_rule_a_version_and_one_form_a_rule() {
    let wrong = |change: fn(&mut EditProduct)| {
        let mut edit = edit_product();
        change(&mut edit);
        validate_product(&edit, Some(&product())).unwrap_err()
    };
    assert_eq!(wrong(|p| p.rules[1].versions = ">=8, <9.1".to_owned()).of("rules.1.versions"), [Fault::Overlaps(">=9".to_owned())]);
    assert_eq!(wrong(|p| p.rules[0].versions = ">=9, <8".to_owned()).of("rules.0.versions"), [Fault::EmptyRange]);
    assert_eq!(wrong(|p| p.rules[0].versions = "nine".to_owned()).of("rules.0.versions"), [Fault::NotARange]);
    assert_eq!(wrong(|p| p.rules[0].versions = " ".to_owned()).of("rules.0.versions"), [Fault::Required]);
    assert_eq!(wrong(|p| p.rules[2].pattern = "BK?-*".to_owned()).of("rules.2.pattern"), [Fault::Overlaps("BK8-*".to_owned())]);
    assert_eq!(wrong(|p| p.rules[2].pattern = "*".to_owned()).of("rules.2.pattern"), [Fault::NotAPattern]);
    assert_eq!(wrong(|p| p.rules[0].pattern = "BK9-*".to_owned()).of("rules.0.pattern"), [Fault::NotOffered]);
    assert_eq!(wrong(|p| p.code = "storage".to_owned()).of("code"), [Fault::NotOffered], "it stands in the keys that are out");
    assert_eq!(wrong(|p| p.code = "Back up".to_owned()).of("code"), [Fault::NotACode]);
    assert_eq!(wrong(|p| p.editions.clear()).of("editions"), [Fault::Required]);
    assert_eq!(wrong(|p| p.editions[1].code = "server".to_owned()).of("editions.1.code"), [Fault::Twice]);
    assert_eq!(wrong(|p| p.editions[0].id = None).of("editions"), [Fault::Required], "installations name it");
    assert_eq!(wrong(|p| p.editions[0].code = "core".to_owned()).of("editions.0.code"), [Fault::NotOffered], "keys name it");
    assert_eq!(wrong(|p| p.editions[1].id = Some("x".to_owned())).of("editions.1.id"), [Fault::Unknown]);
    assert_eq!(wrong(|p| p.editions[1].id = Some("e".to_owned())).of("editions.1.id"), [Fault::Twice]);
    assert_eq!(wrong(|p| p.rules[1].id = Some("x".to_owned())).of("rules.1.id"), [Fault::Unknown]);
    assert_eq!(wrong(|p| p.rules.iter_mut().for_each(|r| r.id = Some("8.x".to_owned()))).of("rules.1.id"), [Fault::Twice]);
    assert_eq!(wrong(|p| p.capacity_unit.en.clear()).of("capacity_unit.en"), [Fault::Required]);
    assert_eq!(wrong(|p| p.releases.push(p.releases[0].clone())).of("releases.1.version"), [Fault::Twice]);
    assert_eq!(wrong(|p| p.releases[0].published_on = None).of("releases.0.published_on"), [Fault::Required]);
    assert_eq!(wrong(|p| p.rules = vec![p.rules[0].clone(); 201]).of("rules"), [Fault::TooMany(200)]);
}

#[test]
fn an_installation_is_of_a_product_and_one_of_its_editions() {
    let wrong = |change: fn(&mut EditInstallation)| {
        let mut edit = edit_installation();
        change(&mut edit);
        validate_installation(&edit, Some(&product())).unwrap_err()
    };
    let clean = validate_installation(&edit_installation(), Some(&product())).unwrap();
    assert_eq!(clean.runs, "9.1.0", "and a contract that has ended is no fault");
    assert_eq!(validate_installation(&edit_installation(), None).unwrap_err().of("product_id"), [Fault::Unknown]);
    assert_eq!(wrong(|i| i.edition_id = "else".to_owned()).of("edition_id"), [Fault::Unknown]);
    assert_eq!(wrong(|i| i.customer_id.clear()).of("customer_id"), [Fault::Required]);
    assert_eq!(wrong(|i| i.runs = "nine".to_owned()).of("runs"), [Fault::NotAVersion]);
    assert_eq!(wrong(|i| i.runs.clear()).of("runs"), [Fault::Required]);
    assert_eq!(wrong(|i| i.capacity = None).of("capacity"), [Fault::Required]);
    assert_eq!(wrong(|i| i.capacity = Some(0)).of("capacity"), [Fault::TooSmall(1)]);
    assert_eq!(wrong(|i| i.host = "a b".to_owned()).of("host"), [Fault::ControlCharacters]);
    let mut uncounted = product();
    uncounted.capacity_unit = both("");
    assert_eq!(validate_installation(&edit_installation(), Some(&uncounted)).unwrap_err().of("capacity"), [Fault::NotOffered]);
}

#[test]
fn a_known_issue_says_since_when_and_what_to_do() {
    let wrong = |change: fn(&mut EditKnownIssue)| -> Faults {
        let mut edit = edit_known_issue();
        change(&mut edit);
        validate_known_issue(&edit, today()).unwrap_err()
    };
    assert!(validate_known_issue(&edit_known_issue(), today()).is_ok());
    assert_eq!(wrong(|k| k.known_since = None).of("known_since"), [Fault::Required]);
    assert_eq!(wrong(|k| k.known_since = Some(today().plus_days(1))).of("known_since"), [Fault::TooFar(0)]);
    assert_eq!(wrong(|k| k.workaround.de.clear()).of("workaround.de"), [Fault::Required]);
    assert_eq!(wrong(|k| k.fixed_in = "8.9".to_owned()).of("fixed_in"), [Fault::EmptyRange]);
    assert_eq!(wrong(|k| k.affected = "9 to 10".to_owned()).of("affected"), [Fault::NotARange]);
    assert_eq!(wrong(|k| k.batch = "B7".to_owned()).of("batch"), [Fault::MustBeEmpty]);
}

#[test]
fn one_of_a_batch_says_nothing_of_versions() {
    let batch = EditKnownIssue {
        product_id: String::new(),
        affected: String::new(),
        fixed_in: String::new(),
        item_id: Some("display".to_owned()),
        batch: " B7 ".to_owned(),
        ..edit_known_issue()
    };
    assert_eq!(validate_known_issue(&batch, today()).unwrap().batch, "B7");
    let wrong = validate_known_issue(&EditKnownIssue { item_id: batch.item_id.clone(), ..edit_known_issue() }, today()).unwrap_err();
    for field in ["product_id", "affected", "fixed_in"] {
        assert_eq!(wrong.of(field), [Fault::MustBeEmpty], "{field}");
    }
    assert_eq!(wrong.of("batch"), [Fault::Required]);
}

#[test]
fn what_ready_made_keys_look_like() {
    let p = |text: &str| KeyPattern::parse(text).unwrap();
    for (pattern, key, fits) in [
        ("BK8-####-@@@@", "BK8-0123-ABCD", true),
        ("BK8-####-@@@@", "BK8-0123-ABC4", false),
        ("BK8-####-@@@@", "BK8-0123-ABCDE", false),
        ("BK8-####-@@@@", "BK9-0123-ABCD", false),
        ("BK8-*", "BK8-", true),
        ("BK8-*", "BK8-x y", false),
        ("BK8-??", "BK8-A1", true),
        ("BK8-??", "BK8-a1", false),
    ] {
        assert_eq!(p(pattern).fits(key), fits, "{pattern} {key}");
    }
    for (a, b, overlap) in
        [("BK8-*", "BK9-*", false), ("BK?-*", "BK9-##", true), ("ABC#", "ABC@", false), ("ABC?", "ABC#", true), ("ABC", "ABCD", false)]
    {
        assert_eq!((p(a).overlaps(&p(b)), p(b).overlaps(&p(a))), (overlap, overlap), "{a} and {b}");
    }
    for bad in ["", "*", "####", "AB*", "A BC*", "ABC*D*", "ÄBC*", &"A".repeat(101), "   ", "BK9 -#"] {
        assert!(KeyPattern::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_a_key_should_fit_may_be_left_open_and_is_said_where_it_is_wrong() {
    use eyelevel_contract::licences::{Need, validate_need};
    assert_eq!(validate_need("", " ", "", ""), Ok(Need::default()));
    let need = validate_need(" archivar ", "standard", "9.1", "backup-01").unwrap();
    assert_eq!((need.version.unwrap().to_string(), need.host.unwrap().to_string()), ("9.1.0".to_owned(), "backup-01".to_owned()));
    let faults = validate_need("Archivar!", "", "neun", "two words").unwrap_err();
    let said: Vec<_> = faults.iter().map(|(at, faults)| (at, faults[0].clone())).collect();
    assert_eq!(said, [("product", Fault::NotACode), ("version", Fault::NotAVersion), ("host", Fault::ControlCharacters)]);
}
