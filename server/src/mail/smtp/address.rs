//! A server's URL. lettre reads the same form, but keeps what it has read to itself.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use url::Url;

/// Where a server is, and how it is spoken to.
pub(super) struct At {
    /// Host and port, for people.
    pub(super) name: String,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
    /// So long it may take until a server is ready for a mail, and to answer a word.
    pub(super) patience: Duration,
}

const PATIENCE: Duration = Duration::from_secs(10);
/// More than that would not leave enough of a mail's lease.
const PATIENCE_MOST: u64 = 20;

impl At {
    /// # Errors
    /// A sentence; it names no password.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .map_err(|e| format!("smtp_url: not of the form smtp://HOST:25 or smtp://USER:PASSWORD@HOST:587?tls=required: {e}"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("smtp_url names no host")?.to_owned();
        // An IPv6 address stands in brackets in a URL only.
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let named = |name: &str| url.query_pairs().find(|(n, _)| n == name).map(|(_, value)| value.into_owned());
        let wanted = named("tls");
        let patience = match named("patience") {
            None => PATIENCE,
            Some(seconds) => {
                let seconds = seconds.parse().ok().filter(|seconds| (1..=PATIENCE_MOST).contains(seconds));
                Duration::from_secs(seconds.ok_or_else(|| format!("smtp_url: patience is a number of seconds from 1 to {PATIENCE_MOST}"))?)
            }
        };
        let parameters = || TlsParameters::new(host.clone()).map_err(|e| format!("smtp_url: no TLS to {host}: {e}"));
        let (tls, usual) = match (url.scheme(), wanted.as_deref()) {
            ("smtp", None) => (Tls::None, SMTP_PORT),
            ("smtp", Some("required")) => (Tls::Required(parameters()?), SUBMISSION_PORT),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic(parameters()?), SUBMISSION_PORT),
            ("smtps", _) => (Tls::Wrapper(parameters()?), SUBMISSIONS_PORT),
            ("smtp", Some(other)) => return Err(format!("smtp_url: tls is required or opportunistic, not {other}")),
            (scheme, _) => return Err(format!("smtp_url begins with smtp:// or smtps://, not {scheme}://")),
        };
        let port = url.port().unwrap_or(usual);
        let plain = |text: &str| {
            percent_decode_str(text)
                .decode_utf8()
                .map(std::borrow::Cow::into_owned)
                .map_err(|_| "smtp_url: name or password is no UTF-8".to_owned())
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(plain(url.username())?, plain(password)?)),
            None => None,
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self { name: format!("{host}:{port}"), host, port, tls, credentials, hello, patience })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let at = |text: &str| At::parse(text).map(|at| (at.name.clone(), at.credentials.is_some(), at.hello.to_string()));
        let named = |name: &str, credentials| (name.to_owned(), credentials);
        for (text, wanted) in [
            ("smtp://mail.example", named("mail.example:25", false)),
            ("smtp://mail.example:2525", named("mail.example:2525", false)),
            ("smtp://a:b%2Cc@mail.example?tls=required", named("mail.example:587", true)),
            ("smtp://mail.example?tls=opportunistic", named("mail.example:587", false)),
            ("smtps://a%40b.example:x@mail.example", named("mail.example:465", true)),
            ("smtp://[::1]:25", named("::1:25", false)),
        ] {
            let (name, credentials, _) = at(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!((name, credentials), wanted, "{text}");
        }
        assert_eq!(At::parse("smtps://mail.example?patience=5").map(|at| at.patience.as_secs()), Ok(5));
        assert_eq!(at("smtp://mail.example/portal.example").unwrap().2, "portal.example");
        for bad in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://mail.example?tls=perhaps",
            "smtp://a:b@mail.example:x",
            "smtp://mail.example?patience=21",
        ] {
            let Err(error) = at(bad) else { panic!("{bad}") };
            assert!(error.starts_with("smtp_url") && !error.contains("a:b"), "{error}");
        }
    }
}
