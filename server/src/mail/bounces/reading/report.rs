//! The delivery status of RFC 3464: groups of fields, one for the message and one for each recipient.

use eyelevel_contract::deliveries::bounces::{Action, EnhancedStatus};

use super::addresses::addresses;
use super::{RECIPIENTS_MAX, Row};

/// The fields by which a group in a text is known.
const FIELDS: [&str; 5] = ["final-recipient", "original-recipient", "action", "status", "diagnostic-code"];

/// The rows of a status part. A group without an address is a recipient's, too, if it says what became of the mail.
pub(super) fn rows(part: &str) -> Vec<Row> {
    let rows = groups(part.lines()).into_iter().filter_map(|group| row(&group));
    rows.filter(|row| row.action.is_some() || row.status.is_some() || row.address.is_some()).take(RECIPIENTS_MAX).collect()
}

/// The rows of fields that stand somewhere in a text.
pub(super) fn rows_within(text: &str) -> Vec<Row> {
    let lines = text.lines();
    let known = |line: &str| field(line).is_some_and(|(name, _)| FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)));
    if !lines.clone().any(known) {
        return Vec::new();
    }
    let rows = groups(lines).into_iter().filter_map(|group| row(&group));
    rows.filter(|row| row.address.is_some() && (row.action.is_some() || row.status.is_some())).take(RECIPIENTS_MAX).collect()
}

type Group = Vec<(String, String)>;

/// Groups by blank lines; a second recipient in one group begins another.
fn groups<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let mut now = Group::new();
    for line in lines.take(20_000) {
        let has = |now: &Group, name: &str| now.iter().any(|(known, _)| known == name);
        if line.trim().is_empty() {
            all.push(std::mem::take(&mut now));
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = now.last_mut().filter(|(_, value)| value.len() < 4_000) {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = field(line) {
            let name = name.to_ascii_lowercase();
            if matches!(name.as_str(), "final-recipient" | "original-recipient") && has(&now, &name) {
                all.push(std::mem::take(&mut now));
            }
            now.push((name, value.trim().to_owned()));
        }
        if all.len() > 4 * RECIPIENTS_MAX {
            break;
        }
    }
    all.push(now);
    all
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_name.then_some((name, value))
}

fn row(group: &Group) -> Option<Row> {
    let get = |name: &str| group.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str());
    let address = |name: &str| get(name).and_then(|value| addresses(value).first().map(|found| found.address.to_owned()));
    let original = address("original-recipient");
    let row = Row {
        address: address("final-recipient").or_else(|| address("x-actual-recipient")).or_else(|| original.clone()),
        original,
        action: get("action").and_then(action),
        status: get("status").and_then(|value| EnhancedStatus::at_the_start(value).or_else(|| EnhancedStatus::find(value))),
        diagnostic: get("diagnostic-code").map(without_type).unwrap_or_default().to_owned(),
        text: String::new(),
        is_reported: true,
        is_guessed: false,
    };
    // The message's own fields are no recipient.
    FIELDS.iter().any(|field| get(field).is_some()).then_some(row)
}

fn action(value: &str) -> Option<Action> {
    let word: String = value.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match word.as_str() {
        "delivered" | "deliverable" => Some(Action::Delivered),
        "expired" | "failure" | "rejected" => Some(Action::Failed),
        "deferred" => Some(Action::Delayed),
        other => Action::from_word(other),
    }
}

/// `smtp; 550 …` without the kind of the diagnostic.
fn without_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if !kind.trim().is_empty() && kind.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => rest.trim(),
        _ => value,
    }
}
