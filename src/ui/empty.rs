//! Nothing here yet, and what to do next.

use super::el::{Child, El, div, p};

/// A sentence, and what leads on (a button, a link), if anything does.
#[must_use]
pub(crate) fn empty(sentence: &str, next: impl Child) -> El {
    div("empty").child(p("", sentence)).child(next)
}
