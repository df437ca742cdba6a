use std::collections::BTreeMap;

use super::{NoticeKind, Way};
use crate::validate::{Fault, Faults};

/// When the daily mail comes where nobody has said otherwise, in minutes of the day.
pub const DIGEST_AT: i64 = 7 * 60;

wire! {
    /// How somebody is told.
    pub struct NoticeSettings {
        /// Each kind's way; what is not there goes at once.
        pub ways: BTreeMap<String, Way>,
        /// When quiet hours begin (`22:00`), by the installation's clock; empty: there are none.
        pub quiet_from: String,
        /// When they end; before their beginning: on the next day.
        pub quiet_until: String,
        /// When the daily mail comes.
        pub digest_at: String,
        /// For `If-Match`.
        pub version: i64,
    }

    /// How somebody would like to be told.
    pub struct EditNoticeSettings {
        pub ways: BTreeMap<String, Way>,
        pub quiet_from: String,
        pub quiet_until: String,
        pub digest_at: String,
    }
}

/// Settings that were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is not there goes at once.
    pub ways: BTreeMap<NoticeKind, Way>,
    pub quiet: Option<Quiet>,
    /// The minute of the day at which the daily mail comes.
    pub digest_at: i64,
}

/// Quiet hours, in minutes of the day: from the one until the other, which may be on the next day. The two differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    pub from: i64,
    pub until: i64,
}

impl Default for Settings {
    /// Everything at once, at any time.
    fn default() -> Self {
        Self { ways: BTreeMap::new(), quiet: None, digest_at: DIGEST_AT }
    }
}

impl Settings {
    /// The way of a kind.
    #[must_use]
    pub fn way(&self, kind: NoticeKind) -> Way {
        let wished = self.ways.get(&kind).copied().unwrap_or(Way::AtOnce);
        if kind.ways().contains(&wished) { wished } else { Way::AtOnce }
    }

    /// As they travel.
    #[must_use]
    pub fn told(&self, version: i64) -> NoticeSettings {
        let clock = |minutes: Option<i64>| minutes.map_or_else(String::new, clock_text);
        NoticeSettings {
            ways: self.ways.iter().map(|(kind, way)| (kind.word().to_owned(), *way)).collect(),
            quiet_from: clock(self.quiet.map(|quiet| quiet.from)),
            quiet_until: clock(self.quiet.map(|quiet| quiet.until)),
            digest_at: clock_text(self.digest_at),
            version,
        }
    }
}

/// Checks what somebody would like.
///
/// # Errors
/// The faults by field: `ways.messages`, `quiet_from` …
pub fn validate(edit: &EditNoticeSettings) -> Result<Settings, Faults> {
    let mut faults = Faults::new();
    let mut ways = BTreeMap::new();
    for (word, way) in &edit.ways {
        match NoticeKind::from_word(word) {
            Some(kind) if kind.ways().contains(way) => {
                ways.insert(kind, *way);
            }
            Some(_) => faults.add(["ways.", word].concat(), Fault::NotOffered),
            None => faults.add(["ways.", word].concat(), Fault::Unknown),
        }
    }
    // What goes at once need not be said.
    ways.retain(|_, way| *way != Way::AtOnce);
    let mut clock = |field: &str, text: &str| {
        let text = text.trim();
        let minute = parse_clock(text);
        if minute.is_none() {
            faults.add(field, if text.is_empty() { Fault::Required } else { Fault::NotATime });
        }
        minute
    };
    let digest_at = clock("digest_at", &edit.digest_at);
    let none = edit.quiet_from.trim().is_empty() && edit.quiet_until.trim().is_empty();
    let quiet = if none { None } else { clock("quiet_from", &edit.quiet_from).zip(clock("quiet_until", &edit.quiet_until)) };
    if quiet.is_some_and(|(from, until)| from == until) {
        faults.add("quiet_until", Fault::Twice);
    }
    let quiet = quiet.map(|(from, until)| Quiet { from, until });
    faults.or(Settings { ways, quiet, digest_at: digest_at.unwrap_or(DIGEST_AT) })
}

/// The minute of the day that `07:30` is.
#[must_use]
pub fn parse_clock(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str, below: i64| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|n| digits && *n < below)
    };
    if minute.len() != 2 {
        return None;
    }
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

/// The other way round.
#[must_use]
pub fn clock_text(minute: i64) -> String {
    let mut out = String::new();
    for (n, before) in [(minute / 60, ""), (minute % 60, ":")] {
        out.push_str(before);
        if n < 10 {
            out.push('0');
        }
        out.push_str(&n.to_string());
    }
    out
}
