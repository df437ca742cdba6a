//! What may go wrong with a call, in words.

use eyelevel_contract::json::{Json, Wire};
use eyelevel_texts::ui as t;

use crate::i18n::lang;

/// Field path and sentences, in the order of the answer.
pub(crate) type Errors = Vec<(String, Vec<String>)>;

/// What the server says when it says no: `problem::Problem`, as far as a person needs it. Its map of fields is read as a list: a map's code
/// would cost 3 kB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// The HTTP status.
    pub(crate) status: u16,
    title: String,
    detail: Option<String>,
    /// What is wrong with which field.
    pub(crate) errors: Errors,
}

impl Refused {
    /// Reads a problem body; `None` if it is none.
    #[must_use]
    pub(crate) fn read(status: u16, json: &Json) -> Option<Self> {
        let mut ok = true;
        let title = Wire::read(json.get("title"), &mut ok);
        let detail = Wire::read(json.get("detail"), &mut ok);
        let errors = match json.get("errors") {
            Json::Object(fields) => fields.iter().map(|(path, sentences)| (path.clone(), Wire::read(sentences, &mut ok))).collect(),
            _ => Errors::new(),
        };
        ok.then_some(Self { status, title, detail, errors })
    }
}

/// Why a call gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No answer: the network, or the server, is away. It will be tried again.
    Offline,
    /// The session is over; the sign-in page is on its way.
    SignedOut,
    /// The server says no, and why.
    Refused(Box<Refused>),
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
            Self::Refused(refused) => match &refused.detail {
                Some(detail) => [&refused.title, " ", detail].concat(),
                None => refused.title.clone(),
            },
        }
    }

    /// The HTTP status; 0 without an answer.
    #[must_use]
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Refused(refused) => refused.status,
            _ => 0,
        }
    }
}
