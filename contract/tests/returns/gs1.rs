//! Labels as GS1 publishes them, and as they are.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::returns::gs1::{Gtin, Label, read};

fn label(text: &str) -> Label {
    read(text, 2026)
}

fn day(day: Option<eyelevel_contract::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn gtin(label: &Label) -> &str {
    label.gtin.as_ref().map_or("", Gtin::as_str)
}

/// General Specifications, figure 2.6.14-3; the GS1 DataMatrix Guideline's second example; both as people and as scanners read them.
#[test]
fn the_published_element_strings() {
    for text in ["(01)09501101530003(17)150119(10)AB-123", "]d201095011015300031715011910AB-123", "\u{1d}01095011015300031715011910AB-123"]
    {
        let label = label(text);
        assert_eq!((gtin(&label), day(label.expires).as_str(), label.batch.as_deref()), ("09501101530003", "2015-01-19", Some("AB-123")));
        assert_eq!((label.serial, label.unread), (None, vec![]));
    }
    for text in [
        "(01)09501101020917(17)190508(10)ABCD1234(21)10",
        "(01) 09501101020917 (17) 190508 (10) ABCD1234 (21) 10",
        "]d201095011010209171719050810ABCD1234\u{1d}2110",
        "]C101095011010209171719050810ABCD1234\u{1d}2110",
        "]Q301095011010209171719050810ABCD1234\u{1d}2110",
        "]e001095011010209171719050810ABCD1234\u{1d}2110",
        "01095011010209171719050810ABCD1234<GS>2110",
        "01095011010209171719050810ABCD1234\u{241d}2110\r\n",
    ] {
        let label = label(text);
        assert_eq!(
            (gtin(&label), label.serial.as_deref(), label.batch.as_deref()),
            ("09501101020917", Some("10"), Some("ABCD1234")),
            "{text}"
        );
        assert_eq!((day(label.expires).as_str(), label.unread), ("2019-05-08", vec![]), "{text}");
    }
}

/// Figure 2.5.2-1: a service relation, nobody's device; and the check digits of section 7.9.
#[test]
fn the_published_numbers() {
    let relation = label("]C18018950110153123456781");
    assert_eq!((relation.others, relation.serial), (vec![("8018".to_owned(), "950110153123456781".to_owned())], None));
    assert_eq!(label("(00)376104250021234569").others.len(), 1);
    assert_eq!(label("(00)376104250021234568").serial.as_deref(), Some("(00)376104250021234568"), "another check digit");
    for (text, whole) in [("6291041500213", "06291041500213"), ("614141999996", "00614141999996"), ("40170725", "00000040170725")] {
        assert_eq!(Gtin::parse(text).map(|gtin| gtin.to_string()).as_deref(), Ok(whole));
    }
    for wrong in ["6291041500214", "629104150021", "", "00000000000000", "629104150021x", "0629104150021306"] {
        assert!(Gtin::parse(wrong).is_err(), "{wrong}");
    }
}

/// Figure 2.1.13-1, and the URI syntax's examples: any name, any path before, attributes in the query, zeros left out.
#[test]
fn digital_links() {
    assert_eq!(gtin(&label("https://example.com/01/09506000134369")), "09506000134369");
    let whole = label("https://id.gs1.org/01/09506000134352/10/ABC1/21/12345?17=180426");
    assert_eq!((gtin(&whole), whole.serial.as_deref(), whole.batch.as_deref()), ("09506000134352", Some("12345"), Some("ABC1")));
    assert_eq!((day(whole.expires).as_str(), whole.unread.len()), ("2018-04-26", 0));
    let path = label("HTTPS://brand.example.com/some-extra/pages/01/9506000134352/21/00%2F7?utm_source=box&linkType=all#top");
    assert_eq!((gtin(&path), path.serial.as_deref(), path.others.len()), ("09506000134352", Some("00/7"), 0));
    assert_eq!(label("http://example.com/gtin/9506000134352/lot/A/ser/B").serial.as_deref(), Some("B"), "the words of before");
    for other in ["https://example.com/01/09506000134353", "https://example.com/support", "ftp://example.com/01/09506000134352"] {
        assert_eq!(label(other).serial.as_deref(), Some(other), "no link of GS1's is a serial number like any other");
    }
}

#[test]
fn all_that_is_asked_for() {
    let label =
        label("]d2010880638826961711230214152602001724020010L1\u{1d}2100042\u{1d}240ARO4808C\u{1d}250P-7\u{1d}310300075091internal");
    assert_eq!((gtin(&label), label.serial.as_deref(), label.second_serial.as_deref()), ("08806388269617", Some("00042"), Some("P-7")));
    assert_eq!((label.batch.as_deref(), label.model.as_deref()), (Some("L1"), Some("ARO4808C")));
    assert_eq!(
        (day(label.produced), day(label.best_before), day(label.expires)),
        ("2023-02-14".into(), "2026-02-28".into(), "2024-02-29".into())
    );
    assert_eq!(label.others, [("3103", "000750"), ("91", "internal")].map(|(ai, value)| (ai.to_owned(), value.to_owned())));
    assert_eq!(label.unread, Vec::<String>::new());
}

#[test]
fn what_is_not_understood_takes_nothing_with_it() {
    // A check digit that is wrong, a day that there is not, an identifier that nobody knows, one that is yet to come.
    let label = label("]d2010950110153000417261331\u{1d}89secret\u{1d}031234567890123421S1");
    assert_eq!((label.gtin, label.serial.as_deref()), (None, Some("S1")));
    assert_eq!(label.unread, ["89secret", "0312345678901234", "0109501101530004", "17261331"]);
    // A serial number that is too long is none of GS1's, but somebody's.
    let long = "]C121".to_owned() + &"9".repeat(25);
    assert_eq!(read(&long, 2026).serial.as_deref(), Some(&long[3..]));
}

#[test]
fn what_is_no_label_of_gs1_is_a_serial_number() {
    for text in
        ["0042", "SN-7", "01", "0109501101530003", "01095011015300042112", "6291041500213", "(21", "(98", "()", "2110", "\u{1f4e6}", "]x"]
    {
        assert_eq!(label(text), Label { serial: Some(text.to_owned()), ..Label::default() }, "{text}");
    }
    assert_eq!(label("  0042\r\n").serial.as_deref(), Some("0042"));
    assert_eq!(label("]C00042").serial.as_deref(), Some("0042"), "Code 128, and nothing of GS1's in it");
    assert_eq!(label("0109501101530003210042").serial.as_deref(), Some("0042"), "a scanner that says nothing of the symbol");
    let shop = label("]E06291041500213");
    assert_eq!((gtin(&shop), &shop.serial), ("06291041500213", &None), "a product's number names no device");
    assert_eq!(label(""), Label::default());
}
