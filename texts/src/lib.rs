//! Every sentence of Eyelevel in German and English; those of the page that recipients outside the portal read, in five more languages.
//!
//! `de/FEATURE.toml` and `en/FEATURE.toml` become a module `FEATURE` with one function a key:
//! `FEATURE::key(lang) -> &'static str`, or with placeholders (`"Hello {name}"`)
//! `FEATURE::key(lang, name) -> String`, in the order in which the English sentence names them. A plural
//! (`key = { one = "…", other = "…" }`) takes the number first: `FEATURE::key(lang, n, …)`.
//!
//! A feature that has a file in the other languages' folders, too, takes a `PageLang` instead.
//!
//! `mail*.toml` hold the sentences of mails; what nobody calls costs the browser nothing.

pub mod bounces;
pub mod calendars;
pub mod entries;
pub mod format;
pub mod keys;
pub mod letters;
pub mod licences;
pub mod lines;
pub mod loans;
pub mod page;
pub mod progress;
pub mod returns;
pub mod scores;
pub mod statements;
pub mod told;
pub mod trail;
pub mod words;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Puts values into a sentence, in the place of its marks (`build.rs`). Values are never searched for marks themselves.
#[inline(never)]
fn fill(text: &str, values: &[&dyn core::fmt::Display]) -> String {
    use core::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match (c as usize).checked_sub(0xe).and_then(|mark| values.get(mark)).filter(|_| c < ' ') {
            // Writing to a String cannot fail.
            Some(value) => drop(write!(out, "{value}")),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_that_looks_like_a_mark_stays_as_it_is() {
        assert_eq!(fill("\u{e} and \u{f}\n", &[&"\u{f}{x}", &1]), "\u{f}{x} and 1\n");
    }

    #[test]
    fn both_languages_take_the_same_values() {
        use eyelevel_contract::lang::Lang;
        assert_eq!(crate::refusals::not_in_state(Lang::En, "x"), "This is not possible now: the request is “x”.");
        assert_eq!(crate::faults::only_left(Lang::De, 1), "Nur noch 1 Stück ist frei.");
        assert_eq!(crate::faults::only_left(Lang::De, 1_200), "Nur noch 1.200 Stück sind frei.");
    }
}
