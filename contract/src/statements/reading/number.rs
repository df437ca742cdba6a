//! Decimals as they stand in files, into minor units: exact, never by way of a float.

use super::RefusalKind;

/// The minor units of a decimal (`-1234.5`, `.10`, `+3.`) in a currency with so many decimals. Zeros behind the last decimal are fine,
/// anything else there is not.
pub(super) fn minor(text: &str, decimals: u32) -> Result<i64, RefusalKind> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + part.len() == 0 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(RefusalKind::Amount);
    }
    let part = part.trim_end_matches('0');
    let missing = usize::try_from(decimals).ok().and_then(|decimals| decimals.checked_sub(part.len())).ok_or(RefusalKind::AmountTooFine)?;
    let all = whole.bytes().chain(part.bytes()).chain(std::iter::repeat_n(b'0', missing));
    // Downwards, so that the smallest number fits as well as the largest.
    let below = all.into_iter().try_fold(0_i64, |n, digit| n.checked_mul(10)?.checked_sub(i64::from(digit - b'0')));
    let below = below.ok_or(RefusalKind::AmountTooLarge)?;
    if negative { Ok(below) } else { below.checked_neg().ok_or(RefusalKind::AmountTooLarge) }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{RefusalKind, minor};

    #[test]
    fn decimals_become_minor_units() {
        for (text, decimals, expected) in [
            ("0", 2, 0),
            ("18.150", 2, 1_815),
            ("5442.09000", 2, 544_209),
            (".1", 2, 10),
            ("7.", 2, 700),
            (" 12.30\n", 2, 1_230),
            ("-782179.43", 2, -78_217_943),
            ("+3", 2, 300),
            ("-0.00", 2, 0),
            ("2700", 0, 2_700),
            ("1.234", 3, 1_234),
            ("92233720368547758.07", 2, i64::MAX),
            ("-92233720368547758.08", 2, i64::MIN),
            ("000000000000000000000000000001.00", 2, 100),
        ] {
            assert_eq!(minor(text, decimals), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_too_fine_or_too_large() {
        for text in ["", ".", "-", "1,00", "1e3", "0x1", "1.000.00", "--1", "1 000", "NaN", "١", "1.-5"] {
            assert_eq!(minor(text, 2), Err(RefusalKind::Amount), "{text}");
        }
        for (text, decimals) in [("1.005", 2), ("0.00001", 2), ("1.5", 0), ("1.123456", 2)] {
            assert_eq!(minor(text, decimals), Err(RefusalKind::AmountTooFine), "{text}");
        }
        for text in ["92233720368547758.08", "-92233720368547758.09", "99999999999999999999999999"] {
            assert_eq!(minor(text, 2), Err(RefusalKind::AmountTooLarge), "{text}");
        }
    }
}
