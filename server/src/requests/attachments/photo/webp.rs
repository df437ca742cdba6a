//! WebP: chunks in a RIFF. A moving picture is no photo.

use super::at;

const KEPT: &[&[u8]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"];
/// In the first byte of `VP8X`: there is Exif, there is XMP, it moves.
const SAYS: u8 = 0b0000_1110;

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let size =
        |place: usize| at(bytes, place, 4)?.iter().rev().try_fold(0usize, |n, byte| n.checked_mul(256)?.checked_add(usize::from(*byte)));
    let end = size(4)?.checked_add(8).filter(|end| *end <= bytes.len())?;
    if at(bytes, 0, 4)? != b"RIFF" || at(bytes, 8, 4)? != b"WEBP" {
        return None;
    }
    let (mut out, mut place, mut pictures) = (b"RIFF\0\0\0\0WEBP".to_vec(), 12, 0);
    while place < end {
        let length = size(place + 4)?;
        // An odd one is followed by a byte of nothing.
        let chunk = at(&bytes[..end], place, length.checked_add(8)?.checked_next_multiple_of(2)?)?;
        place += chunk.len();
        let kind = &chunk[..4];
        if KEPT.contains(&kind) {
            let begin = out.len();
            out.extend_from_slice(chunk);
            if kind == b"VP8X" {
                *out.get_mut(begin + 8)? &= !SAYS;
            }
        }
        pictures += usize::from(kind == b"VP8 " || kind == b"VP8L");
    }
    let whole = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out[4..8].copy_from_slice(&whole);
    (pictures == 1).then_some(out)
}

#[cfg(test)]
mod tests {
    fn riff(chunks: &[&[u8]]) -> Vec<u8> {
        let body = chunks.concat();
        [&b"RIFF"[..], &u32::try_from(body.len() + 4).unwrap().to_le_bytes(), b"WEBP", &body].concat()
    }

    #[test]
    fn what_it_says_beside_the_picture_is_left_out() {
        let picture = b"VP8 \x03\0\0\0abc\0";
        let whole =
            riff(&[b"VP8X\x0a\0\0\0\x1c\0\0\0ABCDEF", b"ICCP\x02\0\0\0pp", picture, b"EXIF\x04\0\0\0GPS.", b"XMP \x06\0\0\0secret"]);
        let clean = riff(&[b"VP8X\x0a\0\0\0\x10\0\0\0ABCDEF", b"ICCP\x02\0\0\0pp", picture]);
        assert_eq!(super::clean(&[&whole[..], b"behind"].concat()), Some(clean));
        for cut in 0..whole.len() {
            assert_eq!(super::clean(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(super::clean(&riff(&[b"EXIF\x04\0\0\0GPS."])), None);
    }
}
