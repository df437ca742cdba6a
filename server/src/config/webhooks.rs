use eyelevel_contract::deliveries::tracking::Provider;

use super::BadSettings;

/// The secrets by which tracking services sign; who has none may not send.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Webhooks {
    pub aftership: Option<String>,
    pub shippo: Option<String>,
    pub own: Option<String>,
}

/// A shorter one could be guessed.
const LEAST: usize = 16;

impl Webhooks {
    /// The secrets as the settings name them.
    ///
    /// # Errors
    /// If one of them is too short.
    pub fn checked(self) -> Result<Self, BadSettings> {
        for (name, secret) in
            [("webhook_secret_aftership", &self.aftership), ("webhook_secret_shippo", &self.shippo), ("webhook_secret", &self.own)]
        {
            if secret.as_ref().is_some_and(|secret| secret.len() < LEAST) {
                return Err(BadSettings(format!("{name} is too short: {LEAST} characters at least")));
            }
        }
        Ok(self)
    }

    /// The secret of a provider.
    #[must_use]
    pub fn secret(&self, provider: Provider) -> Option<&[u8]> {
        let secret = match provider {
            Provider::AfterShip => &self.aftership,
            Provider::Shippo => &self.shippo,
            Provider::Own => &self.own,
        };
        secret.as_ref().map(String::as_bytes)
    }
}

impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Webhooks")
    }
}
