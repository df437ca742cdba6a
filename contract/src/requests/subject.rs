/// The subject in lists: the first line of the text, at most 80 characters.
#[must_use]
pub fn subject(text: &str) -> String {
    // A lone carriage return is a line's end too, and a tab has no place in a subject.
    let line = text.trim().split(['\n', '\r']).next().unwrap_or_default().replace('\t', " ");
    let line = line.trim();
    if line.chars().count() <= 80 { line.to_owned() } else { line.chars().take(79).collect::<String>() + "…" }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::subject;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(subject(" An\tidea\r\nmore"), "An idea");
        assert_eq!(subject("An idea\rBcc: everybody@evil.example"), "An idea");
        assert_eq!(subject(&"ä".repeat(81)), format!("{}…", "ä".repeat(79)));
    }
}
