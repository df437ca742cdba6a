//! URLs of returns, in the API and in the portal.

use crate::people::paths::encode;

/// Returns (`POST` begins one, `Draft`; `GET` lists requests of this kind).
pub const PATH: &str = "/api/v1/returns";
/// What is known of a serial number: `?serial=`.
pub const SERIALS: &str = "/api/v1/returns/serials";
/// A CSV of serial numbers: `?confirm=`.
pub const IMPORT: &str = "/api/v1/returns/serials/import";
/// The portal's page for such a file.
pub const IMPORT_PAGE: &str = "/returns/serials";
/// The devices that the caller may see, newest first: `?q=&cursor=&limit=`.
pub const DEVICES: &str = "/api/v1/returns/devices";
/// What breaks, by product and batch; the vendor's alone.
pub const FAULTS: &str = "/api/v1/returns/faults";
/// Makes a known issue of a batch that breaks more than others (`NewBatchIssue`; answers `BatchIssue`).
pub const BATCH_ISSUES: &str = "/api/v1/returns/faults/known-issues";
/// The portal's page of what breaks.
pub const FAULTS_PAGE: &str = "/returns/faults";
/// Distributors to whom returns can be handed; to a partner, their names alone.
pub const DISTRIBUTORS: &str = "/api/v1/returns/distributors";
/// The portal's form.
pub const FORM: &str = "/returns/new";

/// One return.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// What is known of a serial number.
#[must_use]
pub fn lookup(serial: &str) -> String {
    format!("{SERIALS}?serial={}", encode(serial))
}

/// A verb of a return, as the last part of its URL.
#[must_use]
pub fn verb(id: &str, verb: &str) -> String {
    format!("{PATH}/{id}/{verb}")
}

/// The vendor decides on each device (`Decide`).
pub const DECISION: &str = "decision";
/// The vendor sends a label (`SendLabel`).
pub const LABEL: &str = "label";
/// The partner has handed it in (`HandedIn`).
pub const HAND_IN: &str = "hand-in";
/// What was in the box (`Arrived`).
pub const RECEIPT: &str = "receipt";
/// What was found (`Inspect`).
pub const INSPECTION: &str = "inspection";
/// What can replace a device of which nobody knows what it is (`GET`, a list of `Spare`).
pub const SPARES: &str = "spares";
/// The replacement goes out (`SendReplacement`).
pub const SHIPMENTS: &str = "shipments";
/// The accounts in which a credit can be posted (`GET`, a list of `CreditAccount`).
pub const ACCOUNTS: &str = "accounts";
/// What is done with a device (`Finish`).
pub const OUTCOME: &str = "outcome";
/// It is handed to a distributor, or the requester is asked whether it may be (`Refer`).
pub const REFERRALS: &str = "referrals";
/// The vendor takes it back from the distributor (`TakeBack`).
pub const TAKE_BACK: &str = "referrals/end";

/// The requester's answer to a proposal (`AnswerReferral`).
#[must_use]
pub fn referral(id: &str, referral_id: &str) -> String {
    format!("{}/{referral_id}", verb(id, REFERRALS))
}

/// The distributor's page, outside the portal. Form posts go to `/answer` and `/done` below it, pictures are at `/files/{id}`.
#[must_use]
pub fn distributor(token: &str) -> String {
    format!("/h/{token}")
}

/// The slip that goes into the box, as a PDF.
#[must_use]
pub fn packing_slip(id: &str) -> String {
    format!("{PATH}/{id}/packing-slip.pdf")
}
