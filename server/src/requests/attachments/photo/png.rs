//! PNG: chunks. Those that say how to show the picture stay.

use super::{at, number};

const START: &[u8] = b"\x89PNG\r\n\x1a\n";
const KEPT: &[&[u8]] =
    &[b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"pHYs", b"bKGD", b"sBIT"];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = at(bytes, 0, 8).filter(|start| *start == START)?.to_vec();
    let (mut place, mut pictures) = (8, 0);
    loop {
        let chunk = at(bytes, place, number(bytes, place, 4)?.checked_add(12)?)?;
        place += chunk.len();
        let kind = &chunk[4..8];
        if (out.len() == 8) != (kind == b"IHDR") {
            return None;
        }
        if KEPT.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        match kind {
            b"IDAT" => pictures += 1,
            b"IEND" => return (pictures > 0).then_some(out),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], kind, body, b"crc!"].concat()
    }

    #[test]
    fn texts_and_positions_are_left_out_and_so_is_what_comes_behind() {
        let [head, text, exif, data, end] =
            [chunk(b"IHDR", b"head"), chunk(b"tEXt", b"secret"), chunk(b"eXIf", b"GPS"), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")];
        let whole = [START, &head, &text, &exif, &data, &end, b"GPS"].concat();
        let clean = [START, &head, &data, &end].concat();
        assert_eq!(super::clean(&whole), Some(clean));
        for cut in 0..whole.len() - 3 {
            assert_eq!(super::clean(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(super::clean(&[START, &data, &end].concat()), None);
        assert_eq!(super::clean(&[START, &head, &end].concat()), None);
    }
}
