//! What may go wrong with a call, in words.

use eyelevel_contract::problem::Problem;
use eyelevel_texts::ui as t;

use crate::i18n::lang;

/// Why a call gave nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Failure {
    /// No answer: the network, or the server, is away. It will be tried again.
    Offline,
    /// The session is over; the sign-in page is on its way.
    SignedOut,
    /// The server says no, and why.
    Problem(Box<Problem>),
    /// An answer that this version of the portal does not understand.
    Unreadable,
    /// Nobody waits for it any more.
    Aborted,
}

impl Failure {
    /// The sentence for a person.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Offline => t::offline(lang()).to_owned(),
            Self::SignedOut | Self::Aborted => String::new(),
            Self::Unreadable => t::unreadable(lang()).to_owned(),
            Self::Problem(problem) => match &problem.detail {
                Some(detail) => [&problem.title, " ", detail].concat(),
                None => problem.title.clone(),
            },
        }
    }

    /// The HTTP status; 0 without an answer.
    #[must_use]
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            _ => 0,
        }
    }
}
