//! Encodings of one byte a character.

use super::Encoding;

/// 0x80 to 0x9F of Windows-1252; zero where nothing stands.
const WINDOWS: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c,
    0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
];

/// The character of a byte; none where nothing that is written stands. 0x80 to 0x9F are control characters in ISO 8859: a file that has
/// them is in another encoding.
pub(super) fn character(encoding: Encoding, byte: u8) -> Option<char> {
    match (encoding, byte) {
        (_, 0..0x80) => Some(char::from(byte)),
        (Encoding::Windows1252, 0x80..=0x9f) => char::from_u32(u32::from(WINDOWS[usize::from(byte - 0x80)])).filter(|c| *c != '\0'),
        (_, 0x80..=0x9f) => None,
        (Encoding::Latin9, 0xa4) => Some('€'),
        (Encoding::Latin9, 0xa6) => Some('Š'),
        (Encoding::Latin9, 0xa8) => Some('š'),
        (Encoding::Latin9, 0xb4) => Some('Ž'),
        (Encoding::Latin9, 0xb8) => Some('ž'),
        (Encoding::Latin9, 0xbc) => Some('Œ'),
        (Encoding::Latin9, 0xbd) => Some('œ'),
        (Encoding::Latin9, 0xbe) => Some('Ÿ'),
        _ => Some(char::from(byte)),
    }
}

/// Watches the bytes of a text that claims one byte a character: if they form letters of UTF-8 (`Ã¼`, `Â§`, `â‚¬`) and nothing but letters of
/// UTF-8, it is UTF-8 and the claim is wrong. Nobody writes "Ã¼" and never an "ü".
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suspicion {
    /// How many bytes of the present letter are still to come, and whether such letters prove something.
    expected: u8,
    proves: bool,
    /// Whether there was a letter that proves it, and whether something was none.
    sequences: bool,
    others: bool,
    /// Where the first one stands.
    pub(super) line: i64,
}

impl Suspicion {
    pub(super) fn see(&mut self, byte: u8, line: i64) {
        match (self.expected, byte) {
            (0, 0..0x80) => {}
            // Letters with accents, signs and typography: in one byte a character, they would be pairs that no language has.
            (0, 0xc2 | 0xc3) => self.begin(1, true, line),
            (0, 0xe2) => self.begin(2, true, line),
            // "Ä“" is unlikely, and possible.
            (0, 0xc4 | 0xc5) => self.begin(1, false, line),
            (1.., 0x80..=0xbf) => {
                self.expected -= 1;
                self.sequences |= self.expected == 0 && self.proves;
            }
            _ => {
                self.others = true;
                self.expected = 0;
            }
        }
    }

    fn begin(&mut self, expected: u8, proves: bool, line: i64) {
        (self.expected, self.proves) = (expected, proves);
        if self.line == 0 {
            self.line = line;
        }
    }

    pub(super) const fn is_utf8(self) -> bool {
        self.sequences && !self.others && self.expected == 0
    }
}
