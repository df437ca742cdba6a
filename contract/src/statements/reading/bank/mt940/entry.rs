//! Field 61: one entry, without its purpose.

use super::amounts::{booked, minor};
use super::fields::Field;
use crate::statements::reading::bank::{Code, Detail, Entry, Remittance, Status, reference};
use crate::statements::reading::{Amount, CurrencyCode, Place, Refusal, RefusalKind, dates};

/// `260305` `0306` `RD` `R` `53,00` `N` `RTI` `NONREF` `//` `bank's reference`, and a line of the bank's own.
pub(super) fn entry(field: &Field, currency: CurrencyCode, place: Place) -> Result<Entry, Refusal> {
    let (first, additional) = field.text.split_once('\n').unwrap_or((&field.text, ""));
    let wrong = || field.refuse(RefusalKind::Line, first);
    let (day, rest) = first.trim().split_at_checked(6).ok_or_else(wrong)?;
    let value = dates::short(day).ok_or_else(|| field.refuse(RefusalKind::Date, day))?;
    let (booking, rest) = match rest.split_at_checked(4) {
        Some((day, rest)) if day.bytes().all(|b| b.is_ascii_digit()) => {
            (booked(day, value).ok_or_else(|| field.refuse(RefusalKind::Date, day))?, rest)
        }
        _ => (value, rest),
    };
    let (mark, rest) = mark(rest).ok_or_else(wrong)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
    let minor = minor(&rest[..end], currency, field)?;
    let (kind, references) = rest[end..].split_at_checked(4).filter(|(kind, _)| is_kind(kind)).ok_or_else(wrong)?;
    let (own, servicer) = references.split_once("//").unwrap_or((references, ""));
    let amount_minor = if mark.credit { minor } else { -minor };
    let mut detail = Detail::at(place.clone());
    detail.amount = Some(Amount { amount_minor, currency });
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Entry {
        place,
        booking_date: Some(booking),
        value_date: Some(value),
        amount_minor,
        currency,
        status: Some(if mark.expected { Status::Pending } else { Status::Booked }),
        reversal: mark.reversal,
        end_to_end_id: None,
        mandate: None,
        remittance: Remittance::default(),
        reason: None,
        entry_reference: reference(text(own)),
        servicer_reference: reference(text(servicer)),
        code: Code { iso: None, own: text(kind) },
        charges: Vec::new(),
        batches: Vec::new(),
        details: vec![detail],
        additional: text(additional),
    })
}

/// `NTRF`: one of three letters, then what it is.
fn is_kind(kind: &str) -> bool {
    kind.starts_with(['N', 'F', 'S']) && kind.bytes().all(|b| b.is_ascii_alphanumeric())
}

struct Mark {
    credit: bool,
    reversal: bool,
    expected: bool,
}

/// C, D, RC (takes a credit back), RD (takes a debit back), EC and ED (expected); then, maybe, the last letter of the currency.
fn mark(text: &str) -> Option<(Mark, &str)> {
    let (prefix, rest) = match text.as_bytes() {
        [b'R' | b'E', b'C' | b'D', ..] => text.split_at(1),
        _ => ("", text),
    };
    let (sign, rest) = rest.split_at_checked(1)?;
    let reversal = prefix == "R";
    let credit = match sign {
        "C" => !reversal,
        "D" => reversal,
        _ => return None,
    };
    let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    Some((Mark { credit, reversal, expected: prefix == "E" }, rest))
}
