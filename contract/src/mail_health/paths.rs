//! Where mail's health is.

/// The portal's page.
pub const PAGE: &str = "/mail";
/// GET: [`super::MailHealth`].
pub const HEALTH: &str = "/api/v1/mail/health";
