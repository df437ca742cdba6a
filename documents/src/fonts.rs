//! The fonts that are in the program: typst's own, Libertinus Serif above all, all of them under free licences (`docs/third-party.md`).

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// All fonts, and the book that typst looks them up in.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
});

/// The text with nothing in it that no font could show, or that means nothing by itself: PDF/A refuses a document with such a character. It
/// becomes `?`; what nobody sees (controls, marks of direction) becomes a space or goes.
pub(crate) fn shown(text: &str) -> String {
    text.chars()
        .filter(|c| !is_unseen(*c))
        .map(|c| {
            if is_space(c) {
                ' '
            } else if is_known(c) {
                c
            } else {
                '?'
            }
        })
        .collect()
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_space(c: char) -> bool {
    c.is_control() || c.is_whitespace() && c != '\u{a0}'
}

fn is_known(c: char) -> bool {
    let own_meaning = !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{f0000}'..);
    own_meaning && FONTS.all.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}
