//! What the distributor fills in, as a browser without a script sends it.

use std::collections::BTreeMap;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::returns::{DistributorAnswer, ReferralAnswer};
use eyelevel_contract::validate::{Fault, Faults};
use eyelevel_texts::words;

use crate::error::Error;

/// What was typed and chosen.
pub(super) type Typed = BTreeMap<String, String>;

/// What stands in a field.
pub(super) fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

/// The answer that it is; a fault where a day is none.
pub(super) fn answer(typed: &Typed) -> Result<DistributorAnswer, Faults> {
    let day = value(typed, "by").trim();
    let mut faults = Faults::new();
    let by = match day {
        "" => None,
        day => day.parse().map_or_else(
            |_| {
                faults.add("by", Fault::NotADay);
                None
            },
            Some,
        ),
    };
    faults.or(DistributorAnswer { answer: ReferralAnswer::from_word(value(typed, "answer")), by, text: value(typed, "text").to_owned() })
}

/// What can't be taken, by field of the page.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) answer: Option<String>,
    pub(super) by: Option<String>,
    pub(super) text: Option<String>,
}

impl Wrong {
    /// In words.
    pub(super) fn of(lang: Lang, error: &Error) -> Self {
        let Error::Invalid(faults) = error else { return Self::default() };
        let said = |field: &str| faults.of(field).first().map(|fault| words::fault(lang, fault));
        Self { answer: said("answer"), by: said("by"), text: said("text") }
    }
}
