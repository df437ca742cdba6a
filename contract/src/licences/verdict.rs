//! What can be said of a text that somebody pasted or dropped.

use super::{KeyData, Mismatch, VersionRange};
use crate::ids::Millis;

words! {
    /// Something that happened to a key on its way, and that could be undone.
    Repair {
        /// Broken into lines, or with spaces in it.
        Wrapped = "wrapped",
        /// Quoted by a mail program (`> `).
        Quoted = "quoted",
        /// Taken from a mail's source (quoted-printable: `=3D`, `=` at the end of lines).
        QuotedPrintable = "quoted_printable",
        /// Taken from a web page's or an address' source (`&#61;`, `%3D`).
        Encoded = "encoded",
        /// Characters in it that nobody sees.
        Invisible = "invisible",
        /// Hyphens that a word processor made longer.
        Typography = "typography",
        /// The `=` at the end got lost.
        Padding = "padding",
        /// The `key/` at the beginning got lost.
        Beginning = "beginning",
    }
}

words! {
    /// What was found.
    Container {
        /// A key.
        Key = "key",
        /// A licence file.
        File = "file",
    }
}

words! {
    /// Where something is missing.
    Cut {
        /// At the beginning.
        Beginning = "beginning",
        /// In the middle: it ends before its signature.
        Middle = "middle",
        /// In its signature, at the end.
        End = "end",
    }
}

/// One thing that can be said. With the facts of its sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is genuine, and fits what is known of the need.
    Good,
    /// There is nothing.
    Nothing,
    /// There is too much: no key and no licence file is that long.
    TooLong,
    /// There is no key in it.
    NotAKey,
    /// Something of it is missing; characters of the signature, if that is known.
    Truncated { cut: Cut, missing: Option<usize> },
    /// It was a key, and can no longer be read.
    Damaged,
    /// A licence file in another form than ours.
    OtherAlgorithm { algorithm: String },
    /// It looks like a ready-made key for these versions. Nothing more can be said without the server.
    ReadyMade { versions: VersionRange },
    /// The licence file must be fetched anew; its time to live in seconds.
    FileEnded { at: Millis, ttl: i64 },
    /// It is not genuine, or is for something else.
    Misfit(Mismatch),
}

impl Verdict {
    /// In one word: for the command line, for CSS and for the record.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Nothing => "nothing",
            Self::TooLong => "too_long",
            Self::NotAKey => "not_a_key",
            Self::Truncated { .. } => "truncated",
            Self::Damaged => "damaged",
            Self::OtherAlgorithm { .. } => "other_algorithm",
            Self::ReadyMade { .. } => "ready_made",
            Self::FileEnded { .. } => "file_ended",
            Self::Misfit(mismatch) => mismatch.kind().word(),
        }
    }
}

/// Everything that can be said of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The gravest first; at least one.
    pub verdicts: Vec<Verdict>,
    /// What was undone to read it. Whoever types the key into a program must do the same, or take [`Report::text`].
    pub repairs: Vec<Repair>,
    /// What was found.
    pub container: Option<Container>,
    /// The key, or the licence file, as it should have arrived.
    pub text: Option<String>,
    /// The key itself, from a licence file too.
    pub key: Option<String>,
    /// What the key says. Not to be believed unless it is [`Report::proven`].
    pub data: Option<KeyData>,
    /// Id of the public key that proves it.
    pub proven: Option<String>,
}

impl Report {
    /// The gravest verdict.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        self.verdicts.first().unwrap_or(&Verdict::NotAKey)
    }

    /// Whether it is a genuine key that fits.
    #[must_use]
    pub fn is_good(&self) -> bool {
        *self.verdict() == Verdict::Good
    }

    /// With nothing found.
    #[cfg(feature = "verify")]
    #[must_use]
    pub(super) fn of(verdict: Verdict) -> Self {
        Self { verdicts: vec![verdict], repairs: Vec::new(), container: None, text: None, key: None, data: None, proven: None }
    }
}
