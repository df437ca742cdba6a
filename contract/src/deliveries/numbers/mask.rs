//! How a form's numbers are written.
//!
//! | sign | stands for |
//! |---|---|
//! | `d`, `a`, `x` | a digit; a capital letter; one of both |
//! | `c`, `k` | the check digit; a check character, digit or letter |
//! | `@` | two letters of a country |
//! | `[135]`, `[0-8]` | one of these |
//! | `{12}`, `{9,10}` | what stands before it, so often; as often as there is something, at the end of a mask |
//! | `(…)` | what the check digit is of |
//! | anything else | itself |

use super::countries::is_country;

/// A number that is written so.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) serial: String,
    /// The check digit as it is written.
    pub(super) check: Option<u8>,
}

/// Whether a number is written as a mask says.
pub(super) fn fit(mask: &str, number: &str) -> Option<Fit> {
    let mut fit = Fit { serial: String::new(), check: None };
    let (mut mask, mut rest) = (mask.as_bytes(), number.as_bytes());
    let mut is_serial = false;
    while let Some((sign, after)) = mask.split_first() {
        match sign {
            b'(' | b')' => {
                is_serial = *sign == b'(';
                mask = after;
            }
            b'@' => {
                let (country, left) = rest.split_at_checked(2)?;
                if !is_country(country) {
                    return None;
                }
                (mask, rest) = (after, left);
            }
            _ => {
                let (class, after) = class(mask);
                let (least, most, after) = times(after);
                let (taken, left) = rest.split_at_checked(rest.len().clamp(least, most))?;
                if !taken.iter().all(|byte| is_of(class, *byte)) {
                    return None;
                }
                if is_serial {
                    fit.serial.extend(taken.iter().map(|byte| char::from(*byte)));
                } else if matches!(sign, b'c' | b'k') {
                    fit.check = taken.first().copied();
                }
                (mask, rest) = (after, left);
            }
        }
    }
    rest.is_empty().then_some(fit)
}

/// The next class of signs, and what follows.
fn class(mask: &[u8]) -> (&[u8], &[u8]) {
    let end = if mask[0] == b'[' { mask.iter().position(|byte| *byte == b']').map_or(mask.len(), |at| at + 1) } else { 1 };
    mask.split_at(end)
}

/// How often at least and at most, and what follows.
fn times(mask: &[u8]) -> (usize, usize, &[u8]) {
    let Some(inner) = mask.strip_prefix(b"{") else { return (1, 1, mask) };
    let end = inner.iter().position(|byte| *byte == b'}').unwrap_or(inner.len());
    let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit.wrapping_sub(b'0')));
    let mut both = inner[..end].split(|byte| *byte == b',').map(number);
    let least = both.next().unwrap_or(1);
    (least, both.next().unwrap_or(least), &inner[(end + 1).min(inner.len())..])
}

fn is_of(class: &[u8], byte: u8) -> bool {
    match class {
        [b'd' | b'c'] => byte.is_ascii_digit(),
        [b'a'] => byte.is_ascii_uppercase(),
        [b'x' | b'k'] => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        [b'[', from, b'-', until, b']'] => (*from..=*until).contains(&byte),
        [b'[', all @ .., b']'] => all.contains(&byte),
        other => other == [byte],
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Fit, fit};

    #[test]
    fn masks_are_read_sign_by_sign() {
        let is = |serial: &str, check: Option<u8>| Some(Fit { serial: serial.to_owned(), check });
        assert_eq!(fit("1Z(x{3})c", "1ZA1B7"), is("A1B", Some(b'7')));
        assert_eq!(fit("(dd)k", "12A"), is("12", Some(b'A')));
        assert_eq!(fit("[0-5](d)", "57"), is("7", None));
        assert_eq!(fit("J[JD](dd)@", "JD12DE"), is("12", None));
        assert_eq!(fit("J(d{2,3})", "J12"), is("12", None));
        assert_eq!(fit("J(d{2,3})", "J123"), is("123", None));
        for (mask, number) in [
            ("1Z(x{3})c", "1ZA1B"),
            ("1Z(x{3})c", "1ZA1B77"),
            ("(dd)", "1Ä"),
            ("[0-5]d", "61"),
            ("@", "XX"),
            ("J(d{2,3})", "J1"),
            ("J(d{2,3})", "J1234"),
            ("d", ""),
        ] {
            assert_eq!(fit(mask, number), None, "{mask} {number}");
        }
    }
}
