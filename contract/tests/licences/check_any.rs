//! Any key, broken in any way, and any text at all.

use eyelevel_contract::licences::{Repair, SignedKey, prove};
use proptest::prelude::*;

use super::{
    check::{in_lines, look},
    decoding,
    samples::{any_data, ring, signed},
};

proptest! {
    #[test]
    fn any_key_is_found_however_it_was_broken(
        data in any_data(),
        length in 20_usize..100,
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\t"), Just(" "), Just("\u{200b}"), Just("\u{feff}\n"), Just("<br>\n")],
        quote in prop_oneof![Just(""), Just("> "), Just(">> "), Just(" | ")],
        before in "([A-Za-z ,:]{0,30}\n)?",
        after in "(\n[A-Za-z ]{1,10} [A-Za-z ,.]{0,20})?",
    ) {
        let key = signed(&data);
        let text = format!("{before}{}{after}", in_lines(&key, length, end)).replace('\n', &format!("\n{quote}"));
        let report = look(&text);
        prop_assert_eq!(report.text, Some(key), "{}", text);
        prop_assert_eq!(report.proven.as_deref(), Some("2026"));
    }

    #[test]
    fn any_key_comes_out_of_a_mails_source(data in any_data(), length in 20_usize..76) {
        let key = signed(&data);
        // RFC 2045 allows to escape any character; a line is never broken inside an escape.
        let escaped: Vec<String> = key.chars().map(|c| if c == '=' || c == '.' { format!("={:02X}", c as u32) } else { c.to_string() }).collect();
        let lines: Vec<String> = escaped.chunks(length).map(<[String]>::concat).collect();
        let report = look(&lines.join("=\r\n"));
        prop_assert_eq!((report.text, report.repairs.contains(&Repair::QuotedPrintable)), (Some(key), true));
    }

    #[test]
    fn what_is_called_genuine_is_the_key_that_was_signed(data in any_data(), at: prop::sample::Index, c: char) {
        let key = signed(&data);
        let mut chars: Vec<char> = key.chars().collect();
        let at = at.index(chars.len());
        chars[at] = c;
        let report = look(&chars.iter().collect::<String>());
        // A changed character can be one that is not needed (a padding, a space for a line end): then the key is whole again. Else it is refused.
        prop_assert!(report.proven.is_none() || report.text == Some(key));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,60}|(key/|eyJ|=3D|&#|<br|%|>|-----BEGIN LICENSE FILE-----|END LICENSE FILE|[a-zA-Z0-9_.=-]|\\s|\\PC){0,60}") {
        let report = look(&text);
        prop_assert!(!report.verdicts.is_empty() && report.proven.is_none());
        prop_assert!(!report.is_good());
        prop_assert!(!decoding::pasted(&text));
    }

    #[test]
    fn any_part_of_a_key_gets_an_answer(from in 0_usize..400, to in 0_usize..400) {
        let key = signed(&super::samples::data());
        let part = key.get(from.min(key.len())..to.min(key.len())).unwrap_or_default();
        let report = look(part);
        // Without `key/` or without its padding it can be repaired, and nothing else.
        prop_assert_eq!(report.proven.is_some(), from <= 4 && to >= key.len() - 2, "{}", part);
    }
}

#[test]
fn a_report_is_of_a_key_that_can_be_proven() {
    let key = signed(&super::samples::data());
    let text = look(&in_lines(&key, 10, "\n")).text.unwrap();
    assert!(prove(&SignedKey::parse(&text).unwrap(), &ring()).is_ok());
}
