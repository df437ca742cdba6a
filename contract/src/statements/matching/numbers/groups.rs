//! A text as groups of digits and of letters, and what stands between them.

/// What stands before a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing comes before it, or something that ends a number for sure.
    Apart,
    /// Nothing: letters become digits, or the other way round.
    Glued,
    /// One hyphen, full stop or underscore.
    Tight,
    /// One slash: within a number, or between two.
    Slash,
    /// One comma or colon.
    Comma,
    /// White space, perhaps with a hyphen in it.
    Space,
    /// The end of a line.
    Line,
    /// What stands between a label and a value: `Nr.: 17`, `EREF+17`, `# 17`.
    Label,
}

impl Gap {
    /// Whether a number may go on behind it.
    pub(super) const fn is_within(self) -> bool {
        matches!(self, Self::Glued | Self::Tight | Self::Slash | Self::Space | Self::Line)
    }

    /// Whether only a sign stands there, or nothing.
    pub(super) const fn is_close(self) -> bool {
        matches!(self, Self::Glued | Self::Tight | Self::Slash)
    }

    /// Whether a number that goes on behind it was spelled with a space, or broken by a line's end.
    pub(super) const fn is_loose(self) -> bool {
        matches!(self, Self::Space | Self::Line)
    }
}

/// Digits or letters in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'a> {
    pub(super) text: &'a str,
    pub(super) digits: bool,
    pub(super) before: Gap,
    /// Where it begins in the whole text.
    pub(super) at: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Digit,
    Letter,
    Between,
}

const fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        // Umlauts and everything else that is no sign.
        '\u{c0}'..='\u{1fff}' if c != '×' && c != '÷' => Class::Letter,
        _ => Class::Between,
    }
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

fn gap(between: &str) -> Gap {
    let mut signs = between.chars().filter(|c| !c.is_whitespace());
    let (first, more) = (signs.next(), signs.next().is_some());
    let has_space = between.chars().any(char::is_whitespace);
    let joins = |c: char| is_hyphen(c) || matches!(c, '_' | '.');
    match first {
        None if between.is_empty() => Gap::Glued,
        None | Some('-' | '/') if !more && between.contains(['\n', '\r']) => Gap::Line,
        None => Gap::Space,
        Some(c) if !more && !has_space && joins(c) => Gap::Tight,
        Some('/') if !more && !has_space => Gap::Slash,
        Some(c) if !more && is_hyphen(c) => Gap::Space,
        Some(',' | ':') if !more && !has_space => Gap::Comma,
        Some(_) if between.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '-' | ':' | '#' | '+' | '*' | '=')) => Gap::Label,
        Some(_) => Gap::Apart,
    }
}

/// Takes a text apart.
pub(super) fn groups<'a>(text: &'a str, out: &mut Vec<Group<'a>>) {
    out.clear();
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let of = class(c);
        if of == Class::Between {
            continue;
        }
        let mut to = at + c.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| class(*c) == of) {
            to = at + c.len_utf8();
        }
        let before = if out.is_empty() { Gap::Apart } else { gap(&text[end..at]) };
        out.push(Group { text: &text[at..to], digits: of == Class::Digit, before, at });
        end = to;
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Gap, groups};

    #[test]
    fn groups_and_what_stands_between_them() {
        use Gap::{Apart, Comma, Glued, Label, Line, Slash, Space, Tight};
        let mut out = Vec::new();
        for (text, expected) in [
            ("RE-2026-0017", vec![("RE", Apart), ("2026", Tight), ("0017", Tight)]),
            ("RE20260017", vec![("RE", Apart), ("20260017", Glued)]),
            ("Rg.Nr.: 17", vec![("Rg", Apart), ("Nr", Tight), ("17", Label)]),
            ("2026 - 00\n 17", vec![("2026", Apart), ("00", Space), ("17", Line)]),
            ("2026-\r\n0017", vec![("2026", Apart), ("0017", Line)]),
            ("1.234,56; 7", vec![("1", Apart), ("234", Tight), ("56", Comma), ("7", Apart)]),
            ("Gebühr–7", vec![("Gebühr", Apart), ("7", Tight)]),
            ("17/2026", vec![("17", Apart), ("2026", Slash)]),
            ("", vec![]),
            ("-- ;", vec![]),
        ] {
            groups(text, &mut out);
            let found: Vec<_> = out.iter().map(|group| (group.text, group.before)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
