//! HEIC (ISO/IEC 14496-12 and 23008-12): boxes. Other parts of the file are found by their places in it, so what is to go is overwritten with nothing, and
//! nothing moves.

use std::ops::Range;

use super::{at, number};

/// A box's kind, and where its content is.
struct Part {
    kind: [u8; 4],
    /// Where its header begins.
    begin: usize,
    content: Range<usize>,
}

/// The boxes within a range; nothing if they do not fill it.
fn parts(bytes: &[u8], within: Range<usize>) -> Option<Vec<Part>> {
    let mut all = Vec::new();
    let mut begin = within.start;
    while begin < within.end {
        let kind = at(bytes, begin + 4, 4)?.try_into().ok()?;
        let (header, length) = match number(bytes, begin, 4)? {
            // To the end of the file.
            0 => (8, within.end - begin),
            1 => (16, number(bytes, begin + 8, 8)?),
            length => (8, length),
        };
        let end = begin.checked_add(length).filter(|end| length >= header && *end <= within.end)?;
        all.push(Part { kind, begin, content: begin + header..end });
        begin = end;
    }
    Some(all)
}

pub(super) fn clean(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let top = parts(&bytes, 0..bytes.len())?;
    let mut emptied: Vec<Range<usize>> = Vec::new();
    let mut found = false;
    for part in &top {
        match &part.kind {
            b"ftyp" | b"mdat" => {}
            b"meta" if !found => {
                found = true;
                emptied.extend(told(&bytes, part.content.clone())?);
            }
            // A film beside the picture is not for us to look through.
            b"moov" | b"moof" | b"meta" => return None,
            _ => emptied.push(part.content.clone()),
        }
    }
    for part in top.iter().filter(|part| !matches!(&part.kind, b"ftyp" | b"mdat" | b"meta")) {
        bytes[part.begin + 4..part.begin + 8].copy_from_slice(b"free");
    }
    for range in emptied {
        bytes.get_mut(range)?.fill(0);
    }
    found.then_some(bytes)
}

/// Where the items are that are no picture: Exif, XMP, and whatever else is told in words.
fn told(bytes: &[u8], meta: Range<usize>) -> Option<Vec<Range<usize>>> {
    let inside = parts(bytes, meta.start.checked_add(4)?..meta.end)?;
    let one = |kind: &[u8; 4]| inside.iter().find(|part| part.kind == *kind).map(|part| part.content.clone());
    let ids = told_ids(bytes, one(b"iinf")?)?;
    let mut ranges = places(bytes, &one(b"iloc")?, one(b"idat").as_ref(), &ids)?;
    ranges
        .extend(inside.iter().filter(|part| matches!(&part.kind, b"uuid" | b"udta" | b"xml " | b"bxml")).map(|part| part.content.clone()));
    Some(ranges)
}

fn told_ids(bytes: &[u8], infos: Range<usize>) -> Option<Vec<usize>> {
    let count = if number(bytes, infos.start, 1)? == 0 { 2 } else { 4 };
    let mut ids = Vec::new();
    for info in parts(bytes, infos.start.checked_add(4 + count)?..infos.end)? {
        let begin = info.content.start;
        let wide = match number(bytes, begin, 1)? {
            2 => 2,
            3 => 4,
            _ => return None,
        };
        if matches!(at(bytes, begin + 4 + wide + 2, 4)?, b"Exif" | b"mime" | b"uri ") {
            ids.push(number(bytes, begin + 4, wide)?);
        }
    }
    Some(ids)
}

/// Where items are, by the table of places.
fn places(bytes: &[u8], table: &Range<usize>, idat: Option<&Range<usize>>, ids: &[usize]) -> Option<Vec<Range<usize>>> {
    let version = number(bytes, table.start, 1)?;
    let sizes = number(bytes, table.start + 4, 2)?;
    let [offset_size, length_size, base_size, index_size] = [12, 8, 4, 0].map(|shift| (sizes >> shift) & 0xf);
    let index_size = if version == 0 { 0 } else { index_size };
    let wide = if version < 2 { 2 } else { 4 };
    let mut place = table.start + 6;
    let mut next = |count: usize| {
        let read = number(bytes, place, count);
        place += count;
        read
    };
    let mut found = Vec::new();
    for _ in 0..next(wide)? {
        let id = next(wide)?;
        let method = if version == 0 { 0 } else { next(2)? & 0xf };
        next(2)?;
        let base = next(base_size)?;
        for _ in 0..next(2)? {
            next(index_size)?;
            let (offset, length) = (next(offset_size)?, next(length_size)?);
            if !ids.contains(&id) {
                continue;
            }
            let from = match method {
                0 => 0,
                1 => idat?.start,
                _ => return None,
            };
            let begin = from.checked_add(base)?.checked_add(offset)?;
            let end = if length == 0 { return None } else { begin.checked_add(length)? };
            // Never over the tables themselves.
            if end > bytes.len() || method == 0 && begin < table.end {
                return None;
            }
            found.push(begin..end);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    fn part(kind: &[u8], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
    }

    /// A picture (item 1) and its Exif (item 2), both in `mdat`, with a box of a maker's behind.
    fn photo(exif_at: usize) -> Vec<u8> {
        let info = |id: u8, kind: &[u8]| part(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, b"\0"].concat());
        let infos = part(b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &info(1, b"hvc1"), &info(2, b"Exif")].concat());
        let exif_at = u32::try_from(exif_at).unwrap().to_be_bytes();
        let item = |id: u8, at: &[u8]| [&[0, id, 0, 0, 0, 0, 0, 1][..], at, &[0, 0, 0, 9]].concat();
        let table = part(b"iloc", &[&[1, 0, 0, 0, 0x44, 0, 0, 2][..], &item(1, &exif_at), &item(2, &exif_at)].concat());
        let meta = part(b"meta", &[&[0, 0, 0, 0][..], &infos, &table].concat());
        [part(b"ftyp", b"heic\0\0\0\0mif1heic"), meta, part(b"mdat", b"PICTUREGPS 53.5N"), part(b"uuid", b"secret")].concat()
    }

    #[test]
    fn what_is_told_is_overwritten_and_nothing_moves() {
        let probe = photo(0);
        let exif_at = probe.windows(9).position(|part| part == b"GPS 53.5N").unwrap();
        let whole = photo(exif_at);
        let clean = super::clean(whole.clone()).unwrap();
        assert_eq!(clean.len(), whole.len());
        assert_eq!(&clean[..exif_at], &whole[..exif_at]);
        assert_eq!(&clean[exif_at..exif_at + 9], [0; 9]);
        assert!(clean.ends_with(b"free\0\0\0\0\0\0"));
        // What does not fit is none of ours: cut off, or a table that would have us write over itself.
        for cut in 0..whole.len() {
            assert!(super::clean(whole[..cut].to_vec()).is_none_or(|clean| !clean.windows(3).any(|part| part == b"GPS")), "{cut}");
        }
        assert_eq!(super::clean(photo(20)), None);
        assert_eq!(super::clean(photo(usize::try_from(u32::MAX).unwrap())), None);
    }
}
