//! UTF-16 into UTF-8.

/// What is wrong with a unit.
pub(super) struct Lone;

/// Decodes all whole characters; gives how many bytes they took. A character that is cut is left for the next time.
pub(super) fn decode(raw: &[u8], big_endian: bool, mut push: impl FnMut(char)) -> (usize, Result<(), Lone>) {
    let unit = |at: usize| {
        let pair: [u8; 2] = raw.get(at..at + 2)?.try_into().ok()?;
        Some(if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let mut at = 0;
    while let Some(first) = unit(at) {
        let (code, length) = match first {
            0xd800..0xdc00 => match unit(at + 2) {
                None => break,
                Some(second @ 0xdc00..0xe000) => (0x1_0000 + ((u32::from(first) & 0x3ff) << 10) + (u32::from(second) & 0x3ff), 4),
                Some(_) => return (at, Err(Lone)),
            },
            _ => (u32::from(first), 2),
        };
        let Some(c) = char::from_u32(code) else { return (at, Err(Lone)) };
        push(c);
        at += length;
    }
    (at, Ok(()))
}
