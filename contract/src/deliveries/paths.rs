//! URLs of deliveries and of the recipient's page.

/// Everything on its way that the caller may see.
pub const DELIVERIES: &str = "/api/v1/deliveries";
/// The portal's page of deliveries.
pub const PAGE: &str = "/deliveries";

/// The portal's page of one delivery.
#[must_use]
pub fn page(id: &str) -> String {
    format!("{PAGE}/{id}")
}

/// One parcel to one recipient.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{DELIVERIES}/{id}")
}

/// A carrier's CSV, looked at or imported (`POST`; answers `Import`).
pub const IMPORT: &str = "/api/v1/deliveries/import";
/// The portal's page for it.
pub const IMPORT_PAGE: &str = "/deliveries/import";

/// Where a tracking service sends to (`POST`).
#[must_use]
pub fn webhook(provider: &str) -> String {
    format!("{DELIVERIES}/webhooks/{provider}")
}

/// The vendor has taken care of what was wrong (`POST`, `TakenCare`).
#[must_use]
pub fn taken_care(id: &str) -> String {
    format!("{DELIVERIES}/{id}/taken-care")
}

/// The vendor notes a status by hand (`POST`, `NewStatus`).
#[must_use]
pub fn status(id: &str) -> String {
    format!("{DELIVERIES}/{id}/status")
}

/// The requester confirms for a recipient, or says what is wrong (`POST`, `Receipt`).
#[must_use]
pub fn receipt(id: &str) -> String {
    format!("{DELIVERIES}/{id}/receipt")
}

/// The requester's link for a recipient without a mail address (`POST`; answers `RecipientLink`).
#[must_use]
pub fn link(id: &str) -> String {
    format!("{DELIVERIES}/{id}/link")
}

/// Another address for a recipient, or somebody else in their place (`POST`, `ChangeRecipient`; answers `RecipientStatus`).
#[must_use]
pub fn changes(recipient_id: &str) -> String {
    format!("/api/v1/recipients/{recipient_id}/changes")
}

/// The requester's answer to it (`POST`, `AnswerChange`).
#[must_use]
pub fn change(recipient_id: &str, change_id: &str) -> String {
    format!("{}/{change_id}", changes(recipient_id))
}

/// The page on which the requester answers without signing in. Form posts go to `/agree` and `/refuse` below it.
#[must_use]
pub fn consent(token: &str) -> String {
    format!("/c/{token}")
}

/// What goes into the parcel (`GET`, PDF).
#[must_use]
pub fn packing_slip(id: &str) -> String {
    format!("{DELIVERIES}/{id}/packing-slip.pdf")
}

/// Who got what of a request, when (`GET`, `SealedProof`).
#[must_use]
pub fn proof(request_id: &str) -> String {
    format!("/api/v1/requests/{request_id}/proof")
}

/// The same on paper.
#[must_use]
pub fn proof_pdf(request_id: &str) -> String {
    format!("/api/v1/requests/{request_id}/proof.pdf")
}

/// The recipient's page, outside the portal. Form posts go to `/shown`, `/received`, `/problem` and `/renew` below it.
#[must_use]
pub fn recipient(token: &str) -> String {
    format!("/r/{token}")
}
