//! Check digits.

/// How a check digit is made from what stands in a mask's parentheses.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// There is none.
    None,
    /// The serial as a number, modulo 7 (DHL Express, as IATA's air waybills).
    Mod7,
    /// A sum modulo 10 of the digits, alternately times these, from the first on, taken from 10; a letter counts as (code − 3) mod 10.
    Mod10 { first: u32, second: u32 },
    /// The same from the last on.
    Mod10Reversed { first: u32, second: u32 },
    /// A sum with weights, modulo 11, then modulo 10 (FedEx).
    Weighted(&'static [u32]),
    /// S10 of the UPU: weights 8 6 4 2 3 5 9 7, modulo 11.
    S10,
    /// ISO/IEC 7064, MOD 37,36 (DPD).
    Mod37,
    /// Luhn (ISO/IEC 7812).
    Luhn,
    /// Modulo 10 with a first digit, or digits, that the form does not write out.
    Led { by: &'static str, first: u32, second: u32 },
}

impl Check {
    pub(super) fn is_right(self, serial: &str, written: Option<u8>) -> bool {
        let Some(written) = written.and_then(|byte| char::from(byte).to_digit(36)) else { return false };
        let digits = || serial.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0')));
        let expected = match self {
            Self::None => return false,
            Self::Mod7 => digits().fold(0, |sum, digit| (sum * 10 + digit) % 7),
            Self::Mod10 { first, second } => mod10(serial.bytes(), first, second),
            Self::Mod10Reversed { first, second } => mod10(serial.bytes().rev(), first, second),
            Self::Weighted(weights) => digits().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 % 10,
            Self::S10 => {
                let sum: u32 = digits().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(digit, weight)| digit * weight).sum();
                match 11 - sum % 11 {
                    10 => 0,
                    11 => 5,
                    check => check,
                }
            }
            Self::Mod37 => mod37(serial),
            Self::Luhn => luhn(digits()),
            Self::Led { by, first, second } if serial.starts_with(by) => mod10(serial.bytes(), first, second),
            Self::Led { by, first, second } => mod10(by.bytes().chain(serial.bytes()), first, second),
        };
        expected == written
    }
}

fn mod10(bytes: impl Iterator<Item = u8>, first: u32, second: u32) -> u32 {
    let value = |byte: u8| if byte.is_ascii_digit() { u32::from(byte - b'0') } else { (u32::from(byte) - 3) % 10 };
    let sum: u32 = bytes.enumerate().map(|(at, byte)| value(byte) * if at % 2 == 0 { first } else { second }).sum();
    (10 - sum % 10) % 10
}

fn luhn(digits: impl DoubleEndedIterator<Item = u32>) -> u32 {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits.rev().enumerate().map(|(at, digit)| if at % 2 == 0 { doubled(digit) } else { digit }).sum();
    (10 - sum % 10) % 10
}

fn mod37(serial: &str) -> u32 {
    let step = |check: u32, value: u32| {
        let sum = value + check;
        let doubled = 2 * if sum > 36 { sum - 36 } else { sum };
        if doubled > 36 { doubled - 37 } else { doubled }
    };
    let values = serial.chars().filter_map(|sign| sign.to_digit(36));
    match 37 - values.fold(36, step) {
        36 => 0,
        check => check,
    }
}
