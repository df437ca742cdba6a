//! What is shown while something is being read.

use eyelevel_texts::common;

use super::el::{El, div, span};
use crate::i18n::lang;

/// Grey rows in the place of what comes.
#[must_use]
pub(crate) fn rows(count: usize) -> El {
    let lines = (0..count).map(|_| div("skeleton-row")).collect::<Vec<_>>();
    div("skeleton").attr("role", "status").child(span("visually-hidden", common::loading(lang()))).child(lines)
}
