//! The application identifiers of the GS1 General Specifications (figures 3.2-1 and 7.8.5-2), as data.

use super::gtin;

/// What a value looks like.
#[derive(Debug)]
pub(super) struct Form {
    /// Characters, at least and at most.
    min: usize,
    max: usize,
    /// How many of them, from the first on, are digits.
    digits: usize,
    /// The last digit of how many is a check digit; none if 0.
    check: usize,
}

impl Form {
    /// Whether a value is of this form. Labels have letters that no set of GS1's has: anything that can be printed passes for a letter.
    pub(super) fn fits(&self, value: &str) -> bool {
        let bytes = value.as_bytes();
        let length = value.chars().count();
        (self.min..=self.max).contains(&length)
            && bytes.iter().take(self.digits).all(u8::is_ascii_digit)
            && (self.check == 0 || value.get(..self.check).is_some_and(gtin::is_right))
            && !value.chars().any(char::is_control)
    }
}

const fn letters(min: usize, max: usize) -> Form {
    Form { min, max, digits: 0, check: 0 }
}

const fn digits(min: usize, max: usize) -> Form {
    Form { min, max, digits: max, check: 0 }
}

/// So many digits with a check digit, and up to so many letters.
const fn key(check: usize, more: usize) -> Form {
    Form { min: check, max: check + more, digits: check, check }
}

/// Digits first, letters behind them.
const fn mixed(first: usize, min: usize, max: usize) -> Form {
    Form { min, max, digits: first, check: 0 }
}

/// From and to which identifier, of how many digits, and the form of what follows. No identifier begins with another.
const TABLE: &[(u16, u16, usize, Form)] = &[
    (0, 0, 2, key(18, 0)),
    (1, 2, 2, digits(14, 14)),
    (10, 10, 2, letters(1, 20)),
    (11, 13, 2, digits(6, 6)),
    (15, 17, 2, digits(6, 6)),
    (20, 20, 2, digits(2, 2)),
    (21, 22, 2, letters(1, 20)),
    (235, 235, 3, letters(1, 28)),
    (240, 241, 3, letters(1, 30)),
    (242, 242, 3, digits(1, 6)),
    (243, 243, 3, letters(1, 20)),
    (250, 251, 3, letters(1, 30)),
    (253, 253, 3, key(13, 17)),
    (254, 254, 3, letters(1, 20)),
    (255, 255, 3, Form { min: 13, max: 25, digits: 25, check: 13 }),
    (30, 30, 2, digits(1, 8)),
    (37, 37, 2, digits(1, 8)),
    (3100, 3169, 4, digits(6, 6)),
    (3200, 3379, 4, digits(6, 6)),
    (3400, 3579, 4, digits(6, 6)),
    (3600, 3699, 4, digits(6, 6)),
    (3900, 3909, 4, digits(1, 15)),
    (3910, 3919, 4, digits(4, 18)),
    (3920, 3929, 4, digits(1, 15)),
    (3930, 3939, 4, digits(4, 18)),
    (3940, 3943, 4, digits(4, 4)),
    (3950, 3955, 4, digits(6, 6)),
    (400, 401, 3, letters(1, 30)),
    (402, 402, 3, key(17, 0)),
    (403, 403, 3, letters(1, 30)),
    (410, 417, 3, key(13, 0)),
    (420, 420, 3, letters(1, 20)),
    (421, 421, 3, mixed(3, 4, 12)),
    (422, 422, 3, digits(3, 3)),
    (423, 423, 3, digits(3, 15)),
    (424, 424, 3, digits(3, 3)),
    (425, 425, 3, digits(3, 15)),
    (426, 426, 3, digits(3, 3)),
    (427, 427, 3, letters(1, 3)),
    (4300, 4301, 4, letters(1, 35)),
    (4302, 4306, 4, letters(1, 70)),
    (4307, 4307, 4, letters(2, 2)),
    (4308, 4308, 4, letters(1, 30)),
    (4309, 4309, 4, digits(20, 20)),
    (4310, 4311, 4, letters(1, 35)),
    (4312, 4316, 4, letters(1, 70)),
    (4317, 4317, 4, letters(2, 2)),
    (4318, 4318, 4, letters(1, 20)),
    (4319, 4319, 4, letters(1, 30)),
    (4320, 4320, 4, letters(1, 35)),
    (4321, 4323, 4, digits(1, 1)),
    (4324, 4325, 4, digits(10, 10)),
    (4326, 4326, 4, digits(6, 6)),
    (4330, 4333, 4, mixed(6, 6, 7)),
    (7001, 7001, 4, digits(13, 13)),
    (7002, 7002, 4, letters(1, 30)),
    (7003, 7003, 4, digits(10, 10)),
    (7004, 7004, 4, digits(1, 4)),
    (7005, 7005, 4, letters(1, 12)),
    (7006, 7006, 4, digits(6, 6)),
    (7007, 7007, 4, digits(6, 12)),
    (7008, 7008, 4, letters(1, 3)),
    (7009, 7009, 4, letters(1, 10)),
    (7010, 7010, 4, letters(1, 2)),
    (7011, 7011, 4, digits(6, 10)),
    (7020, 7022, 4, letters(1, 20)),
    (7023, 7023, 4, letters(1, 30)),
    (7030, 7039, 4, mixed(3, 4, 30)),
    (7040, 7040, 4, mixed(1, 4, 4)),
    (710, 716, 3, letters(1, 20)),
    (7230, 7239, 4, letters(3, 30)),
    (7240, 7240, 4, letters(1, 20)),
    (7241, 7241, 4, digits(2, 2)),
    (7242, 7242, 4, letters(1, 25)),
    (8001, 8001, 4, digits(14, 14)),
    (8002, 8002, 4, letters(1, 20)),
    (8003, 8003, 4, key(14, 16)),
    (8004, 8004, 4, letters(1, 30)),
    (8005, 8005, 4, digits(6, 6)),
    (8006, 8006, 4, digits(18, 18)),
    (8007, 8007, 4, letters(1, 34)),
    (8008, 8008, 4, digits(8, 12)),
    (8009, 8009, 4, letters(1, 50)),
    (8010, 8010, 4, letters(1, 30)),
    (8011, 8011, 4, digits(1, 12)),
    (8012, 8012, 4, letters(1, 20)),
    (8013, 8013, 4, letters(1, 25)),
    (8017, 8018, 4, key(18, 0)),
    (8019, 8019, 4, digits(1, 10)),
    (8020, 8020, 4, letters(1, 25)),
    (8026, 8026, 4, digits(18, 18)),
    (8030, 8030, 4, letters(1, 90)),
    (8110, 8110, 4, letters(1, 70)),
    (8111, 8111, 4, digits(4, 4)),
    (8112, 8112, 4, letters(1, 70)),
    (8200, 8200, 4, letters(1, 70)),
    (90, 90, 2, letters(1, 30)),
    (91, 99, 2, letters(1, 90)),
];

/// How long an element is, its identifier with it, whose first two digits are in this table; those identifiers need no separator, and those
/// that are yet to come won't either.
pub(super) fn predefined(text: &str) -> Option<usize> {
    match text.get(..2)?.as_bytes() {
        b"00" => Some(20),
        b"01" | b"02" | b"03" => Some(16),
        b"04" => Some(18),
        [b'1', b'1'..=b'9'] => Some(8),
        b"20" => Some(4),
        [b'3', b'1'..=b'6'] => Some(10),
        b"41" => Some(16),
        _ => None,
    }
}

/// The identifier that a text begins with, its form, and what is behind it; `None` if we know none such.
pub(super) fn split(text: &str) -> Option<(&str, &'static Form, &str)> {
    (2..=4).find_map(|length| {
        let (ai, rest) = text.get(..length).filter(|ai| ai.bytes().all(|b| b.is_ascii_digit())).zip(text.get(length..))?;
        let number: u16 = ai.parse().ok()?;
        // The fourth digit of a measure is where its decimal point stands.
        let measure = (3100..3700).contains(&number) && number % 10 > 5;
        let row = TABLE.iter().find(|(from, to, digits, _)| *digits == length && (from..=to).contains(&&number))?;
        (!measure).then_some((ai, &row.3, rest))
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn no_identifier_begins_with_another() {
        let all: Vec<String> =
            TABLE.iter().flat_map(|(from, to, digits, _)| (*from..=*to).map(move |ai| format!("{ai:0digits$}"))).collect();
        for one in &all {
            assert_eq!(all.iter().filter(|other| one.starts_with(other.as_str())).count(), 1, "{one}");
        }
    }

    #[test]
    fn what_has_a_predefined_length_has_no_other() {
        for (from, to, length, form) in TABLE {
            for ai in [from, to].map(|ai| format!("{ai:0length$}")) {
                let whole = predefined(&ai);
                assert!(whole.is_none_or(|whole| form.min == form.max && whole == length + form.max), "{ai}");
            }
        }
    }
}
