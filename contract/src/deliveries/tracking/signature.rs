//! The header `t=<unix seconds>,v1=<hex>` that Shippo's webhooks and our own carry: the digest is of `<t>.<body>`.

use crate::ids::Millis;

/// What such a header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// When it was signed.
    pub at: Millis,
    /// The seconds as they were written, and as they were signed.
    pub seconds: &'a str,
    /// The digests, in hex: several while a secret is changed.
    pub digests: Vec<&'a str>,
}

/// A signature is good for so long before and after its instant.
pub const WINDOW: Millis = 5 * 60_000;
/// The most digests that are looked at.
const DIGESTS_MAX: usize = 4;

/// Reads the header; `None` if it is not of this form.
#[must_use]
pub fn stamp(header: &str) -> Option<Stamp<'_>> {
    let (mut seconds, mut digests) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", _) if seconds.is_some() => return None,
            ("t", text) => seconds = Some(text),
            ("v1", digest) if digests.len() < DIGESTS_MAX => digests.push(digest),
            _ => {}
        }
    }
    let seconds = seconds.filter(|text| (1..=11).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))?;
    (!digests.is_empty()).then_some(Stamp { at: seconds.parse::<i64>().ok()? * 1_000, seconds, digests })
}

impl Stamp<'_> {
    /// Whether it was signed about now.
    #[must_use]
    pub const fn is_of(&self, now: Millis) -> bool {
        now.saturating_sub(self.at).abs() <= WINDOW
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn stamps() {
        let one = stamp("t=1688493073,v1=24036c").expect("a stamp");
        assert_eq!((one.at, one.seconds, one.digests.as_slice()), (1_688_493_073_000, "1688493073", &["24036c"][..]));
        assert_eq!(stamp("v1=aa, t=1 ,v0=x,v1=bb").expect("a stamp").digests, ["aa", "bb"]);
        for text in
            ["", "t=1", "v1=aa", "t=,v1=aa", "t=-1,v1=aa", "t=+1,v1=aa", "t=1,t=2,v1=aa", "t=999999999999,v1=aa", "t=1;v1=aa", "t=1,"]
        {
            assert_eq!(stamp(text), None, "{text}");
        }
        for (off, fine) in [(0, true), (-WINDOW, true), (WINDOW, true), (WINDOW + 1, false), (-WINDOW - 1, false)] {
            assert_eq!(one.is_of(one.at + off), fine, "{off}");
        }
    }
}
