//! Photos from outside: what they are, their bytes say. What they tell beside the picture (where, when, with what, an earlier picture in small) is
//! left out. The picture itself is copied as it is: nothing is decoded, so nothing can go wrong in a decoder.

mod heic;
mod jpeg;
mod png;
mod webp;

/// A photo without anything but its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub media_type: &'static str,
    /// The usual ending of a file's name.
    pub ending: &'static str,
    pub bytes: Vec<u8>,
}

/// Pixels that whoever opens a picture has to have room for: a few kilobytes may claim to be billions of them.
const MAX_PIXELS: usize = 100_000_000;

/// What begins that which is told beside a picture: Exif, in PNG and elsewhere, and XMP.
const TOLD: [&[u8]; 4] = [b"Exif\0", b"eXIf", b"http://ns.adobe.com/", b"XML:com.adobe.xmp"];

/// Why a picture is not kept.
pub(super) enum Unfit {
    /// It would burst whoever opens it.
    TooManyPixels,
    /// It tells more than the picture, and is not whole: what is left out can't be known.
    TellsMore,
}

/// The picture alone; nothing for what is none of the four kinds, or is not whole.
#[must_use]
pub fn clean(bytes: Vec<u8>) -> Option<Photo> {
    let (media_type, ending, bytes) = match super::kind::by_magic(&bytes)? {
        "image/jpeg" => ("image/jpeg", "jpg", jpeg::clean(&bytes)?),
        "image/png" => ("image/png", "png", png::clean(&bytes)?),
        "image/webp" => ("image/webp", "webp", webp::clean(&bytes)?),
        "image/heif" | "image/heic" => ("image/heic", "heic", heic::clean(bytes)?),
        _ => return None,
    };
    Some(Photo { media_type, ending, bytes })
}

/// A picture that somebody attaches, by its bytes: without what it tells beside the picture. One that is not whole stays as it is, if it tells
/// nothing.
///
/// # Errors
/// What is not to be kept.
pub(super) fn attached(bytes: Vec<u8>, media_type: &'static str) -> Result<Vec<u8>, Unfit> {
    if imagesize::blob_size(&bytes).is_ok_and(|size| size.width.saturating_mul(size.height) > MAX_PIXELS) {
        return Err(Unfit::TooManyPixels);
    }
    // A GIF has no place for where it was taken.
    if media_type == "image/gif" {
        return Ok(bytes);
    }
    let tells = || TOLD.iter().any(|told| bytes.windows(told.len()).any(|part| part == *told));
    match clean(bytes.clone()) {
        Some(photo) => Ok(photo.bytes),
        None if tells() => Err(Unfit::TellsMore),
        None => Ok(bytes),
    }
}

/// So many bytes at a place; nothing if they are not all there.
fn at(bytes: &[u8], place: usize, count: usize) -> Option<&[u8]> {
    bytes.get(place..place.checked_add(count)?)
}

/// A number of so many bytes, the highest first.
fn number(bytes: &[u8], place: usize, count: usize) -> Option<usize> {
    at(bytes, place, count)?.iter().try_fold(0usize, |n, byte| n.checked_mul(256)?.checked_add(usize::from(*byte)))
}
