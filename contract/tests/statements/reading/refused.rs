//! Files that must not be read: each with its own reason, and its place.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::RefusalKind;

use super::samples::{bank, camt053, details, entry, refused};

/// The kind, the line, and the end of the way.
fn why(file: impl AsRef<[u8]>) -> (RefusalKind, i64, String) {
    let refusal = refused(file);
    (refusal.kind, refusal.line, refusal.path.rsplit('/').next().unwrap_or_default().to_owned())
}

#[test]
fn entities_are_never_expanded() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n<!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\n]>\n<Document>&lol2;</Document>";
    assert_eq!(why(bomb), (RefusalKind::Doctype, 2, String::new()));
    let external = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Document/>";
    assert_eq!(why(external), (RefusalKind::Doctype, 1, String::new()));
    let undefined = camt053(&entry("1", "CRDT", &details("<RmtInf><Ustrd>a &uuml; b</Ustrd></RmtInf>")));
    assert_eq!(why(undefined), (RefusalKind::Entity, 7, "Ustrd".to_owned()));
    let in_attribute = camt053(&entry("1", "CRDT", "").replace("\"EUR\"", "\"&eur;\""));
    assert_eq!(why(in_attribute), (RefusalKind::Syntax, 7, "Amt".to_owned()));
    let own = camt053(&entry("1", "CRDT", &details("<RmtInf><Ustrd>&lt;&amp;&#228;&#x20AC;<![CDATA[<&amp;>]]>&gt;</Ustrd></RmtInf>")));
    assert_eq!(bank(own).unwrap().entries[0].remittance.line(), "<&ä€<&amp;>>");
}

#[test]
fn a_file_that_ends_early_is_refused_wherever_it_ends() {
    let whole = camt053(&[entry("1", "CRDT", &details("<Refs><EndToEndId>E</EndToEndId></Refs>")), entry("2", "DBIT", "")].concat());
    assert!(bank(&whole).is_ok());
    let end = whole.trim_end().len();
    for cut in 1..end {
        let refusal = refused(&whole[..cut]);
        assert!(
            matches!(refusal.kind, RefusalKind::Truncated | RefusalKind::Syntax | RefusalKind::NothingInIt | RefusalKind::DocumentUnknown),
            "{cut}: {refusal}"
        );
    }
    assert_eq!(refused("").kind, RefusalKind::Empty);
}

#[test]
fn two_documents_in_one_file_are_refused() {
    let one = camt053(&entry("1", "CRDT", ""));
    assert_eq!(why(format!("{one}{one}")), (RefusalKind::TwoRoots, 12, String::new()));
    assert_eq!(why(one.replace("<Stmt>", "<Stmt><?xml version='1.0'?>")).0, RefusalKind::Syntax);
    assert_eq!(why(format!("{one}<Document/>")), (RefusalKind::TwoRoots, 12, String::new()));
    assert_eq!(why(format!("{one}rest")), (RefusalKind::TwoRoots, 11, String::new()));
    assert_eq!(why(format!("{one}&amp;")).0, RefusalKind::Syntax);
    assert!(bank(format!("{one}\n <!-- a comment --> <?pi?>\n")).is_ok());
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let file = camt053(&entry("1", "CRDT", ""));
    for (from, to) in [
        ("</Ntry>", "</Entry>"),
        ("<Ntry>", "<Ntry a='1' a='2'>"),
        ("<Ntry>", "<Ntry a=1>"),
        ("<Ntry>", "<Ntry a='<'>"),
        ("<Ntry>", "<1Ntry>"),
        ("<Ntry>", "< Ntry>"),
        ("<Ntry>", "<!Ntry>"),
        ("</Stmt>", "</Stmt></Stmt>"),
    ] {
        let refusal = refused(file.replacen(from, to, 1));
        assert!(matches!(refusal.kind, RefusalKind::Syntax | RefusalKind::Truncated), "{to}: {refusal}");
    }
}

#[test]
fn too_deep_and_too_long_have_an_end() {
    assert_eq!(refused(camt053(&format!("{}{}", "<a>".repeat(200), "</a>".repeat(200)))).kind, RefusalKind::TooDeep);
    let long = "x".repeat(2 << 20);
    let text = camt053(&entry("1", "CRDT", &details(&format!("<RmtInf><Ustrd>{long}</Ustrd></RmtInf>"))));
    assert_eq!(why(text), (RefusalKind::TooLong, 7, "Ustrd".to_owned()));
    assert_eq!(refused(camt053(&format!("<!--{long}-->"))).kind, RefusalKind::TooLong);
    assert_eq!(refused(camt053(&format!("<a b='{long}'/>"))).kind, RefusalKind::TooLong);
    assert_eq!(refused(camt053(&format!("<Id>{}</Id>", "&lt;".repeat(2 << 20)))).kind, RefusalKind::TooLong);
    assert_eq!(refused(camt053(&format!("<{long}"))).kind, RefusalKind::TooLong);
}

#[test]
fn what_nobody_wants_may_be_long_and_a_tag_may_not() {
    let attached = format!("<Attached mimeCode=\"application/pdf\">{}</Attached>", "JVBERi0xLjcK\n".repeat(300_000));
    let read = bank(camt053(&[attached, entry("1", "CRDT", "")].concat())).unwrap();
    assert_eq!((read.entries[0].amount_minor, read.entries[0].place.line), (100, 300_007));
    let attributes: String = (0..3_000).map(|n| format!(" a{n}='1'")).collect();
    assert_eq!(why(camt053(&format!("<a{attributes}/>"))).0, RefusalKind::TooLong);
}

#[test]
fn other_documents_are_named() {
    let named = |file: &str| {
        let refusal = refused(file);
        assert_eq!(refusal.kind, RefusalKind::DocumentUnknown, "{file}");
        refusal.detail
    };
    assert_eq!(named("<html><body/></html>"), "html");
    assert_eq!(
        named("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.02\"><CstmrDrctDbtInitn/></Document>"),
        "CstmrDrctDbtInitn, urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"
    );
    assert_eq!(refused("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>").kind, RefusalKind::NothingInIt);
    assert_eq!(refused("Hallo Welt").kind, RefusalKind::Unknown);
}

#[test]
fn amounts_currencies_and_dates_are_exact_or_refused() {
    let amount = |amount: &str| why(camt053(&entry(amount, "CRDT", "")));
    let at = |kind| (kind, 7, "Amt".to_owned());
    assert_eq!(amount("1.123456"), at(RefusalKind::AmountTooFine));
    assert_eq!(amount("1.001"), at(RefusalKind::AmountTooFine));
    assert_eq!(amount("1,00"), at(RefusalKind::Amount));
    assert_eq!(amount("-1.00"), at(RefusalKind::Amount));
    assert_eq!(amount(""), at(RefusalKind::Amount));
    assert_eq!(amount("1e2"), at(RefusalKind::Amount));
    assert_eq!(amount("99999999999999999999"), at(RefusalKind::AmountTooLarge));
    let currency = |code: &str| why(camt053(&entry("1", "CRDT", "").replace("Ccy=\"EUR\"", code)));
    assert_eq!(currency("Ccy=\"EUX\""), at(RefusalKind::Currency));
    assert_eq!(currency("Ccy=\"eur\""), at(RefusalKind::Currency));
    assert_eq!(currency(""), (RefusalKind::Missing, 7, "@Ccy".to_owned()));
    for date in ["0000-01-01", "0001-01-01", "2026-02-30", "05.03.2026", "2026-3-5"] {
        let file = camt053(&entry("1", "CRDT", "").replace("2026-03-05", date));
        assert_eq!(why(file), (RefusalKind::Date, 7, "Dt".to_owned()), "{date}");
    }
    let word = |from: &str, to: &str| why(camt053(&entry("1", "CRDT", "<RvslInd>false</RvslInd>").replace(from, to)));
    assert_eq!(word("CRDT", "CREDIT"), (RefusalKind::Word, 7, "CdtDbtInd".to_owned()));
    assert_eq!(word("false", "no"), (RefusalKind::Word, 7, "RvslInd".to_owned()));
    assert_eq!(word("<CdtDbtInd>CRDT</CdtDbtInd>", ""), (RefusalKind::Missing, 7, "CdtDbtInd".to_owned()));
    assert_eq!(word("<Amt Ccy=\"EUR\">1</Amt>", ""), (RefusalKind::Missing, 7, "Amt".to_owned()));
}

#[test]
fn amounts_keep_to_their_currency() {
    for (code, text, minor) in [("JPY", "2700", 2_700), ("JPY", "2700.00", 2_700), ("KWD", "1.234", 1_234), ("EUR", "8.85000", 885)] {
        let file = camt053(&entry(text, "CRDT", "").replace("EUR", code));
        assert_eq!(bank(file).unwrap().entries[0].amount_minor, minor, "{text} {code}");
    }
    assert_eq!(refused(camt053(&entry("1.5", "CRDT", "").replace("EUR", "JPY"))).kind, RefusalKind::AmountTooFine);
}
