//! Texts as DATEV has them: Windows-1252, in quotes, of so many characters.

use encoding_rs::WINDOWS_1252;

/// In quotes, cut to so many characters; controls and doubled spaces become one space.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().map(known).take(most).collect();
    format!("\"{}\"", cut.trim_end().replace('"', "\"\""))
}

/// A number as Belegfeld 1 takes it: letters, digits and a few signs; what else was in it is left out.
pub(super) fn document(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_alphanumeric() || "$&%*+-/".contains(*c)).collect()
}

/// A part of a file's name.
pub(super) fn name(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// A character that the encoding has.
fn known(c: char) -> char {
    if WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2 { '?' } else { c }
}

/// The bytes of a text, all of whose characters the encoding has.
pub(super) fn ansi(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_quoted_and_has_only_what_the_encoding_has() {
        assert_eq!(quoted("Miete  \"Mai\"\r\n für €", 60), "\"Miete \"\"Mai\"\" für €\"");
        assert_eq!(quoted("日本 Łódź", 60), "\"?? ?ód?\"");
        assert_eq!(quoted(&"ä".repeat(70), 60).chars().count(), 62);
        assert_eq!(ansi(&quoted("ä€", 9)), b"\"\xe4\x80\"");
        assert_eq!(document("RE 2026_01/7ß;\""), "RE202601/7");
        assert_eq!(name("K 100/42"), "K_100_42");
    }
}
