//! Field 86: what an entry is for, and who is at its other end.

use crate::statements::reading::bank::{Charge, Entry, Reason, reason_in, reference};
use crate::statements::reading::{Amount, CurrencyCode, number};

/// The words before parts of a German purpose.
const GERMAN: [&str; 13] =
    ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "PURP+"];
/// The words between slashes of the Dutch form.
const SLASHED: [&str; 14] = [
    "/TRTP/", "/CSID/", "/NAME/", "/MARF/", "/REMI/", "/IBAN/", "/BIC/", "/EREF/", "/ORDP/", "/BENM/", "/RTRN/", "/PREF/", "/ISDT/", "/ID/",
];
/// Adds it to the entry.
pub(super) fn add(entry: &mut Entry, text: &str) {
    let joined: String = text.lines().collect();
    if let Some((code, fields)) = structured(&joined) {
        german(entry, code, &fields);
    } else if SLASHED.iter().any(|word| joined.starts_with(word)) {
        slashed(entry, &joined);
    } else {
        entry.remittance.texts.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    if entry.takes_back() && entry.reason.is_none() {
        let said = format!("{} {}", entry.remittance.line(), entry.additional.as_deref().unwrap_or_default());
        entry.reason = reason_in(&said);
    }
    let detail = &mut entry.details[0];
    detail.remittance.clone_from(&entry.remittance);
    detail.reason.clone_from(&entry.reason);
    detail.code.clone_from(&entry.code);
    detail.charges.append(&mut entry.charges);
    detail.servicer_reference.clone_from(&entry.servicer_reference);
    (entry.end_to_end_id, entry.mandate) = (detail.end_to_end_id.clone(), detail.mandate.clone());
}

/// A code of three digits, then fields of two digits behind a mark of the bank's choice, usually `?`.
fn structured(text: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let (code, rest) = text.split_at_checked(3)?;
    let mark = rest.chars().next()?;
    if !code.bytes().all(|b| b.is_ascii_digit()) || mark.is_alphanumeric() || mark == ' ' {
        return None;
    }
    let fields =
        rest.split(mark).skip(1).filter_map(|field| field.split_at_checked(2).filter(|(n, _)| n.bytes().all(|b| b.is_ascii_digit())));
    let fields: Vec<_> = fields.collect();
    (!fields.is_empty()).then_some((code, fields))
}

fn german(entry: &mut Entry, code: &str, fields: &[(&str, &str)]) {
    let of = |wanted: &[&str]| -> String { fields.iter().filter(|(n, _)| wanted.contains(n)).map(|(_, text)| *text).collect() };
    let purpose: String =
        fields.iter().filter(|(n, _)| matches!(n.as_bytes(), [b'2', _] | [b'6', b'0'..=b'3'])).map(|(_, text)| *text).collect();
    let swift = entry.code.own.take().unwrap_or_default();
    entry.code.own = Some([swift.as_str(), code, of(&["34"]).trim()].join("+").trim_end_matches('+').to_owned());
    entry.additional = entry.additional.take().or(Some(of(&["00"])).filter(|text| !text.is_empty()));
    let (name, account) = (some(&of(&["32", "33"])), some(&of(&["31"])));
    let incoming = entry.amount_minor > 0;
    let detail = &mut entry.details[0];
    let party = if incoming { &mut detail.debtor } else { &mut detail.creditor };
    (party.name, party.account) = (name, account);
    for (word, value) in tagged(&purpose, &GERMAN) {
        match word {
            "EREF+" => detail.end_to_end_id = reference(some(value)),
            "KREF+" => detail.instruction_id = reference(some(value)),
            "MREF+" => detail.mandate = reference(some(value)),
            "CRED+" => detail.creditor.id = some(value),
            "DEBT+" => detail.debtor.id = some(value),
            "OAMT+" => detail.instructed = amount(value, entry.currency),
            "COAM+" => {
                let charge = amount(value, entry.currency).filter(|charge| charge.amount_minor != 0);
                entry.charges.extend(charge.map(|c| Charge { amount_minor: -c.amount_minor, currency: c.currency, included: None }));
            }
            "SVWZ+" | "" => entry.remittance.texts.extend(some(value)),
            _ => {}
        }
    }
}

fn slashed(entry: &mut Entry, text: &str) {
    let incoming = entry.amount_minor > 0;
    let detail = &mut entry.details[0];
    for (word, value) in tagged(text, &SLASHED) {
        let party = if incoming { &mut detail.debtor } else { &mut detail.creditor };
        match word {
            "/EREF/" => detail.end_to_end_id = reference(some(value)),
            "/MARF/" => detail.mandate = reference(some(value)),
            "/CSID/" => detail.creditor.id = some(value),
            "/NAME/" => party.name = some(value),
            "/IBAN/" => party.account = some(value),
            "/RTRN/" => entry.reason = some(value).map(|code| Reason { code: Some(code), text: None }),
            "/REMI/" => entry.remittance.texts.extend(some(value.trim_start_matches("USTD//").trim_start_matches("STRD/"))),
            "" => entry.remittance.texts.extend(some(value)),
            _ => {}
        }
    }
}

/// The text in front of the first word, and what follows each word.
fn tagged<'a>(text: &'a str, words: &[&'static str]) -> Vec<(&'static str, &'a str)> {
    let mut parts: Vec<(&'static str, &str)> = Vec::new();
    let (mut word, mut start, mut at) = ("", 0, 0);
    while at < text.len() {
        let found = words.iter().find(|word| text.as_bytes()[at..].starts_with(word.as_bytes()));
        match found {
            Some(next) => {
                parts.push((word, &text[start..at]));
                (word, start) = (next, at + next.len());
                at = start;
            }
            None => at += 1,
        }
    }
    parts.push((word, &text[start..]));
    parts
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `50,00` or `EUR50,00`, without a sign.
fn amount(text: &str, currency: CurrencyCode) -> Option<Amount> {
    let text = text.trim().trim_start_matches(currency.code()).trim();
    let minor = number::minor(&text.replacen(',', ".", 1), currency.decimals()).ok()?;
    Some(Amount { amount_minor: minor, currency })
}
