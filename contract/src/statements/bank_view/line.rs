//! An entry of the partner's bank, as lines of their account.

use super::{BankLine, identity};
use crate::statements::matching::provided;
use crate::statements::reading::CurrencyCode;
use crate::statements::reading::bank::{Charge, Detail, Entry, Party, Remittance};

/// So much of a text is kept, in characters.
const TEXT: usize = 300;

/// A line of the partner's account, with what tells whose it is.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) line: BankLine,
    /// The amount before the partner's bank took something for itself, without a sign.
    pub(super) gross: Option<i64>,
    /// Accounts, creditor ids and names of the other end, as they are compared.
    pub(super) identity: Vec<String>,
    /// Another id of the bank's, by which the same line of another file is known.
    pub(super) reference: Option<String>,
}

/// The lines that an entry stands for; none if it says no day.
pub(super) fn lines(file: i64, account: Option<&str>, entry: &Entry) -> Vec<Line> {
    let Some(booked_on) = entry.booking_date.or(entry.value_date) else { return Vec::new() };
    let base = BankLine {
        file,
        place: entry.place.line,
        booked_on,
        value_on: entry.value_date,
        amount: entry.amount_minor,
        name: None,
        end_to_end_id: None,
        mandate: None,
        text: String::new(),
    };
    if let Some(details) = entry.parts() {
        let line = |detail: &Detail| {
            let amount = detail.amount.as_ref().map_or(0, |amount| amount.amount_minor);
            let base = BankLine { amount, place: detail.place.line, ..base.clone() };
            one(base, entry.currency, account, detail, &detail.charges)
        };
        return details.iter().map(line).collect();
    }
    let charges: Vec<Charge> = entry.charges.iter().chain(entry.details.iter().flat_map(|detail| &detail.charges)).cloned().collect();
    let mut line = match entry.details.as_slice() {
        [detail] => one(base, entry.currency, account, detail, &charges),
        // A collective entry that lists nothing that adds up: what all have in common is known.
        _ => Line { gross: gross(entry.amount_minor, entry.currency, None, &charges), line: base, identity: Vec::new(), reference: None },
    };
    line.line.end_to_end_id = known(entry.end_to_end_id.as_deref());
    line.line.mandate = known(entry.mandate.as_deref());
    line.line.text = text(&entry.remittance, entry.additional.as_deref(), &line.line.text);
    line.reference = line.reference.or_else(|| entry.servicer_reference.clone());
    vec![line]
}

fn one(mut line: BankLine, currency: CurrencyCode, account: Option<&str>, detail: &Detail, charges: &[Charge]) -> Line {
    line.end_to_end_id = known(detail.end_to_end_id.as_deref());
    line.mandate = known(detail.mandate.as_deref());
    line.text = text(&detail.remittance, detail.additional.as_deref(), "");
    // Of what came back, some banks leave the parties as they were, and some turn them.
    let first = if line.amount < 0 { [&detail.creditor, &detail.debtor] } else { [&detail.debtor, &detail.creditor] };
    let other = |party: &&&Party| party.account.as_deref().is_none_or(|other| Some(other) != account);
    let ends: Vec<&Party> = first.iter().filter(other).copied().collect();
    line.name = ends.iter().find_map(|party| party.name.clone());
    let asked = detail.instructed.as_ref().filter(|asked| asked.currency == currency).map(|asked| asked.amount_minor.saturating_abs());
    let identity = ends.first().map(|party| identity::of(party)).unwrap_or_default();
    Line { gross: gross(line.amount, currency, asked, charges), identity, reference: detail.servicer_reference.clone(), line }
}

/// What an amount had been before the bank's charges, if that is another one.
fn gross(amount: i64, currency: CurrencyCode, asked: Option<i64>, charges: &[Charge]) -> Option<i64> {
    let taken = charges.iter().filter(|charge| charge.currency == currency && charge.included != Some(false));
    let taken = taken.fold(0_i64, |sum, charge| sum.saturating_add(charge.amount_minor));
    let before = asked.unwrap_or_else(|| amount.saturating_sub(taken).saturating_abs());
    (before != amount.saturating_abs() && before > 0).then_some(before)
}

fn known(reference: Option<&str>) -> Option<String> {
    reference.and_then(provided).map(str::to_owned)
}

fn text(remittance: &Remittance, additional: Option<&str>, or: &str) -> String {
    let line = remittance.line();
    let said = [line.as_str(), additional.unwrap_or_default(), or].into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default();
    said.chars().take(TEXT).collect()
}
