//! A good file with something else in some of its places: chance alone would hardly ever find its way behind the first tag. For the tests and
//! for the fuzz targets, which bring the bytes that say what stands where. Without any it is the file itself.

/// Where values stand: between tags, in quotation marks; or, where there are no tags, between what separates.
fn places(file: &[u8]) -> Vec<(usize, usize)> {
    let tags = file.starts_with(b"<");
    let separates = |b: u8| if tags { matches!(b, b'<' | b'>' | b'"') } else { matches!(b, b'\r' | b'\n' | b';' | b'?' | b':' | b'"') };
    let mut places = Vec::new();
    let mut begin = 0;
    for (at, byte) in file.iter().enumerate() {
        if separates(*byte) {
            // What stands behind `<` is a tag, and no value.
            let in_tag = tags && begin > 0 && file[begin - 1] == b'<';
            if at > begin && !in_tag && !file[begin..at].trim_ascii().is_empty() {
                places.push((begin, at));
            }
            begin = at + 1;
        }
    }
    places
}

/// The file as these bytes want it: what to do, where, and with how many of the bytes that follow.
pub(crate) fn edited(file: &[u8], mut wishes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    while let [what, place, length, rest @ ..] = wishes {
        let all = places(&file);
        if all.is_empty() || file.len() > 1 << 16 {
            break;
        }
        let (begin, end) = all[usize::from(*place) % all.len()];
        let (bytes, rest) = rest.split_at(usize::from(length % 48).min(rest.len()));
        let other = all[usize::from(what / 8) % all.len()];
        match what % 8 {
            // Another value, the longer part of the time.
            0..=3 => drop(file.splice(begin..end, bytes.iter().copied())),
            4 => drop(file.splice(end..end, bytes.iter().copied())),
            // A value of another place.
            5 => {
                let copy = file[other.0..other.1].to_vec();
                file.splice(begin..end, copy);
            }
            // Everything from one place to another once more, or not at all.
            6 => {
                let (from, to) = (begin.min(other.0), begin.max(other.0));
                let copy = file[from..to].to_vec();
                file.splice(to..to, copy);
            }
            _ => {
                let (from, to) = (begin.min(other.0), begin.max(other.0));
                file.drain(from..to);
            }
        }
        wishes = rest;
    }
    file
}
