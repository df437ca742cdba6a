//! Settings: flags, environment (`EYELEVEL_…`) and one TOML file.

/// The settings of a running server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where people reach it, without a slash at the end: `https://partner.example.com`.
    pub base_url: String,
    /// Signs links; from outside the database.
    pub secret: Vec<u8>,
    /// IANA zone of the vendor's calendar.
    pub zone: String,
}

impl Config {
    /// The host that Message-IDs name: the base URL's, without scheme and port.
    #[must_use]
    pub fn mail_host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, r)| r);
        rest.split(['/', ':']).next().filter(|h| !h.is_empty()).unwrap_or("localhost")
    }
}
