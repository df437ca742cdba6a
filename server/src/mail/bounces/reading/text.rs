//! What stands in a bounce for people: whom it is about, and what is said of each.

use eyelevel_contract::deliveries::bounces::{self as facts, Action, EnhancedStatus, Reason, classify, reply_code};

use super::addresses::addresses;
use super::kinds;
use super::parts::Parts;
use super::{RECIPIENTS_MAX, Row};

/// So many lines are looked at.
const LINES_MAX: usize = 2_000;
/// What is kept of what is said of one recipient, in bytes.
const SAID_MAX: usize = 8_000;

/// Words before a colon after which an address is a recipient's.
const LABELS: &[&str] = &[
    "recipient",
    "addressed to",
    "delivery failed",
    "could not be delivered to",
    "couldn't be delivered to",
    "not be delivered to",
    "deliver message to",
    "undeliverable to",
    "failed recipient",
    "user",
    "mailbox",
    "address",
    "destination",
    "intended recipient",
    "empfänger",
    "destinataire",
    "destinatario",
    "rcpt",
];
/// Names before a colon after which it is not.
const NOT_LABELS: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "return-path",
    "sent",
    "subject",
    "message-id",
    "cc",
    "von",
    "envelope-from",
    "x-",
    "contact",
    "phone",
    "tel",
    "e-mail",
    "email",
];
/// What a sentence that names a recipient speaks of.
const SENTENCES: &[&str] = &[
    "deliver",
    "recipient",
    "rejected",
    "unknown",
    "failed",
    "mailbox",
    "not found",
    "wasn't found",
    "couldn't be",
    "could not",
    "unable to",
    "undeliverable",
    "not reach",
    "zugestellt",
    "unzustellbar",
    "empfänger",
    "remis",
    "rcpt",
];

/// How a line names an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// It begins with it: what follows is about it.
    Heading,
    /// A command to the other server: its answer follows.
    Command,
    /// An answer that names it: what came before led there.
    Answer,
    /// A sentence.
    Sentence,
}

/// How a line names a recipient, if it names one.
fn named<'a>(line: &'a str, excluded: &[String]) -> Option<(Names, &'a str)> {
    let lower = line.to_lowercase();
    let found = addresses(line);
    let found = found.iter().filter(|one| !excluded.iter().any(|other| other.eq_ignore_ascii_case(one.address)));
    let first = found.clone().next()?;
    if lower.contains("rcpt to:") {
        return Some((Names::Command, first.address));
    }
    if lower.trim_start_matches([' ', '>', '<']).starts_with("mail from") || lower.contains("envelope-from") {
        return None;
    }
    let before = line[..first.at].trim_start_matches([' ', '\t', '*', '•', '-', '>', '<', '"', '\'', '(', '·']);
    if before.is_empty() {
        return Some((Names::Heading, first.address));
    }
    if let Some((label, between)) = before.split_once(':')
        && between.trim_matches([' ', '\t', '<', '"', '\'', '[']).trim_start_matches("rfc822;").trim().is_empty()
    {
        let label = label.trim().to_lowercase();
        if NOT_LABELS.iter().any(|not| label.starts_with(not)) {
            return None;
        }
        if LABELS.iter().any(|of| label.contains(of)) || label == "to" || label == "an" || label == "à" {
            return Some((Names::Heading, first.address));
        }
    }
    let after = line[first.end..].trim_start_matches(['>', ')', '"', '\'']).trim();
    // Exchange: a name with its address behind it.
    if lower[..].contains("<mailto:") && after.is_empty() {
        return Some((Names::Heading, first.address));
    }
    let is_answer = before
        .trim_start_matches(['<', ' '])
        .get(..3)
        .is_some_and(|code| matches!(code.as_bytes(), [b'4' | b'5', b'0'..=b'9', b'0'..=b'9']));
    if is_answer {
        return Some((Names::Answer, first.address));
    }
    SENTENCES.iter().any(|word| lower.contains(word)).then_some((Names::Sentence, first.address))
}

/// What is said of each recipient whom a text names.
struct Said<'a> {
    address: &'a str,
    text: String,
}

fn said<'a>(text: &'a str, excluded: &[String], known: &[String]) -> Vec<Said<'a>> {
    let mut all: Vec<Said<'_>> = Vec::new();
    let mut sentences: Vec<Said<'_>> = Vec::new();
    let mut before = String::new();
    let mut now: Option<usize> = None;
    for line in text.lines().take(LINES_MAX) {
        let is_known = |address: &str| known.is_empty() || known.iter().any(|one| one.eq_ignore_ascii_case(address));
        match named(line, excluded).filter(|(_, address)| is_known(address)) {
            Some((Names::Sentence, address)) => {
                add(&mut sentences, address, line);
                append(now.map_or(&mut before, |now| &mut all[now].text), line);
            }
            Some((names, address)) => {
                let at = add(&mut all, address, "");
                if names != Names::Heading {
                    let led = std::mem::take(&mut before);
                    append(&mut all[at].text, &led);
                }
                append(&mut all[at].text, line);
                now = (names != Names::Answer).then_some(at);
            }
            None => append(now.map_or(&mut before, |now| &mut all[now].text), line),
        }
        if all.len() >= RECIPIENTS_MAX {
            break;
        }
    }
    if all.is_empty() { sentences } else { all }
}

fn add<'a>(all: &mut Vec<Said<'a>>, address: &'a str, line: &str) -> usize {
    let at = all.iter().position(|one| one.address.eq_ignore_ascii_case(address)).unwrap_or_else(|| {
        all.push(Said { address, text: String::new() });
        all.len() - 1
    });
    append(&mut all[at].text, line);
    at
}

fn append(text: &mut String, line: &str) {
    if text.len() + line.len() < SAID_MAX {
        text.push_str(line);
        text.push('\n');
    }
}

/// The rows of a mail without a delivery status; none if it does not look like a bounce.
pub(super) fn rows(parts: &Parts, failed: &[String]) -> Vec<Row> {
    let excluded: Vec<String> = parts.senders();
    let mut is_guessed = false;
    let mut named: Vec<(String, String)> =
        said(&parts.text, &excluded, failed).into_iter().map(|one| (one.address.to_owned(), one.text)).collect();
    for address in failed {
        if !named.iter().any(|(known, _)| known.eq_ignore_ascii_case(address)) {
            named.push((address.clone(), String::new()));
        }
    }
    if named.is_empty() && kinds::speaks_of_failure(parts) {
        let subject = parts.headers.get("subject").unwrap_or_default();
        let of_subject = addresses(subject).into_iter().map(|found| found.address.to_owned());
        let of_original = parts.original.iter().flat_map(|original| original.addresses("to"));
        let mut others = of_subject.chain(of_original).filter(|one| !parts.headers.addresses("from").contains(one));
        named.extend(others.next().map(|address| (address, String::new())));
        is_guessed = true;
    }
    if let [(_, only)] = &mut named[..] {
        *only = whole(parts);
    }
    let action = kinds::goes_on(parts).then_some(Action::Delayed);
    named.into_iter().map(|(address, text)| Row { address: Some(address), action, text, is_guessed, ..Row::default() }).collect()
}

/// All that is said, where it is about one recipient; the subject, if the text has no words.
fn whole(parts: &Parts) -> String {
    let mut whole = String::new();
    parts.text.lines().take(LINES_MAX).for_each(|line| append(&mut whole, line));
    if !whole.contains(|c: char| c.is_alphabetic()) || kinds::is_short(&whole) {
        append(&mut whole, parts.headers.get("subject").unwrap_or_default());
    }
    whole
}

/// What a text says of each of these recipients: all of it, if there is one only.
pub(super) fn said_of(text: &str, addresses: &[String]) -> Vec<String> {
    if addresses.len() <= 1 {
        return vec![text.chars().take(SAID_MAX).collect(); addresses.len().max(1)];
    }
    let all = said(text, &[], addresses);
    let of = |address: &String| all.iter().find(|one| one.address.eq_ignore_ascii_case(address)).map(|one| one.text.clone());
    addresses.iter().map(|address| of(address).unwrap_or_default()).collect()
}

/// The answer in what is said: from the first line with a code on; else the first line that says the same by itself; else the last one with words.
pub(super) fn diagnostic(said: &str, reason: Reason) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    let has_code = |line: &&str| EnhancedStatus::find(line).is_some() || reply_code(line).is_some();
    if let Some(at) = lines.iter().position(has_code) {
        let goes_on = lines[at..].iter().take_while(|line| !line.is_empty()).take(6);
        return goes_on.copied().collect::<Vec<_>>().join(" ");
    }
    let says_it = |line: &&&str| classify(&facts::Said { diagnostic: line, ..facts::Said::default() }).reason == reason;
    let has_words = |line: &&&str| line.chars().filter(|c| c.is_alphabetic()).count() > 8;
    let said_by_itself = lines.iter().filter(has_words).take(LINES_MAX).find(says_it);
    said_by_itself.or_else(|| lines.iter().rev().find(has_words)).map(|line| (*line).to_owned()).unwrap_or_default()
}
