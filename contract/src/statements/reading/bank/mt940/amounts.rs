//! Amounts, balances and days.

use crate::civil::Date;
use crate::statements::reading::bank::Balance;
use crate::statements::reading::{CurrencyCode, Refusal, RefusalKind, dates, number};

use super::fields::Field;

/// `1234,56` and `1234,`: with a comma, and without a sign.
pub(super) fn minor(text: &str, currency: CurrencyCode, field: &Field) -> Result<i64, Refusal> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let minor = if plain { number::minor(&text.replacen(',', ".", 1), currency.decimals()) } else { Err(RefusalKind::Amount) };
    minor.map_err(|kind| field.refuse(kind, format!("{text} {currency}")))
}

/// `C260305EUR1234,56`.
pub(super) fn balance(field: &Field) -> Result<Balance, Refusal> {
    let text = field.text.trim();
    let wrong = || field.refuse(RefusalKind::Line, text);
    let (mark, rest) = text.split_at_checked(1).ok_or_else(wrong)?;
    let (day, rest) = rest.split_at_checked(6).ok_or_else(wrong)?;
    let (code, amount) = rest.split_at_checked(3).ok_or_else(wrong)?;
    let date = dates::short(day).ok_or_else(|| field.refuse(RefusalKind::Date, day))?;
    let currency = CurrencyCode::parse(code).map_err(|_| field.refuse(RefusalKind::Currency, code))?;
    let minor = minor(amount.trim(), currency, field)?;
    let amount_minor = match mark {
        "C" => minor,
        "D" => -minor,
        _ => return Err(field.refuse(RefusalKind::Word, mark)),
    };
    Ok(Balance { amount_minor, currency, date: Some(date) })
}

/// The booking day, of which only month and day are told: the one that is nearest to the value date.
pub(super) fn booked(text: &str, value: Date) -> Option<Date> {
    let (month, day) = text.split_at_checked(2)?;
    let years = [value.year() - 1, value.year(), value.year() + 1];
    let days = years.into_iter().filter_map(|year| dates::numbers(&year.to_string(), month, day));
    days.min_by_key(|date| (date.days() - value.days()).abs())
}

impl Field {
    /// Refuses the field.
    pub(super) fn refuse(&self, kind: RefusalKind, detail: impl AsRef<str>) -> Refusal {
        let mut refusal = Refusal::in_line(kind, self.line, detail);
        refusal.path = format!(":{}:", self.tag);
        refusal
    }
}
