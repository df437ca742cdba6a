//! Entries of the vendor's bank, as postings of partners.

use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::{PaymentKind, Whose, payment_kind, provided};
use eyelevel_contract::statements::reading::bank;

use super::entries::Entry;

/// The entries that an entry of a bank stands for: its transactions, where they are listed and give its amount; else itself.
pub(super) fn entries(account: &str, entry: &bank::Entry) -> Vec<Entry> {
    match entry.parts() {
        Some(details) => details.iter().map(|detail| of_detail(account, entry, detail)).collect(),
        None => vec![whole(account, entry)],
    }
}

fn whole(account: &str, entry: &bank::Entry) -> Entry {
    let single = entry.details.first().filter(|_| entry.details.len() == 1);
    let parties = entry.details.iter().flat_map(|detail| [&detail.debtor, &detail.creditor]);
    let ibans = parties.filter_map(|party| party.account.clone()).filter(|iban| iban != account);
    let mandate = entry.mandate.as_deref().and_then(provided);
    let takes_back = entry.takes_back();
    let mut made = bare(account, entry, entry.amount_minor, takes_back, mandate.is_some());
    made.end_to_end_id = entry.end_to_end_id.as_deref().and_then(provided).map(str::to_owned);
    made.mandate = mandate.map(str::to_owned);
    made.remittance = text(&entry.remittance, entry.additional.as_deref().or_else(|| single?.additional.as_deref()));
    made.reason = reason(takes_back, entry.reason.as_ref());
    made.ibans = ibans.collect();
    made.same = same(account, entry, &made, entry.servicer_reference.as_deref());
    made
}

fn of_detail(account: &str, entry: &bank::Entry, detail: &bank::Detail) -> Entry {
    let amount = detail.amount.as_ref().map_or(0, |amount| amount.amount_minor);
    let takes_back = entry.takes_back();
    let mandate = detail.mandate.as_deref().and_then(provided);
    let mut made = bare(account, entry, amount, takes_back, mandate.is_some());
    (made.line, made.path) = (detail.place.line, detail.place.path.clone());
    made.end_to_end_id = detail.end_to_end_id.as_deref().and_then(provided).map(str::to_owned);
    made.mandate = mandate.map(str::to_owned);
    made.remittance = text(&detail.remittance, detail.additional.as_deref());
    made.reason = reason(takes_back, detail.reason.as_ref().or(entry.reason.as_ref()));
    made.ibans = [&detail.debtor, &detail.creditor].iter().filter_map(|p| p.account.clone()).filter(|iban| iban != account).collect();
    made.same = same(account, entry, &made, detail.servicer_reference.as_deref());
    made
}

fn bare(_: &str, entry: &bank::Entry, amount: i64, takes_back: bool, has_mandate: bool) -> Entry {
    let kind = match payment_kind(Whose::Vendor, amount >= 0, takes_back, None) {
        PaymentKind::Debit if has_mandate || drawn(&entry.code) => PostingKind::Debit,
        PaymentKind::Debit => PostingKind::Transfer,
        PaymentKind::Refund => PostingKind::Refund,
        PaymentKind::Returned => PostingKind::Returned,
    };
    Entry {
        line: entry.place.line,
        path: entry.place.path.clone(),
        booked: entry.is_booked(),
        kind,
        amount: amount.saturating_abs(),
        currency: entry.currency.code().to_owned(),
        number: None,
        day: entry.booking_date.or(entry.value_date),
        value_on: entry.value_date,
        due_on: None,
        taxes: Vec::new(),
        terms: Vec::new(),
        end_to_end_id: None,
        mandate: None,
        remittance: String::new(),
        reason: None,
        corrects: None,
        ibans: Vec::new(),
        vat_id: None,
        customer: None,
        same: String::new(),
    }
}

/// Whether the bank says that this was drawn: ISO 20022's families of issued and received direct debits, the German codes of their collection.
fn drawn(code: &bank::Code) -> bool {
    let iso = code.iso.as_deref().and_then(|iso| iso.split('/').nth(1)).is_some_and(|family| matches!(family, "IDDT" | "RDDT"));
    let german =
        code.own.as_deref().and_then(|own| own.split('+').nth(1)).is_some_and(|code| matches!(code, "171" | "174" | "192" | "194"));
    iso || german
}

fn text(remittance: &bank::Remittance, additional: Option<&str>) -> String {
    let line = remittance.line();
    if line.is_empty() { additional.unwrap_or_default().to_owned() } else { line }
}

fn reason(takes_back: bool, reason: Option<&bank::Reason>) -> Option<String> {
    let said = reason.and_then(|reason| reason.code.clone().or_else(|| reason.text.clone()));
    takes_back.then_some(said).flatten()
}

fn same(account: &str, entry: &bank::Entry, made: &Entry, servicer: Option<&str>) -> String {
    let day = made.day.map(|day| day.to_string()).unwrap_or_default();
    let amount = (made.signed(), &made.currency, entry.reversal);
    let texts = match servicer.and_then(provided) {
        Some(servicer) => format!("ref\n{servicer}"),
        None => [made.end_to_end_id.as_deref(), made.mandate.as_deref(), Some(&made.remittance)].map(Option::unwrap_or_default).join("\n"),
    };
    format!("bank\n{account}\n{day}\n{amount:?}\n{texts}")
}
