//! Where the text of a bounce ends, and the mail that it is about begins.

/// Lines that say that the original message follows.
const MARKS: &[&str] = &[
    "below this line is a copy",
    "this is a copy of",
    "original message follows",
    "original message",
    "unsent message follows",
    "message headers follow",
    "original message headers",
    "header of the original message",
    "headers of the original message",
    "copy of the original message",
    "returned message",
    "message header follows",
    "included is a copy of the message",
    "original message is attached",
    "original mail info",
    "message body suppressed",
    "message text follows",
    "ursprüngliche nachricht",
    "kopfzeilen der ursprünglichen",
    "en-têtes de message d'origine",
    "en-têtes du message d'origine",
    "encabezados del mensaje original",
    "intestazioni messaggio originale",
    "исходное сообщение",
    "forwarded message",
];

/// The text before the original message, and that message, if it stands in the text.
pub(super) fn without_original(text: &str) -> (&str, Option<&str>) {
    let mut at = 0;
    let mut seen = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let lower = trimmed.to_lowercase();
        if seen && (is_mark(trimmed, &lower) || is_trace(&lower)) {
            let rest = if is_trace(&lower) { &text[at..] } else { &text[at + line.len()..] };
            return (&text[..at], Some(rest.trim_start_matches(['\r', '\n', ' ', '\t'])));
        }
        seen |= !trimmed.is_empty();
        at += line.len();
    }
    (text, None)
}

/// A short line of a mark's words and dashes, or one that ends with a colon or a full stop.
fn is_mark(line: &str, lower: &str) -> bool {
    let is_rule = line.starts_with("--") || line.starts_with("==") || line.starts_with("__") || line.starts_with("**");
    let Some(mark) = MARKS.iter().find(|mark| lower.contains(**mark)) else { return false };
    let is_all = lower.trim_end_matches([':', '.', ' ']).len() <= mark.len() + 32;
    is_rule && lower.len() <= 100 || line.ends_with([':', '.']) && is_all
}

/// Headers that only an original message has.
fn is_trace(lower: &str) -> bool {
    ["received: ", "received:from", "return-path:", "dkim-signature:", "x-received:", "arc-seal:", "domainkey-signature:"]
        .iter()
        .any(|name| lower.starts_with(name))
}
