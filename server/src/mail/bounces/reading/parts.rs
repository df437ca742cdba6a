//! What a mail consists of: the text for people, the reports for machines, the message that it is about.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use super::headers::{Headers, message_id};
use super::original;

/// A mail, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) headers: Headers,
    /// What stands there for people, without the original message.
    pub(super) text: String,
    /// The delivery statuses.
    pub(super) statuses: Vec<String>,
    /// The feedback report, if it is a complaint.
    pub(super) feedback: Option<Headers>,
    /// Whether there is a disposition notification.
    pub(super) is_receipt: bool,
    /// The delivery statuses of the message that it brings: somebody has sent a bounce on.
    pub(super) brought: Vec<String>,
    /// Whether it says nothing itself, and those are what it is about.
    pub(super) is_wrapped: bool,
    /// The headers of the message that it is about.
    pub(super) original: Option<Headers>,
}

/// Takes a mail apart; of what is no mail, all is text.
pub(super) fn take_apart(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let (mut plain, mut html) = (String::new(), String::new());
    match MessageParser::new().parse(bytes) {
        None => plain = String::from_utf8_lossy(bytes).into_owned(),
        Some(message) => {
            parts.headers = Headers::of(&message);
            walk(&message, &mut parts, &mut plain, &mut html);
        }
    }
    if plain.trim().is_empty() {
        plain = html;
    }
    let (text, rest) = original::without_original(&plain);
    text.clone_into(&mut parts.text);
    if parts.original.is_none() {
        parts.original = rest.and_then(Headers::parse);
    }
    parts
}

fn walk(message: &Message<'_>, parts: &mut Parts, plain: &mut String, html: &mut String) {
    for part in &message.parts {
        let kind =
            part.content_type().map(|kind| (kind.ctype().to_ascii_lowercase(), kind.subtype().unwrap_or_default().to_ascii_lowercase()));
        let (of, subtype) = kind.as_ref().map_or(("text", "plain"), |(of, subtype)| (of.as_str(), subtype.as_str()));
        let is_report = of == "message" && subtype != "rfc822" && subtype != "global";
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Message(original) => {
                if parts.original.is_none() {
                    parts.original = Some(Headers::of(original)).filter(|headers| !headers.is_empty());
                    parts.brought = statuses(original);
                }
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) if is_report => report(subtype, &String::from_utf8_lossy(bytes), parts),
            PartType::Text(text) if is_report => report(subtype, text, parts),
            PartType::Text(text) if matches!(subtype, "rfc822-headers" | "rfc822" | "global" | "global-headers") => {
                if parts.original.is_none() {
                    parts.original = Headers::parse(text);
                }
            }
            // What follows the original message is part of it.
            PartType::Text(text) if parts.original.is_none() => {
                plain.push_str(text);
                plain.push('\n');
            }
            PartType::Html(text) if parts.original.is_none() => html.push_str(&mail_parser::decoders::html::html_to_text(text)),
            PartType::Text(_) | PartType::Html(_) | PartType::Binary(_) | PartType::InlineBinary(_) => {}
        }
    }
}

/// The delivery statuses of a message.
fn statuses(message: &Message<'_>) -> Vec<String> {
    let is_status = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| kind.subtype().is_some_and(|of| of.ends_with("delivery-status")))
    };
    message.parts.iter().filter(is_status).map(|part| String::from_utf8_lossy(part.contents()).into_owned()).collect()
}

fn report(subtype: &str, text: &str, parts: &mut Parts) {
    match subtype {
        "delivery-status" | "global-delivery-status" => parts.statuses.push(text.to_owned()),
        "feedback-report" => parts.feedback = Headers::parse(text.trim_start()),
        "disposition-notification" | "global-disposition-notification" => parts.is_receipt = true,
        "global-headers" if parts.original.is_none() => parts.original = Headers::parse(text),
        _ => {}
    }
}

impl Parts {
    /// Where the mail was sent to.
    pub(super) fn sent_to(&self) -> Vec<String> {
        let mut to: Vec<String> = Vec::new();
        for name in ["x-original-to", "delivered-to", "envelope-to", "to"] {
            for address in self.headers.addresses(name) {
                if !to.iter().any(|known| known.eq_ignore_ascii_case(&address)) && to.len() < 20 {
                    to.push(address);
                }
            }
        }
        to
    }

    /// Whose addresses are no recipients': whoever sent the original, and whoever sends this.
    pub(super) fn senders(&self) -> Vec<String> {
        let mut all = self.sent_to();
        all.extend(self.headers.addresses("from"));
        if let Some(original) = &self.original {
            for name in ["from", "return-path", "sender", "reply-to", "errors-to"] {
                all.extend(original.addresses(name));
            }
        }
        all
    }

    /// The Message-ID of what it is about, where the original is not there.
    pub(super) fn original_message_id(&self) -> Option<String> {
        let named = self.text.lines().map(str::trim).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("message-id").then(|| message_id(value)).flatten()
        });
        named.or_else(|| self.headers.get("in-reply-to").and_then(message_id))
    }

    /// Who complains.
    pub(super) fn complained_by(&self) -> Vec<String> {
        let mut by = Vec::new();
        if let Some(feedback) = &self.feedback {
            by.extend(feedback.addresses("original-rcpt-to"));
            by.extend(feedback.addresses("removal-recipient"));
        }
        if let Some(original) = self.original.as_ref().filter(|_| by.is_empty()) {
            by.extend(original.addresses("x-hmxmroriginalrecipient"));
            if by.is_empty() {
                by.extend(original.addresses("to"));
            }
        }
        by
    }
}
