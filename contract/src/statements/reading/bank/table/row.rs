//! One row into an entry.

use super::amounts::{date, minor};
use super::mapping::{ColumnRole, TableMapping};
use super::record::Row;
use crate::civil::Date;
use crate::statements::reading::bank::{Charge, Code, Detail, Entry, Remittance, Status, reason_in, reference};
use crate::statements::reading::{Amount, CurrencyCode, Place, Refusal, RefusalKind};

/// Where each role stands: a column's index and name.
pub(super) type Columns = Vec<(ColumnRole, usize, String)>;

/// A row of which is known what its cells hold.
pub(super) struct Cells<'a> {
    pub(super) row: &'a Row,
    pub(super) columns: &'a Columns,
    pub(super) mapping: &'a TableMapping,
}

impl Cells<'_> {
    pub(super) fn get(&self, role: ColumnRole) -> Option<&str> {
        let (_, index, _) = self.columns.iter().find(|(other, ..)| *other == role)?;
        self.row.cells.get(*index).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn text(&self, role: ColumnRole) -> Option<String> {
        self.get(role).map(str::to_owned)
    }

    fn refuse(&self, role: ColumnRole, kind: RefusalKind, detail: &str) -> Refusal {
        let path = self.columns.iter().find(|(other, ..)| *other == role).map_or_else(String::new, |(.., name)| name.clone());
        Refusal::at(kind, Place { line: self.row.line, path }, detail)
    }

    fn date(&self, role: ColumnRole) -> Result<Option<Date>, Refusal> {
        let Some(text) = self.get(role) else { return Ok(None) };
        date(text, self.mapping.dates).map(Some).ok_or_else(|| self.refuse(role, RefusalKind::Date, text))
    }

    fn currency(&self) -> Result<CurrencyCode, Refusal> {
        match (self.get(ColumnRole::Currency), self.mapping.currency) {
            (Some("€"), _) => Ok(CurrencyCode::EUR),
            (Some(code), _) => CurrencyCode::parse(code).map_err(|_| self.refuse(ColumnRole::Currency, RefusalKind::Currency, code)),
            (None, Some(currency)) => Ok(currency),
            (None, None) => Err(self.refuse(ColumnRole::Currency, RefusalKind::Missing, "")),
        }
    }

    fn minor(&self, role: ColumnRole, currency: CurrencyCode) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.get(role) else { return Ok(None) };
        minor(text, self.mapping.decimals, currency).map(Some).map_err(|kind| self.refuse(role, kind, text))
    }

    /// The amount with its sign, from one column or from two.
    fn amount(&self, currency: CurrencyCode) -> Result<Option<i64>, Refusal> {
        if let Some(amount) = self.minor(ColumnRole::Amount, currency)? {
            let Some(sign) = self.get(ColumnRole::Sign) else { return Ok(Some(amount)) };
            return match sign.to_lowercase().as_str() {
                "s" | "d" | "soll" | "debit" | "dbit" | "dr" | "-" => Ok(Some(-amount.abs())),
                "h" | "c" | "haben" | "credit" | "crdt" | "cr" | "+" => Ok(Some(amount.abs())),
                _ => Err(self.refuse(ColumnRole::Sign, RefusalKind::Word, sign)),
            };
        }
        let (debit, credit) = (self.minor(ColumnRole::Debit, currency)?, self.minor(ColumnRole::Credit, currency)?);
        match (debit.filter(|n| *n != 0), credit.filter(|n| *n != 0)) {
            (Some(_), Some(_)) => Err(self.refuse(ColumnRole::Debit, RefusalKind::Amount, self.get(ColumnRole::Debit).unwrap_or_default())),
            (Some(debit), None) => Ok(Some(-debit.abs())),
            (None, Some(credit)) => Ok(Some(credit)),
            (None, None) => Ok(debit.or(credit)),
        }
    }

    fn status(&self) -> Result<Option<Status>, String> {
        let Some(word) = self.get(ColumnRole::Status) else { return Ok(Some(Status::Booked)) };
        let small = word.to_lowercase();
        if ["vorgemerkt", "vormerkung", "pending", "offen"].iter().any(|pending| small.contains(pending)) {
            return Ok(Some(Status::Pending));
        }
        let booked = ["gebucht", "booked", "completed", "abgeschlossen", "posted", "cleared"].iter().any(|booked| small.contains(booked));
        if booked { Ok(Some(Status::Booked)) } else { Err(word.to_owned()) }
    }

    /// Whether there is a date and an amount.
    pub(super) fn moves(&self) -> bool {
        let has = |roles: &[ColumnRole]| roles.iter().any(|role| self.get(*role).is_some());
        has(&[ColumnRole::BookingDate, ColumnRole::ValueDate]) && has(&[ColumnRole::Amount, ColumnRole::Debit, ColumnRole::Credit])
    }

    /// The entry; none for a row without a date or an amount. The word is a status that nobody knows.
    pub(super) fn entry(&self) -> Result<Option<(Entry, Option<String>)>, Refusal> {
        if !self.moves() {
            return Ok(None);
        }
        let (booking_date, value_date) = (self.date(ColumnRole::BookingDate)?, self.date(ColumnRole::ValueDate)?);
        let currency = self.currency()?;
        let Some(amount_minor) = self.amount(currency)? else { return Ok(None) };
        let place = Place { line: self.row.line, path: String::new() };
        let (status, unknown) = match self.status() {
            Ok(status) => (status, None),
            Err(word) => (None, Some(word)),
        };
        let mut entry = Entry {
            place: place.clone(),
            booking_date: booking_date.or(value_date),
            value_date,
            amount_minor,
            currency,
            status,
            reversal: self.get(ColumnRole::Kind).is_some_and(takes_back),
            end_to_end_id: reference(self.text(ColumnRole::EndToEndId)),
            mandate: reference(self.text(ColumnRole::Mandate)),
            remittance: Remittance { texts: self.remittance(), references: Vec::new() },
            reason: None,
            entry_reference: None,
            servicer_reference: reference(self.text(ColumnRole::Reference)),
            code: Code { iso: None, own: self.text(ColumnRole::Kind) },
            charges: Vec::new(),
            batches: Vec::new(),
            details: Vec::new(),
            additional: None,
        };
        entry.reason = if entry.reversal { reason_in(&entry.remittance.line()) } else { None };
        entry.details.push(self.detail(&entry, place)?);
        Ok(Some((entry, unknown)))
    }

    fn remittance(&self) -> Vec<String> {
        let columns = self.columns.iter().filter(|(role, ..)| *role == ColumnRole::Remittance);
        columns
            .filter_map(|(_, index, _)| self.row.cells.get(*index))
            .map(|cell| cell.trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .collect()
    }

    fn detail(&self, entry: &Entry, place: Place) -> Result<Detail, Refusal> {
        let mut detail = Detail::at(place);
        let amount = |amount_minor: i64| Amount { amount_minor, currency: entry.currency };
        detail.amount = Some(amount(entry.amount_minor));
        detail.instructed = self.minor(ColumnRole::Instructed, entry.currency)?.filter(|n| *n != 0).map(|n| amount(n.abs()));
        let charge = self.minor(ColumnRole::Charge, entry.currency)?.filter(|n| *n != 0);
        detail.charges.extend(charge.map(|n| Charge { amount_minor: -n.abs(), currency: entry.currency, included: None }));
        detail.end_to_end_id.clone_from(&entry.end_to_end_id);
        detail.mandate.clone_from(&entry.mandate);
        detail.remittance.clone_from(&entry.remittance);
        detail.reason.clone_from(&entry.reason);
        detail.code.clone_from(&entry.code);
        detail.servicer_reference.clone_from(&entry.servicer_reference);
        detail.creditor.id = self.text(ColumnRole::CreditorId);
        (detail.debtor.name, detail.creditor.name) = (self.text(ColumnRole::DebtorName), self.text(ColumnRole::CreditorName));
        let other = if entry.amount_minor > 0 { &mut detail.debtor } else { &mut detail.creditor };
        other.name = other.name.take().or(self.text(ColumnRole::Name));
        other.account = self.get(ColumnRole::Account).map(|account| account.split_whitespace().collect());
        Ok(detail)
    }
}

/// Whether a bank's word for a kind of transaction says that something came back.
fn takes_back(kind: &str) -> bool {
    let kind = kind.to_lowercase().replace('ü', "ue");
    ["ruecklast", "rueckbuch", "rueckgabe", "rueckueberw", "retoure", "storno", "returned", "chargeback", "reversal"]
        .iter()
        .any(|word| kind.contains(word))
}
