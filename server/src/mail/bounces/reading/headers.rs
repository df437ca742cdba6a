//! A mail's headers, as far as bounces are told by them.

use mail_parser::{Message, MessageParser};

/// So many headers are looked at.
const HEADERS_MAX: usize = 1_000;
/// And so much of each, in characters.
const VALUE_MAX: usize = 4_000;

/// Names in small letters, each with its value in one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    pub(super) fn of(message: &Message<'_>) -> Self {
        let mut all = Vec::new();
        for header in message.headers().iter().take(HEADERS_MAX) {
            let name = header.name().to_ascii_lowercase();
            let decoded = header.value().as_text().map(str::to_owned);
            let value = decoded.unwrap_or_else(|| raw(message, header.offset_start(), header.offset_end()));
            all.push((name, super::clean::one_line(&value, VALUE_MAX)));
        }
        Self(all)
    }

    /// Those at the beginning of a text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let message = MessageParser::new().parse_headers(text.as_bytes())?;
        Some(Self::of(&message)).filter(|headers| headers.0.len() > 1)
    }

    /// The first of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first address in the first header of that name.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        self.addresses(name).into_iter().next()
    }

    /// The addresses in all headers of that name.
    pub(super) fn addresses(&self, name: &str) -> Vec<String> {
        self.all(name).flat_map(super::addresses::addresses).map(|found| found.address.to_owned()).collect()
    }

    /// The Message-ID, without its angle brackets.
    pub(super) fn message_id(&self) -> Option<String> {
        self.get("message-id").and_then(message_id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A Message-ID in a header's value.
pub(super) fn message_id(value: &str) -> Option<String> {
    let inner = value.trim().trim_start_matches('<').split('>').next().unwrap_or_default().trim();
    (!inner.is_empty() && inner.len() <= 998).then(|| inner.to_owned())
}

fn raw(message: &Message<'_>, from: u32, to: u32) -> String {
    let (from, to) = (usize::try_from(from).unwrap_or(usize::MAX), usize::try_from(to).unwrap_or(usize::MAX));
    String::from_utf8_lossy(message.raw_message.get(from..to).unwrap_or_default()).into_owned()
}
