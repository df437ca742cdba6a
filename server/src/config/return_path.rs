use eyelevel_contract::email::Email;

use super::BadSettings;

/// Where bounces come back to: a mailbox whose plus-addresses arrive here, too. Lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnPath {
    /// Before the `@`, without a plus.
    pub mailbox: String,
    pub host: String,
}

/// What is left of a local part's 64 octets (RFC 5321) beside a row's name and its signature.
const MAILBOX_MAX: usize = 14;

impl ReturnPath {
    /// Reads an address.
    ///
    /// # Errors
    /// If it is none, or one that leaves no room for what is put into it.
    pub fn parse(text: &str) -> Result<Self, BadSettings> {
        let wrong = || {
            BadSettings(format!(
                "return_path is an address like bounces@portal.example.com, with at most {MAILBOX_MAX} letters, digits, dots and hyphens before \
                 the @, not {text}"
            ))
        };
        let address = Email::parse(text).map_err(|_| wrong())?.key();
        let (mailbox, host) = address.split_once('@').ok_or_else(wrong)?;
        let plain = mailbox.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
        if !plain || mailbox.len() > MAILBOX_MAX {
            return Err(wrong());
        }
        Ok(Self { mailbox: mailbox.to_owned(), host: host.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::ReturnPath;

    #[test]
    fn addresses_that_can_be_used() {
        let path = ReturnPath::parse(" Mail-Bounces@Portal.Example.com ").expect("an address");
        assert_eq!((path.mailbox.as_str(), path.host.as_str()), ("mail-bounces", "portal.example.com"));
        for bad in ["", "bounces", "bounces@localhost", "boun+ces@a.example", "a_b@a.example", "fifteen-letters@a.example", "<b@a.example>"]
        {
            assert!(ReturnPath::parse(bad).is_err(), "{bad}");
        }
    }
}
