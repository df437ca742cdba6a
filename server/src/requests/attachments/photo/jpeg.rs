//! JPEG (ITU-T T.81): segments, between them scans. What comes behind the end of the picture is left out as well: a phone puts a second picture there, with
//! a position of its own.

use super::{at, number};

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut place = 2;
    if at(bytes, 0, 2)? != START {
        return None;
    }
    let mut out = START.to_vec();
    let (mut turned, mut scans) = (false, 0);
    loop {
        if *bytes.get(place)? != 0xff {
            return None;
        }
        // Before a marker may be fill bytes.
        while *bytes.get(place)? == 0xff {
            place += 1;
        }
        let marker = *bytes.get(place)?;
        place += 1;
        match marker {
            0xd9 if scans > 0 => {
                out.extend(END);
                return Some(out);
            }
            0x01 | 0xd0..=0xd7 => continue,
            0x00 | 0xd8 | 0xd9 => return None,
            _ => {}
        }
        let length = number(bytes, place, 2)?;
        let body = at(bytes, place + 2, length.checked_sub(2)?)?;
        place += length;
        match (marker, body) {
            // JFIF without the small picture in it.
            (0xe0, [b'J', b'F', b'I', b'F', 0, facts @ ..]) if facts.len() >= 7 => segment(&mut out, marker, &[b"JFIF\0", &facts[..7], &[0, 0]]),
            (0xe1, [b'E', b'x', b'i', b'f', 0, 0, tiff @ ..]) if !turned => {
                if let Some(turn) = orientation(tiff) {
                    turned = true;
                    segment(&mut out, marker, &[b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[turn], &[0; 6]]);
                }
            }
            (0xe2, [b'I', b'C', b'C', b'_', b'P', b'R', b'O', b'F', b'I', b'L', b'E', 0, ..])
            | (0xee, [b'A', b'd', b'o', b'b', b'e', ..])
            // Frames, tables, restarts, scans.
            | (0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdd, _) => segment(&mut out, marker, &[body]),
            _ => {}
        }
        if marker == 0xda {
            let begin = place;
            place = scan_end(bytes, place)?;
            out.extend(&bytes[begin..place]);
            scans += 1;
        }
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let length = parts.iter().map(|part| part.len()).sum::<usize>() + 2;
    out.extend([0xff, marker]);
    // No longer than what was read.
    out.extend(u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes());
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

/// Where the next marker is that ends a scan: neither a stuffed byte nor a restart.
fn scan_end(bytes: &[u8], mut place: usize) -> Option<usize> {
    loop {
        place += bytes.get(place..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(place + 1)? {
            0x00 | 0xd0..=0xd7 => place += 2,
            0xff => place += 1,
            _ => return Some(place),
        }
    }
}

/// How the picture is turned, of all that Exif says the one thing that belongs to the picture; nothing if it stands upright.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match at(tiff, 0, 4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let read = |place: usize, count: usize| {
        let mut bytes = at(tiff, place, count)?.to_vec();
        if little {
            bytes.reverse();
        }
        number(&bytes, 0, count)
    };
    let first = read(4, 4)?;
    (0..read(first, 2)?.min(1_000)).map(|n| first + 2 + n * 12).find(|entry| read(*entry, 2) == Some(0x0112)).and_then(|entry| {
        let turn = u8::try_from(read(entry + 8, 2)?).ok()?;
        (2..=8).contains(&turn).then_some(turn)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame, a table, two scans with a stuffed byte, a restart and a comment between them.
    fn picture(between: &[u8]) -> Vec<u8> {
        [
            &[0xff, 0xdb, 0, 4, 1, 2][..],
            &[0xff, 0xc2, 0, 4, 3, 4],
            &[0xff, 0xda, 0, 3, 7, 1, 0xff, 0, 2, 0xff, 0xd0, 3],
            between,
            &[0xff, 0xda, 0, 3, 8, 9, 0xff, 0xd9],
        ]
        .concat()
    }

    fn exif(turn: u8) -> Vec<u8> {
        let tiff =
            [&b"II*\0\x08\0\0\0\x02\0"[..], b"\x0f\x01\x02\0\x04\0\0\0Make", &[0x12, 1, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0], b"GPS 53.5N"];
        let mut out = Vec::new();
        segment(&mut out, 0xe1, &[b"Exif\0\0", &tiff.concat()]);
        out
    }

    #[test]
    fn only_the_picture_is_left_and_how_it_is_turned() {
        let comment = [0xff, 0xfe, 0, 8, b's', b'e', b'c', b'r', b'e', b't'];
        let xmp = [&[0xff, 0xe1, 0, 12][..], b"http:GPS.."].concat();
        let behind = [&START[..], &exif(1), &picture(&[])].concat();
        let photo = [&START[..], &exif(6), &xmp, &comment, &picture(&comment), &behind].concat();
        let clean = super::clean(&photo).unwrap();
        for secret in ["GPS", "secret", "Make", "http"] {
            assert!(!clean.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
        }
        assert!(clean.ends_with(&picture(&[])));
        assert_eq!(orientation(&clean[2 + 4 + 6..]), Some(6));
        // What is clean stays as it is.
        assert_eq!(super::clean(&clean), Some(clean));
        let upright = super::clean(&[&START[..], &exif(1), &picture(&[])].concat()).unwrap();
        assert_eq!(upright, [&START[..], &picture(&[])].concat());
    }

    #[test]
    fn what_is_cut_off_or_holds_no_picture_is_none() {
        let whole = [&START[..], &exif(6), &picture(&[])].concat();
        for end in 0..whole.len() {
            assert_eq!(super::clean(&whole[..end]), None, "{end}");
        }
        assert_eq!(super::clean(&[0xff, 0xd8, 0xff, 0xd9]), None);
        assert_eq!(super::clean(&[0xff, 0xd8, 0xff, 0xe1, 0, 0]), None);
    }
}
