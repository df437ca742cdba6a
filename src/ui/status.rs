//! A status: a shape and a word. The colour says the same once more, never alone.

use super::el::{El, span};

/// What a status means for who reads it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing is owed.
    Calm,
    /// Somebody owes something.
    Owed,
    /// It is late, or went wrong.
    Late,
    /// It went well.
    Good,
}

impl Tone {
    /// The word in `data-tone`.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Owed => "owed",
            Self::Late => "late",
            Self::Good => "good",
        }
    }
}

/// The status of something.
#[must_use]
pub(crate) fn status(tone: Tone, word: &str) -> El {
    span("status", word).attr("data-tone", tone.word())
}
