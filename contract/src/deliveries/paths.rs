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

/// The recipient's page, outside the portal. Form posts go to `/received`, `/problem` and `/renew` below it.
#[must_use]
pub fn recipient(token: &str) -> String {
    format!("/r/{token}")
}
