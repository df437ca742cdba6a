//! Names of elements, kept without an allocation.

use core::fmt;
use core::ops::Deref;

/// The longest name that any of our formats has, and a bit more.
const LONGEST: usize = 55;

/// The name of an element, without its prefix. One that is longer than any of ours is empty, so nobody asks for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    bytes: [u8; LONGEST],
    length: u8,
}

impl Name {
    pub(super) const NONE: Self = Self { bytes: [0; LONGEST], length: 0 };

    pub(super) fn new(name: &str) -> Self {
        let mut new = Self::NONE;
        if let (Some(place), Ok(length)) = (new.bytes.get_mut(..name.len()), u8::try_from(name.len())) {
            place.copy_from_slice(name.as_bytes());
            new.length = length;
        }
        new
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.length == 0 { "…" } else { self })
    }
}
