//! Mail addresses.

use core::fmt;

/// A mail address that can be written into an SMTP envelope without surprises: one `@`, a dot in the domain, printable ASCII (an
/// internationalised domain comes as punycode), no white space, quotes or angle brackets, at most 254 characters (RFC 5321).
/// Kept as typed; compared in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is no mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAddress;

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a mail address")
    }
}

impl Email {
    /// Parses an address; white space around it is dropped.
    ///
    /// # Errors
    /// If it is not of the form described above.
    pub fn parse(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NoAddress)?;
        let local_ok = (1..=64).contains(&local.len())
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.as_bytes().windows(2).any(|two| two == b"..");
        let label_ok = |l: &str| {
            (1..=63).contains(&l.len())
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !l.starts_with('-')
                && !l.ends_with('-')
        };
        let domain_ok = domain.contains('.') && domain.split('.').all(label_ok);
        if text.len() <= 254 && local_ok && domain_ok { Ok(Self(text.to_owned())) } else { Err(NoAddress) }
    }

    /// What stands where an unreadable address was read; it never leaves this crate in a value that was read well.
    pub(crate) const fn nobody() -> Self {
        Self(String::new())
    }

    /// As typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case, for comparing and looking up.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl TryFrom<String> for Email {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

string_schema!(Email, "email");

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Email;

    #[test]
    fn addresses() {
        for good in ["a@b.de", "first.last+tag@sub.example.com", " x@xn--bcher-kva.example "] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "a", "a@b", "a b@c.de", "a@b..de", "a@-b.de", "a\r\nBcc: x@y.de", "<a@b.de>", "a@b.de\n.c@d.de", ".a@b.de", "ä@b.de"]
        {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("{}@b.de", "a".repeat(65))).is_err());
    }
}
