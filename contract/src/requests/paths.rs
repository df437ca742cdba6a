//! URLs of requests, in the API and in the portal.

use super::Kind;

/// All requests that the caller may see: `?section=&kind=&q=&owner=me&sort=due|-updated|number&cursor=&limit=`.
pub const REQUESTS: &str = "/api/v1/requests";

/// The portal's list of requests; its query is the API's.
pub const PAGE: &str = "/requests";

/// What is the same for all kinds of one request.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{REQUESTS}/{id}")
}

/// The thread.
#[must_use]
pub fn messages(id: &str) -> String {
    format!("{REQUESTS}/{id}/messages")
}

/// A verb of the spine, as the last part of its URL.
#[must_use]
pub fn verb(id: &str, verb: &str) -> String {
    format!("{REQUESTS}/{id}/{verb}")
}

/// The vendor asks (`Ask`).
pub const QUESTION: &str = "question";
/// The partner answers (`Answer`).
pub const ANSWER: &str = "answer";
/// The partner says that it was answered already.
pub const OBJECTION: &str = "objection";
/// The partner accepts what was offered.
pub const ACCEPTANCE: &str = "acceptance";
/// The partner takes it back (`WithReason`, the reason may be empty).
pub const WITHDRAWAL: &str = "withdrawal";
/// What the partner wrote needs no answer (`WithReason`, the reason may be empty).
pub const NO_REPLY: &str = "no-reply";
/// The requester wants another person to look (`WithReason`).
pub const SECOND_LOOK: &str = "second-look";
/// The owner moves the date (`MovePromise`).
pub const PROMISE: &str = "promise";
/// It is of another severity (`ChangeSeverity`).
pub const SEVERITY: &str = "severity";
/// Somebody else takes over (`HandOver`).
pub const OWNER: &str = "owner";

/// The partner takes it to the next level (`Escalate`).
pub const ESCALATIONS: &str = "escalations";
/// All of a request on paper, as the reader may see it.
pub const RECORD: &str = "record.pdf";

/// A level answers (`AnswerEscalation`).
#[must_use]
pub fn escalation_answer(id: &str, escalation: &str) -> String {
    format!("{REQUESTS}/{id}/escalations/{escalation}/answer")
}

/// The page of a request in the portal.
#[must_use]
pub fn page(kind: Kind, id: &str) -> String {
    match kind {
        Kind::DemoKit => format!("/demo-kits/{id}"),
        Kind::Enquiry => format!("/enquiries/{id}"),
        Kind::Licence => format!("/licences/{id}"),
        Kind::StatementQuery => format!("/statements/queries/{id}"),
        Kind::Return => format!("/returns/{id}"),
    }
}
