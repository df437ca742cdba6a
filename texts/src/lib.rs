//! Every sentence of Eyelevel in German and English.
//!
//! `de/FEATURE.toml` and `en/FEATURE.toml` become a module `FEATURE` with one function a key:
//! `FEATURE::key(lang) -> &'static str`, or with placeholders (`"Hello {name}"`)
//! `FEATURE::key(lang, name) -> String`, in the order in which the English sentence names them. A plural
//! (`key = { one = "…", other = "…" }`) takes the number first: `FEATURE::key(lang, n, …)`.
//!
//! `mail*.toml` hold the sentences of mails; what nobody calls costs the browser nothing.

pub mod format;
pub mod words;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Puts values into a sentence. Values are never searched for placeholders themselves.
fn fill(text: &str, values: &[(&str, &dyn core::fmt::Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let Some(len) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + len];
        if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
            use core::fmt::Write as _;
            // Writing to a String cannot fail.
            let _ = write!(out, "{value}");
        }
        rest = &rest[start + len + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_that_looks_like_a_placeholder_stays_as_it_is() {
        assert_eq!(fill("{a} and {b}", &[("a", &"{b}"), ("b", &1)]), "{b} and 1");
    }
}
