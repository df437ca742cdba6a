//! A statement as bookings: each posting against the account of what it is, in as many bookings as it has rates of VAT.

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Export, ExportLine};
use eyelevel_contract::validate::Fault;

use crate::config::Datev;
use crate::error::{Error, Result};
use crate::statements::downloads::ties::Ties;

/// The largest amount of a booking, in cents: ten digits before the comma.
const MOST: i64 = 999_999_999_999;

/// A booking on the partner's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Booking {
    /// Cents, above zero.
    pub(super) amount: i64,
    /// Soll on the partner's account, or Haben.
    pub(super) debit: bool,
    pub(super) account: u32,
    pub(super) against: u32,
    pub(super) day: Date,
    /// Belegfeld 1: the invoice's number; of money the number of the one invoice that it pays.
    pub(super) document: String,
    pub(super) text: String,
    pub(super) mandate: Option<String>,
    pub(super) due: Option<Date>,
}

/// All bookings; a posting of nothing is none.
///
/// # Errors
/// If the currency has no cents, or an amount is larger than DATEV has digits.
pub(super) fn bookings(export: &Export, datev: &Datev) -> Result<Vec<Booking>> {
    let cents = match export.decimals {
        0 => 100,
        1 => 10,
        2 => 1,
        _ => return Err(Error::field("currency", Fault::Unknown)),
    };
    let (ties, account) = (Ties::of(export), datev.debtor_of(&export.account));
    let numbers = export.lines.iter().map(|line| (line.id.as_str(), line.number.as_deref())).collect();
    let mut all = Vec::with_capacity(export.lines.len());
    for line in &export.lines {
        let document = document(line, &ties, &numbers);
        for (signed, against) in parts(line, datev) {
            let amount = signed.checked_abs().and_then(|amount| amount.checked_mul(cents)).filter(|amount| *amount <= MOST);
            all.push(Booking {
                amount: amount.ok_or_else(|| Error::field("amount", Fault::TooMuch(MOST)))?,
                debit: signed > 0,
                account,
                against: datev.account(against),
                day: line.booked_on,
                document: document.clone(),
                text: [line.name.as_str(), line.number.as_deref().unwrap_or_default(), &line.text].join(" "),
                mandate: line.mandate.clone(),
                due: line.due_on,
            });
        }
    }
    Ok(all)
}

type Numbers<'a> = std::collections::BTreeMap<&'a str, Option<&'a str>>;

fn document(line: &ExportLine, ties: &Ties<'_>, numbers: &Numbers<'_>) -> String {
    let pays = || ties.only(&line.id).and_then(|id| numbers.get(id).copied().flatten());
    let number = if line.kind.is_document() { line.number.as_deref().or_else(pays) } else { pays().or(line.number.as_deref()) };
    number.unwrap_or_default().to_owned()
}

/// What is booked of a posting, with its sign, and against which account. Their sum is the posting.
fn parts(line: &ExportLine, datev: &Datev) -> Vec<(i64, u32)> {
    let mut parts = match line.kind {
        PostingKind::Invoice | PostingKind::CreditNote | PostingKind::CorrectionUp | PostingKind::CorrectionDown
            if !line.taxes.is_empty() =>
        {
            by_rate(line, datev)
        }
        PostingKind::Invoice | PostingKind::CreditNote | PostingKind::CorrectionUp | PostingKind::CorrectionDown => {
            vec![(line.signed, datev.other_revenue)]
        }
        PostingKind::Discount => vec![(line.signed, datev.discount)],
        PostingKind::Debit | PostingKind::Transfer | PostingKind::Returned | PostingKind::Fee | PostingKind::Refund => {
            vec![(line.signed, datev.bank)]
        }
    };
    parts.retain(|(amount, _)| *amount != 0);
    parts
}

/// Gross by rate; what the rates don't explain goes to the clearing account.
fn by_rate(line: &ExportLine, datev: &Datev) -> Vec<(i64, u32)> {
    let mut rates: std::collections::BTreeMap<i64, i64> = std::collections::BTreeMap::new();
    for tax in &line.taxes {
        let gross = rates.entry(tax.rate).or_default();
        *gross = gross.saturating_add(tax.net).saturating_add(tax.tax);
    }
    let total = rates.values().fold(0_i64, |sum, gross| sum.saturating_add(*gross));
    // A credit note may be written with its amounts below zero: the posting's sign is what counts.
    let turn = if (total < 0) == (line.signed < 0) { 1 } else { -1 };
    let mut parts: Vec<(i64, u32)> = rates
        .iter()
        .map(|(rate, gross)| (gross.saturating_mul(turn), datev.revenue.get(rate).copied().unwrap_or(datev.other_revenue)))
        .collect();
    let explained = parts.iter().fold(0_i64, |sum, (gross, _)| sum.saturating_add(*gross));
    parts.push((line.signed.saturating_sub(explained), datev.clearing));
    parts
}
