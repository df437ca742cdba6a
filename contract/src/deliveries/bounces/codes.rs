//! The codes in what servers say.

use core::fmt;

/// An enhanced status: class, subject, detail (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnhancedStatus {
    /// 2 success, 4 temporary, 5 permanent.
    pub class: u8,
    /// What it is about; 0 says nothing.
    pub subject: u16,
    pub detail: u16,
}

impl EnhancedStatus {
    /// A status that says no more than its class.
    #[must_use]
    pub const fn of_class(class: u8) -> Self {
        Self { class, subject: 0, detail: 0 }
    }

    /// The first status in a text that is not part of something longer (an IP address, a version); one that says more than its class first.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let mut general = None;
        for (at, _) in text.match_indices(['2', '4', '5']) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '/') && !is_behind_a_code(text, at)) {
                continue;
            }
            match Self::at_the_start(&text[at..]) {
                Some(status) if status.says_more() => return Some(status),
                found => general = general.or(found),
            }
        }
        general
    }

    /// The status with which a text begins.
    #[must_use]
    pub fn at_the_start(text: &str) -> Option<Self> {
        let (class, rest) = digits(text, 1)?;
        let (subject, rest) = digits(rest.strip_prefix('.')?, 3)?;
        let (detail, rest) = digits(rest.strip_prefix('.')?, 3)?;
        let class = u8::try_from(class).ok().filter(|class| matches!(class, 2 | 4 | 5))?;
        // A full stop may end a sentence; it may also go on as an IP address does.
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        (subject <= 9 && !goes_on).then_some(Self { class, subject, detail })
    }

    /// Whether it says more than *it failed*.
    #[must_use]
    pub const fn says_more(self) -> bool {
        self.subject != 0
    }

    /// Whether another try is no use, as far as this goes.
    #[must_use]
    pub const fn is_permanent(self) -> bool {
        self.class == 5
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// `550-5.1.1`: the hyphen of a reply of several lines.
fn is_behind_a_code(text: &str, at: usize) -> bool {
    text[..at].ends_with('-') && text.get(at.wrapping_sub(4)..at - 1).is_some_and(|code| code.bytes().all(|b| b.is_ascii_digit()))
}

/// Up to so many digits, and what follows; nothing if there are none, or more.
fn digits(text: &str, most: usize) -> Option<(u16, &str)> {
    let length = text.bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&length).then(|| (text[..length].parse().unwrap_or(u16::MAX), &text[length..]))
}

/// The reply code in what a server says: one before an enhanced status first, then one where a reply begins, then any.
#[must_use]
pub fn reply_code(text: &str) -> Option<u16> {
    let mut best: Option<(u8, u16)> = None;
    for (at, _) in text.match_indices(['4', '5']) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '@' | '=' | '%')) {
            continue;
        }
        let Some((code, rest)) = digits(&text[at..], 3).filter(|(code, _)| (400..=559).contains(code)) else { continue };
        if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '@' | '%' | ']'))
            || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
        {
            continue;
        }
        let said = text[..at].trim_end();
        let rank = if EnhancedStatus::at_the_start(rest.trim_start_matches([' ', '-', '#'])).is_some() {
            3
        } else if said.is_empty() || said.ends_with([':', ';', '[', '(', '\'', '"', '#', '<', '`', '.']) || said.ends_with("said") {
            2
        } else if rest.starts_with([' ', '-']) {
            1
        } else {
            continue;
        };
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, code));
        }
    }
    best.map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn status(text: &str) -> Option<String> {
        EnhancedStatus::find(text).map(|status| status.to_string())
    }

    #[test]
    fn a_status_is_found_and_nothing_else_is() {
        for (text, is) in [
            ("550 5.1.1 <a@example.com>: no such user", "5.1.1"),
            ("550-5.7.26 unauthenticated", "5.7.26"),
            ("smtp;552 5.2.2 over quota", "5.2.2"),
            ("554 5.0.0 see 5.7.1 below", "5.7.1"),
            ("(#5.1.1)", "5.1.1"),
            ("450 4.3.2.", "4.3.2"),
            ("5.0.0 (permanent failure)", "5.0.0"),
        ] {
            assert_eq!(status(text).as_deref(), Some(is), "{text}");
        }
        for text in
            ["host [5.2.2.1] said", "192.5.1.1 refused", "v4.6.1 (569.2)", "5.1", "", "5.1.1a", "2606:2800:220", "exim-4.9.5", "5.1111.1"]
        {
            assert_eq!(status(text), None, "{text}");
        }
    }

    #[test]
    fn a_reply_code_is_found_and_nothing_else_is() {
        for (text, is) in [
            ("550 5.1.1 no", 550),
            ("host a.example[192.0.2.1] said: 421 later", 421),
            ("5.3.0 - Other mail system problem 550-'Unknown user", 550),
            ("<<< 525 5.7.13 disabled", 525),
            ("ERROR_CODE :421, ERROR_CODE :", 421),
            ("after 500 messages: 452 4.2.2 full", 452),
        ] {
            assert_eq!(reply_code(text), Some(is), "{text}");
        }
        for text in ["SIZE=500", "[192.0.2.550]", "5500", "id 4f5-550abc", "", "quota of 600 MB"] {
            assert_eq!(reply_code(text), None, "{text}");
        }
    }
}
