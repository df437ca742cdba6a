//! The encodings in which files come, and those that they merely claim.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::RefusalKind;

use super::samples::{bank, camt053, details, entry, refused};

const TEXT: &str = "Übertrag für Öl – ½ €";

/// A statement that says it is in this encoding, with a text in it.
fn file(encoding: &str, text: &str) -> String {
    let inside = entry("1", "CRDT", &details(&format!("<RmtInf><Ustrd>{text}</Ustrd></RmtInf>")));
    camt053(&inside).replace("encoding=\"UTF-8\"", encoding)
}

fn remittance(file: impl AsRef<[u8]>) -> String {
    bank(file).unwrap().entries[0].remittance.line()
}

fn bytes(text: &str, map: fn(char) -> u8) -> Vec<u8> {
    text.chars().map(map).collect()
}

fn windows(c: char) -> u8 {
    match c {
        '€' => 0x80,
        '–' => 0x96,
        c => u8::try_from(u32::from(c)).unwrap(),
    }
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect()
}

#[test]
fn utf8_with_and_without_a_mark() {
    for declared in ["encoding=\"UTF-8\"", "encoding='utf-8'", "", "encoding = \"utf8\" standalone=\"yes\""] {
        assert_eq!(remittance(file(declared, TEXT)), TEXT, "{declared}");
        assert_eq!(remittance(format!("\u{feff}{}", file(declared, TEXT))), TEXT, "{declared}");
    }
}

#[test]
fn utf16_in_both_orders() {
    let text = format!("{TEXT} 𝄞");
    for declared in ["encoding=\"UTF-16\"", ""] {
        let file = file(declared, &text);
        assert_eq!(remittance(utf16(&file, u16::to_le_bytes, true)), text);
        assert_eq!(remittance(utf16(&file, u16::to_be_bytes, true)), text);
        assert_eq!(remittance(utf16(&file, u16::to_be_bytes, false)), text);
    }
}

#[test]
fn one_byte_a_character() {
    let latin1 = "Übertrag für Öl ½";
    assert_eq!(remittance(bytes(&file("encoding=\"ISO-8859-1\"", latin1), windows)), latin1);
    let latin9 = "Übertrag für Œuvre Š €";
    let to_latin9 = |c| match c {
        '€' => 0xa4,
        'Œ' => 0xbc,
        'Š' => 0xa6,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    assert_eq!(remittance(bytes(&file("encoding=\"iso-8859-15\"", latin9), to_latin9)), latin9);
    assert_eq!(remittance(bytes(&file("encoding=\"windows-1252\"", TEXT), windows)), TEXT);
}

#[test]
fn a_wrong_claim_is_refused_with_its_line() {
    let latin = bytes(&file("encoding=\"UTF-8\"", "Übertrag"), windows);
    let refusal = refused(&latin);
    assert_eq!((refusal.kind, refusal.line, refusal.detail.as_str()), (RefusalKind::EncodingWrong, 7, "0xDC"));
    assert!(refusal.path.ends_with("RmtInf/Ustrd"), "{}", refusal.path);
    for (claimed, actual) in [
        ("encoding=\"ISO-8859-1\"", file("encoding=\"ISO-8859-1\"", "für").into_bytes()),
        ("encoding=\"windows-1252\"", file("encoding=\"windows-1252\"", "für").into_bytes()),
        ("encoding=\"ISO-8859-15\"", file("encoding=\"ISO-8859-15\"", "Ärger").into_bytes()),
        ("encoding=\"ISO-8859-1\"", bytes(&file("encoding=\"ISO-8859-1\"", "1 €"), windows)),
        ("encoding=\"windows-1252\"", bytes(&file("encoding=\"windows-1252\"", "\u{81}"), windows)),
        ("encoding=\"UTF-16\"", file("encoding=\"UTF-16\"", "a").into_bytes()),
        ("encoding=\"UTF-8\"", utf16(&file("encoding=\"UTF-8\"", "a"), u16::to_le_bytes, true)),
        ("encoding=\"ISO-8859-1\"", format!("\u{feff}{}", file("encoding=\"ISO-8859-1\"", "a")).into_bytes()),
        ("encoding=\"UTF-16\"", utf16(&file("encoding=\"UTF-16\"", "a"), u16::to_le_bytes, true).into_iter().chain([0, 0xdc]).collect()),
    ] {
        let refusal = refused(&actual);
        assert_eq!(refusal.kind, RefusalKind::EncodingWrong, "{claimed}");
        assert!(refusal.line >= 1, "{claimed}: {refusal}");
    }
}

#[test]
fn an_encoding_that_nobody_reads_is_named() {
    for name in ["EBCDIC-CP-US", "UTF-8-W/O-BOM", "utf-7", ""] {
        let refusal = refused(file(&format!("encoding=\"{name}\""), "a"));
        assert_eq!((refusal.kind, refusal.line, refusal.detail.as_str()), (RefusalKind::EncodingUnknown, 1, name));
    }
}

#[test]
fn control_characters_are_no_text() {
    let refusal = refused(file("", "a\u{0}b"));
    assert_eq!((refusal.kind, refusal.line, refusal.detail.as_str()), (RefusalKind::Character, 7, "U+0000"));
    assert_eq!(refused(file("", "&#1;")).kind, RefusalKind::Entity);
}

#[test]
fn an_odd_byte_at_the_end_of_utf16_is_missed() {
    let mut cut = utf16(&file("encoding=\"UTF-16\"", "a"), u16::to_le_bytes, true);
    cut.truncate(cut.len() - 1);
    assert_eq!(refused(cut).kind, RefusalKind::Truncated);
}
