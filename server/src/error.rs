//! One error for all handlers, and its answer (RFC 9457). [`crate::problem`] words it in the caller's language.

use axum::response::{IntoResponse, Response};
use eyelevel_contract::{people::tokens::Barred, requests::rules::Refusal, validate::Faults};

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the caller may not see it: nobody can tell which (404).
    #[error("not found")]
    NotFound,
    /// Nobody is signed in (401).
    #[error("not signed in")]
    Unauthenticated,
    /// Wrong mail address or password (401); never says which.
    #[error("wrong credentials")]
    WrongCredentials,
    /// An API token that is not good: made up, expired, revoked, or of somebody who can't sign in any more (401).
    #[error("bad token")]
    BadToken,
    /// Nothing that is done by an API token like this one (403).
    #[error("barred: {0:?}")]
    Barred(Barred),
    /// A message without the signature of whoever it is from, or with an old one (401).
    #[error("bad signature")]
    BadSignature,
    /// A rule refuses: a missing right (403) or a state in the way (409).
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// One of these roles is needed (403).
    #[error("needs a role")]
    NeedsRole(&'static [eyelevel_contract::people::Role]),
    /// Fields are wrong (422).
    #[error("invalid input")]
    Invalid(Faults),
    /// A file of a bank or an invoice can't be read (422): what is wrong with it, and where.
    #[error("unread: {0:?}")]
    Unread(eyelevel_contract::statements::reading::Refusal),
    /// A calendar file can't be read (422): what is wrong, and in which line.
    #[error("unread calendar: {0:?}")]
    UnreadCalendar(eyelevel_contract::calendars::ics::Refused),
    /// The body is not what it should be (400); the text is for developers.
    #[error("malformed: {0}")]
    Malformed(String),
    /// Not a media type that is taken here (415).
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// Too large (413).
    #[error("too large")]
    TooLarge,
    /// More bytes than are taken of such a file.
    #[error("larger than {0} bytes")]
    LargerThan(u64),
    /// Somebody else changed it meanwhile (412).
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// A piece of a file that does not begin where the file goes on (409).
    #[error("goes on elsewhere")]
    GoesOnElsewhere,
    /// `If-Match` is needed (428).
    #[error("If-Match is needed")]
    PreconditionRequired,
    /// The idempotency key was used for something else (422).
    #[error("idempotency key reused")]
    KeyReused,
    /// Not from our own pages (403).
    #[error("foreign origin")]
    ForeignOrigin,
    /// Too many attempts; seconds to wait (429).
    #[error("throttled")]
    Throttled(i64),
    /// No such verb here (405).
    #[error("method not allowed")]
    MethodNotAllowed,
    /// No PDF can be made now (503).
    #[error("no document")]
    NoDocument,
    /// Too much at once: it must be sent again (503).
    #[error("busy")]
    Busy,
    /// Ours to mend (500). The caller sees no detail.
    #[error("internal: {0}")]
    Internal(String),
}

/// What handlers return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            // It came from outside, in an address or a query: what was checked by the contract holds none.
            sqlx::Error::Encode(reason) if reason.is::<crate::db::Nul>() => Self::Malformed(reason.to_string()),
            error => Self::Internal(format!("database: {error}")),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // Our own rows and answers only: bodies go through `extract::Json`.
        Self::Internal(format!("json: {error}"))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Barred> for Error {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl Error {
    /// One fault of one field.
    #[must_use]
    pub fn field(field: impl std::fmt::Display, fault: eyelevel_contract::validate::Fault) -> Self {
        let mut faults = Faults::new();
        faults.add(field, fault);
        Self::Invalid(faults)
    }

    /// Whether somebody wanted in who may not: a wrong password, a missing right, a foreign page, a false signature, too many attempts.
    const fn is_refusal(&self) -> bool {
        match self {
            Self::WrongCredentials | Self::BadSignature | Self::NeedsRole(_) | Self::ForeignOrigin | Self::Throttled(_) => true,
            Self::Refused(refusal) => refusal.is_missing_right(),
            _ => false,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Unauthenticated | Self::WrongCredentials | Self::BadSignature | Self::BadToken => 401,
            Self::Refused(r) => {
                if r.is_missing_right() {
                    403
                } else {
                    409
                }
            }
            Self::NeedsRole(_) | Self::ForeignOrigin | Self::Barred(_) => 403,
            Self::Invalid(_) | Self::KeyReused | Self::Unread(_) | Self::UnreadCalendar(_) => 422,
            Self::Malformed(_) => 400,
            Self::UnsupportedMediaType => 415,
            Self::TooLarge | Self::LargerThan(_) => 413,
            Self::GoesOnElsewhere => 409,
            Self::ChangedMeanwhile => 412,
            Self::PreconditionRequired => 428,
            Self::Throttled(_) => 429,
            Self::MethodNotAllowed => 405,
            Self::NoDocument | Self::Busy => 503,
            Self::Internal(_) => 500,
        }
    }
}

impl Error {
    /// The vendor's side does that (403), for features that stand below requests.
    #[must_use]
    pub const fn vendor_only() -> Self {
        Self::Refused(Refusal::VendorOnly)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Internal(what) => tracing::error!(error = %what, "a request failed"),
            refused if refused.is_refusal() => tracing::warn!(status = refused.status(), "refused"),
            _ => {}
        }
        let mut response = axum::http::StatusCode::from_u16(self.status()).unwrap_or_default().into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
