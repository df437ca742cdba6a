//! Until when the bank takes a SEPA debit back.

use crate::civil::Date;

words! {
    /// On what ground a debit is claimed back.
    Claim {
        /// There is a mandate. No reason needs to be given.
        Authorised = "authorised",
        /// There was no valid mandate.
        Unauthorised = "unauthorised",
    }
}

/// The last day on which the debtor's bank takes a SEPA core debit back: eight weeks after the account was debited, thirteen months if there
/// was no mandate. Under a mandate for businesses (B2B) there is no right to get an authorised debit back.
///
/// The day of the debit does not count, the last day does. Where it falls on a weekend or a holiday nothing is added: whoever relies on the
/// next banking day may be too late.
#[must_use]
pub fn claim_until(debited: Date, claim: Claim) -> Date {
    match claim {
        Claim::Authorised => debited.plus_days(8 * 7),
        Claim::Unauthorised => plus_months(debited, 13),
    }
}

/// The same day so many months later, or that month's last.
pub(super) fn plus_months(date: Date, months: i64) -> Date {
    let index = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let (year, month) = (i16::try_from(index.div_euclid(12)), u8::try_from(index.rem_euclid(12) + 1));
    let (Ok(year), Ok(month)) = (year, month) else { return date };
    (date.day().saturating_sub(3)..=date.day()).rev().find_map(|day| Date::new(year, month, day).ok()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Claim, claim_until};

    #[test]
    fn eight_weeks_and_thirteen_months() {
        for (debited, authorised, unauthorised) in [
            ("2026-01-15", "2026-03-12", "2027-02-15"),
            ("2026-01-31", "2026-03-28", "2027-02-28"),
            ("2026-12-31", "2027-02-25", "2028-01-31"),
            ("2027-01-30", "2027-03-27", "2028-02-29"),
            ("2024-02-29", "2024-04-25", "2025-03-29"),
        ] {
            let day: crate::civil::Date = debited.parse().unwrap();
            assert_eq!(claim_until(day, Claim::Authorised).to_string(), authorised, "{debited}");
            assert_eq!(claim_until(day, Claim::Unauthorised).to_string(), unauthorised, "{debited}");
        }
    }
}
