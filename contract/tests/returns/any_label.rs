//! Any label there and back; and good ones, broken in every way that chance thinks of.

use eyelevel_contract::returns::gs1::{Label, SEPARATOR, read};
use proptest::prelude::*;

use super::decoding;

const GOOD: [&str; 5] = [
    "]d201095011010209171719050810ABCD1234\u{1d}2110",
    "(01)09501101530003(17)150119(10)AB-123(21)0001",
    "https://id.gs1.org/01/09506000134352/10/ABC1/21/12345?17=180426",
    "\u{1d}010950110102091721A\u{1d}240M\u{1d}250B",
    "]E06291041500213",
];

const PIECES: [&str; 18] =
    ["\u{1d}", "(", ")", "(21)", "]", "]d2", "]C1", "/", "/01/", "%", "%2", "%ff", "?", "=", "0", "ä", "\u{1f4e6}", "\u{0}"];

/// A GTIN with its check digit.
fn gtin(number: u64) -> String {
    let digits = format!("{:013}", number % 9_999_999_999_999 + 1);
    let sum: u32 = digits.bytes().rev().enumerate().map(|(at, b)| u32::from(b - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn encoded(value: &str) -> String {
    value.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

proptest! {
    #[test]
    fn every_form_says_the_same(
        number in any::<u64>(), serial in "[!\"%-'*-;=?A-Z_a-z]{1,20}", batch in proptest::option::of("[0-9A-Z./-]{1,20}"),
        (month, day) in (1_u8..=12, 0_u8..=28), model in proptest::option::of("[0-9A-Za-z_]{1,30}"),
    ) {
        let mut elements = vec![("01", gtin(number)), ("17", format!("27{month:02}{day:02}"))];
        elements.extend(batch.clone().map(|batch| ("10", batch)));
        elements.push(("21", serial.clone()));
        elements.extend(model.clone().map(|model| ("240", model)));
        let plain: String = elements.iter().map(|(ai, value)| format!("{ai}{value}{}", if ai.len() == 2 && *ai < "10" { "" } else { "\u{1d}" })).collect();
        let plain = plain.trim_end_matches(SEPARATOR);
        let brackets: String = elements.iter().map(|(ai, value)| format!("({ai}){value}")).collect();
        let query: String = elements.iter().filter(|(ai, _)| !["01", "10", "21"].contains(ai)).map(|(ai, value)| format!("&{ai}={}", encoded(value))).collect();
        let path: String = elements.iter().filter(|(ai, _)| ["01", "10", "21"].contains(ai)).map(|(ai, value)| format!("/{ai}/{}", encoded(value))).collect();
        let label = read(&brackets, 2026);
        prop_assert_eq!(label.serial.as_deref(), Some(serial.as_str()));
        prop_assert_eq!((&label.batch, &label.model, label.unread.len()), (&batch, &model, 0));
        prop_assert!(label.gtin.is_some() && label.expires.is_some());
        let link = format!("https://example.com/things{path}?{}", query.trim_start_matches('&'));
        for text in [format!("]d2{plain}"), format!("\u{1d}{plain}"), plain.to_owned(), link] {
            prop_assert_eq!(&read(&text, 2026), &label, "{}", text);
        }
    }

    #[test]
    fn no_label_breaks_it(which in 0..GOOD.len(), cuts in prop::collection::vec((any::<usize>(), 0_usize..12, any::<usize>()), 1..6)) {
        let mut text: Vec<char> = GOOD[which].chars().collect();
        for (at, length, piece) in cuts {
            let at = at % (text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, PIECES[piece % PIECES.len()].chars());
        }
        decoding::any(&text.into_iter().collect::<String>());
    }

    #[test]
    fn texts_are_no_danger(text in any::<String>(), digits in "[0-9()\u{1d}]{0,60}") {
        decoding::any(&text);
        decoding::any(&digits);
    }

    /// A serial number in GS1's place is taken as it stands, with every zero.
    #[test]
    fn zeros_count(zeros in 1_usize..19, last in 1_u32..10) {
        let serial = format!("{}{last}", "0".repeat(zeros));
        for text in [serial.clone(), format!("(21){serial}"), format!("]C121{serial}")] {
            prop_assert_eq!(read(&text, 2026), Label { serial: Some(serial.clone()), ..Label::default() });
        }
    }
}
