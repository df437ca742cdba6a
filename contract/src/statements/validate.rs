use super::ledger::{PostingKind, Side};
use super::{EditAccount, NewAccount, NewAllocation, NewPosting, Release, Tax};
use crate::civil::Date;
use crate::validate::{Fault, Faults};

/// The longest number of an account or an invoice.
pub const NUMBER_MAX: usize = 70;
/// The longest remittance text, note and reason.
pub const TEXT_MAX: usize = 2_000;
/// The largest amount by hand: ten billions.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000;
const LIST_MAX: usize = 50;

/// An account without faults.
///
/// # Errors
/// The faults by field.
pub fn validate_account(new: &NewAccount) -> Result<NewAccount, Faults> {
    let mut faults = Faults::new();
    let number = faults.line("number", &new.number, NUMBER_MAX);
    let currency = new.currency.trim().to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        faults.add("currency", Fault::Unknown);
    }
    faults.within("opening", new.opening, -AMOUNT_MAX, AMOUNT_MAX);
    let settings = EditAccount { mandates: new.mandates.clone(), ibans: new.ibans.clone(), vat_id: new.vat_id.clone() };
    let known = read_settings(&mut faults, &settings);
    faults.or(NewAccount {
        partner_id: new.partner_id.clone(),
        number,
        currency,
        opening: new.opening,
        opened_on: new.opened_on,
        mandates: known.mandates,
        ibans: known.ibans,
        vat_id: known.vat_id,
    })
}

/// Settings without faults.
///
/// # Errors
/// The faults by field.
pub fn validate_settings(edit: &EditAccount) -> Result<EditAccount, Faults> {
    let mut faults = Faults::new();
    let known = read_settings(&mut faults, edit);
    faults.or(known)
}

fn read_settings(faults: &mut Faults, edit: &EditAccount) -> EditAccount {
    let mandates = list(faults, "mandates", &edit.mandates, str::to_owned);
    let ibans = list(faults, "ibans", &edit.ibans, iban);
    for (place, iban) in ibans.iter().enumerate() {
        if !is_iban(iban) {
            faults.add(format!("ibans.{place}"), Fault::NotAnIban);
        }
    }
    let vat_id = if edit.vat_id.trim().is_empty() { String::new() } else { faults.line("vat_id", &edit.vat_id, 20) };
    EditAccount { mandates, ibans, vat_id: vat_id.replace(' ', "").to_uppercase() }
}

fn list(faults: &mut Faults, field: &str, values: &[String], plain: impl Fn(&str) -> String) -> Vec<String> {
    if values.len() > LIST_MAX {
        faults.add(field, Fault::TooMany(LIST_MAX));
    }
    let mut known: Vec<String> = Vec::new();
    for (place, value) in values.iter().take(LIST_MAX).enumerate().filter(|(_, value)| !value.trim().is_empty()) {
        let value = plain(&faults.line(format!("{field}.{place}"), value, NUMBER_MAX));
        if known.contains(&value) {
            faults.add(format!("{field}.{place}"), Fault::Twice);
        }
        known.push(value);
    }
    known
}

/// An IBAN as it is compared: without spaces, in capital letters.
#[must_use]
pub fn iban(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}

/// Whether the check digits of an IBAN are right (ISO 13616, ISO 7064 MOD 97-10).
#[must_use]
pub fn is_iban(iban: &str) -> bool {
    let shape = (15..=34).contains(&iban.len()) && iban.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let Some((head, tail)) = iban.split_at_checked(4).filter(|_| shape) else { return false };
    let value = |b: u8| if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b - b'A') + 10 };
    let rest = tail.bytes().chain(head.bytes()).map(value).fold(0, |rest, v| (rest * if v > 9 { 100 } else { 10 } + v) % 97);
    rest == 1
}

/// A posting by hand without faults: an amount, a reason, and what it corrects where it corrects something.
///
/// # Errors
/// The faults by field.
pub fn validate_posting(new: &NewPosting, opened_on: Date) -> Result<NewPosting, Faults> {
    let mut faults = Faults::new();
    let needs_number = new.kind.is_document() && new.kind != PostingKind::Discount;
    let number = if needs_number {
        faults.line("number", &new.number, NUMBER_MAX)
    } else {
        faults.optional_text("number", &new.number, NUMBER_MAX).unwrap_or_default()
    };
    if new.amount <= 0 {
        faults.add("amount", Fault::TooSmall(1));
    }
    faults.amount("amount", new.amount.max(0), AMOUNT_MAX);
    if new.booked_on < opened_on {
        faults.add("booked_on", Fault::Earliest(opened_on));
    }
    if new.due_on.is_some_and(|due| due < new.booked_on) {
        faults.add("due_on", Fault::Earliest(new.booked_on));
    }
    let points = matches!(new.kind, PostingKind::CorrectionUp | PostingKind::CorrectionDown | PostingKind::Returned | PostingKind::Fee);
    match &new.corrects {
        None if points => faults.add("corrects", Fault::Required),
        Some(_) if !points => faults.add("corrects", Fault::MustBeEmpty),
        _ => {}
    }
    let sum = new.taxes.iter().try_fold(0_i64, |sum, Tax { net, tax, .. }| sum.checked_add(*net)?.checked_add(*tax));
    if !new.taxes.is_empty() && sum != Some(new.amount) {
        faults.add("taxes", Fault::NotTheSum);
    }
    let remittance = faults.optional_text("remittance", &new.remittance, TEXT_MAX).unwrap_or_default();
    let note = faults.text("note", &new.note, TEXT_MAX);
    faults.or(NewPosting { number, remittance, note, ..new.clone() })
}

/// Whether an allocation is possible between these two.
///
/// # Errors
/// The faults by field.
pub fn validate_allocation(new: &NewAllocation, lowers: &Open, raises: &Open) -> Result<NewAllocation, Faults> {
    let mut faults = Faults::new();
    if lowers.kind.side() != Side::Lowers {
        faults.add("lowers", Fault::NotThisSide);
    }
    if raises.kind.side() != Side::Raises {
        faults.add("raises", Fault::NotThisSide);
    }
    if new.amount <= 0 {
        faults.add("amount", Fault::TooSmall(1));
    }
    let most = lowers.open.min(raises.open);
    if new.amount > most {
        faults.add("amount", Fault::TooMuch(most));
    }
    let reason = faults.text("reason", &new.reason, TEXT_MAX);
    faults.or(NewAllocation { reason, ..new.clone() })
}

/// What is open of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub kind: PostingKind,
    /// Minor units that nothing is allocated to.
    pub open: i64,
}

/// A reason without faults.
///
/// # Errors
/// The faults by field.
pub fn validate_release(release: &Release) -> Result<Release, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &release.reason, TEXT_MAX);
    faults.or(Release { reason })
}
