#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{Index, Scanner};
use crate::statements::matching::ItemKind;

/// What a text names of the ledger below: `number` if it alone says so, `number?` if the amount has to agree, `a|b` if it may mean either;
/// `!` at the end if it names an invoice that is not there.
fn named(text: &str, ledger: &[&str]) -> String {
    let kind = |number: &str| if number.starts_with("GS") { ItemKind::CreditNote } else { ItemKind::Invoice };
    let index = Index::new(ledger.iter().map(|number| (*number, kind(number))));
    let found = Scanner::new(&index).scan(text);
    let slots = found.slots.iter().map(|slot| {
        let answers = slot.answers.iter().map(|answer| format!("{}{}", ledger[answer.row], if answer.strong { "" } else { "?" }));
        answers.collect::<Vec<_>>().join("|")
    });
    slots.collect::<Vec<_>>().join(" ") + if found.unknown { "!" } else { "" }
}

const LEDGER: [&str; 9] =
    ["RE-2026-0017", "RE-2026-0018", "GS-2026-0017", "RE-2026-0203", "7", "RE-42", "2026/4711", "0012345", "RE-2026-001788"];

#[test]
fn a_number_is_found_however_it_is_spelled() {
    for text in [
        "RE-2026-0017",
        "re-2026-0017",
        "RE 2026 0017",
        "RE20260017",
        "RE2026-0017",
        "RE/2026/0017",
        "RE-2026-17",
        "RE 2026 17",
        "RE-2026-00017",
        "Rechnung RE-2026-0017 vom 03.01.2026",
        "RE-2026-00\n17",
        "RE-\n2026-0017",
        "RE-2026-\r\n0017",
        "RE-20\n26-0017",
        "EREF+RE-2026-0017 MREF+M-1 CRED+DE98ZZZ09999999999 SVWZ+Danke",
        "Zahlung (RE-2026-0017)",
        "RE-2026-0017.",
        "RE – 2026 – 0017",
        "Rechnung:RE-2026-0017",
        "RE-2026-0017, Kundennr. 4711",
        "Rg.Nr. RE 2026-0017",
    ] {
        assert_eq!(named(text, &LEDGER), "RE-2026-0017", "{text}");
    }
}

#[test]
fn its_prefix_may_be_another_word_for_the_same() {
    for text in ["Rg.Nr. 2026-0017", "Rg.-Nr.: 2026-0017", "INV 20260017", "Invoice no. 2026-0017", "RG2026-0017", "Rechnungsnr 2026-0017"]
    {
        assert_eq!(named(text, &LEDGER), "RE-2026-0017", "{text}");
    }
    assert_eq!(named("Gutschrift 2026-0017", &LEDGER), "GS-2026-0017");
    assert_eq!(named("GS2026-0017", &LEDGER), "GS-2026-0017");
    // Without a word it may be either.
    assert_eq!(named("2026-0017", &LEDGER), "RE-2026-0017|GS-2026-0017");
    assert_eq!(named("2026-0018", &LEDGER), "RE-2026-0018");
}

#[test]
fn several_in_one_text() {
    for text in [
        "RE-2026-0017, RE-2026-0018",
        "RE-2026-0017/RE-2026-0018",
        "RE-2026-0017+RE-2026-0018",
        "RE-2026-0017 RE-2026-0018",
        "RE-2026-0017\nRE-2026-0018",
        "Rechnungen RE-2026-0017 und RE-2026-0018 und RE-2026-0017",
    ] {
        assert_eq!(named(text, &LEDGER), "RE-2026-0017 RE-2026-0018", "{text}");
    }
    assert_eq!(named("Rechnungen 2026/4711, 2026-0018", &LEDGER), "2026/4711 RE-2026-0018");
    assert_eq!(named("RE-2026-0018 abzgl. GS-2026-0017", &LEDGER), "RE-2026-0018 GS-2026-0017");
}

#[test]
fn what_belongs_to_something_else_is_no_number() {
    for text in [
        "LS-2026-0017",
        "LS 2026-0017",
        "MREF+20260017",
        "M-2026-0017",
        "Kundennr. 2026-0017",
        "Kunden-Nr. 2026-0017",
        "DE98ZZZ00020260017",
        "DE20260017",
        "20260017EUR",
        "1.2026-0017",
        "120260017",
        "2026-0017-3",
        "2026.0017,50",
        "IBAN DE89 3704 2026 0017 0130 00",
        "20 260 017 018",
    ] {
        assert_eq!(named(text, &LEDGER), "", "{text}");
    }
}

#[test]
fn a_short_number_is_never_found_by_accident() {
    for text in [
        "7",
        "7 Lizenzen",
        "7,50",
        "17.7.2026",
        "Los 7",
        "7/2026",
        "Rechnung 7/2026",
        "Rechnung 17",
        "RE-7-1",
        "Kundennr. 7",
        "R2D7",
        "7-7",
    ] {
        assert!(!named(text, &LEDGER).contains('7'), "{text}: {}", named(text, &LEDGER));
    }
    for (text, expected) in
        [("Rechnung 7", "7?"), ("Rg.Nr. 7", "7?"), ("Rechnung Nr. 007", "7?"), ("RE 42", "RE-42?"), ("Inv. 42 / 3", "RE-42?")]
    {
        assert_eq!(named(text, &LEDGER), expected, "{text}");
    }
    assert_eq!(named("12345", &LEDGER), "0012345?");
    assert_eq!(named("Rechnung 12345", &LEDGER), "0012345");
    assert_eq!(named("EUR 12345,00", &LEDGER), "");
}

#[test]
fn a_day_or_a_month_is_no_number_without_its_prefix() {
    let ledger = ["RE-2026-03", "RE-20260317", "RE-2018"];
    for text in ["2026-03", "Beitrag 03/2026", "2026-03-17", "20260317", "am 20.03.2018", "2018", "Leistung 2026-03 bis 2026-04"] {
        assert_eq!(named(text, &ledger), "", "{text}");
    }
    assert_eq!(named("RE-2026-03", &ledger), "RE-2026-03");
    assert_eq!(named("Rechnung 2026-03", &ledger), "RE-2026-03?");
    assert_eq!(named("RE20260317", &ledger), "RE-20260317");
}

#[test]
fn what_may_be_cut_off_needs_the_amount() {
    let ledger = ["RE-2026-001", "RE-2026-0017"];
    let text = |rest: &str| format!("{:x>width$}", format!(" {rest}"), width = 35);
    assert_eq!(named(&text("RE-2026-001"), &ledger), "RE-2026-001?");
    assert_eq!(named("RE-2026-001", &ledger), "RE-2026-001");
    // A longer one across the line's end is likelier, the shorter one stays possible.
    assert_eq!(named(&(text("RE-2026-001") + "\n7 Lizenzen"), &ledger), "RE-2026-0017|RE-2026-001?");
    assert_eq!(named("RE-2026-001\n7 Lizenzen", &ledger), "RE-2026-0017|RE-2026-001");
}

#[test]
fn a_number_that_is_not_ours_is_noticed() {
    for text in ["RE-2025-0999", "Rechnung 4712", "Rechnung Nr. 2025/0815", "RE 2025 0999", "INV-99887"] {
        assert_eq!(named(text, &LEDGER), "!", "{text}");
    }
    for text in ["Beitrag 4712", "Rechnung März 2026", "Rechnung 03/2026", "Kundennr. 99887", "RE"] {
        assert_eq!(named(text, &LEDGER), "", "{text}");
    }
}

#[test]
fn a_number_given_twice_means_either() {
    assert_eq!(named("RE-2026-0017", &["RE-2026-0017", "RE-2026-0017"]), "RE-2026-0017|RE-2026-0017");
}
