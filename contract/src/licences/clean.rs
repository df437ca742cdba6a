//! What happens to a key between a mailbox and a form, undone. Nothing of what is undone here can be part of a key.

use super::Repair;

/// A text, and what was undone in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) repairs: Vec<Repair>,
}

/// The ways in which a text can be understood, the simplest first. Which one is right, the signature says.
pub(super) fn understandings(text: &str) -> Vec<Cleaned> {
    let raw = Cleaned { text: text.to_owned(), repairs: Vec::new() };
    let lines = raw.clone().pass(Repair::Invisible, seen).pass(Repair::Quoted, unquoted);
    let page = |c: Cleaned| {
        c.pass(Repair::Encoded, decoded)
            .pass(Repair::Invisible, seen)
            .pass(Repair::Quoted, unquoted)
            .pass(Repair::Typography, |t| dashes(t, "-"))
    };
    let long = |c: Cleaned| c.pass(Repair::Typography, |t| dashes(t, "--"));
    let mail = page(lines.clone().pass(Repair::QuotedPrintable, printable));
    let mut all = Vec::new();
    for one in [raw, page(lines.clone()), page(long(lines)), mail] {
        if !all.iter().any(|other: &Cleaned| other.text == one.text) {
            all.push(one);
        }
    }
    all
}

impl Cleaned {
    /// Notes a repair if it changes something.
    fn pass(mut self, repair: Repair, change: impl FnOnce(&str) -> String) -> Self {
        let changed = change(&self.text);
        // Line ends are spelt in two ways, and neither is wrong.
        if changed != self.text && changed != self.text.replace("\r\n", "\n") && !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
        self.text = changed;
        self
    }
}

/// Without what nobody sees. Spaces of all kinds become spaces, line ends of all kinds line ends.
fn seen(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            // Zero width, directions, joiners, soft hyphens, byte order marks, variation selectors.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {}
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {}
            c if c.is_control() => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Without the marks that mail programs put before quoted lines.
fn unquoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let bare = line.trim_start_matches(['>', '|', ' ', '\t']);
        if line.len() > bare.len() && line[..line.len() - bare.len()].contains(['>', '|']) { bare } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Quoted-printable (RFC 2045 §6.7): `=` at the end of a line joins it with the next, `=3D` is a byte.
fn printable(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let blank = after.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        match (after.get(blank), hex(after)) {
            (Some(b'\n'), _) => rest = &after[blank + 1..],
            (_, Some(decoded)) => {
                out.push(decoded);
                rest = &after[2..];
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The byte that two hexadecimal digits stand for.
fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}

/// The longest name of a character, and the longest tag, that are looked for.
const NAME: usize = 12;
const TAG: usize = 200;

/// Without HTML (`&#61;`, `<wbr>`) and percent signs (`%3D`).
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '%']) {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        let (found, length) = match mark.as_bytes()[0] {
            b'&' => entity(mark),
            b'<' => tag(mark),
            _ => percent(mark),
        }
        .unwrap_or_else(|| (mark[..1].to_owned(), 1));
        out.push_str(&found);
        rest = &mark[length..];
    }
    out.push_str(rest);
    out
}

/// A named or numbered character, and how long its name is.
fn entity(mark: &str) -> Option<(String, usize)> {
    let end = mark.bytes().take(NAME).position(|b| b == b';')?;
    let name = &mark[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(number) => char::from_u32(u32::from_str_radix(number, 16).ok()?)?,
            None => char::from_u32(number.parse().ok()?)?,
        },
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => ' ',
            "equals" => '=',
            "sol" => '/',
            "period" => '.',
            "lowbar" => '_',
            "hyphen" | "dash" => '-',
            "shy" | "zwnj" | "zwj" => '\u{200b}',
            _ => return None,
        },
    };
    Some((c.to_string(), end + 1))
}

/// Tags that stand around and in a key on a web page or in a mail. Others may be an address: `<ada@example.com>`.
const TAGS: [&str; 16] = ["a", "b", "body", "br", "code", "div", "font", "html", "i", "p", "pre", "span", "td", "tr", "tt", "wbr"];

/// A tag: a line end for `<br>` and for the end of a paragraph, nothing for others.
fn tag(mark: &str) -> Option<(String, usize)> {
    mark[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/').then_some(())?;
    let end = mark.bytes().take(TAG).position(|b| b == b'>')?;
    let name = mark[1..end].trim_start_matches('/').split([' ', '/', '\n']).next()?.to_ascii_lowercase();
    let ends_line = matches!(name.as_str(), "br" | "p" | "div" | "tr");
    TAGS.contains(&name.as_str()).then(|| ((if ends_line { "\n" } else { "" }).to_owned(), end + 1))
}

fn percent(mark: &str) -> Option<(String, usize)> {
    let byte = hex(&mark.as_bytes()[1..])?;
    byte.is_ascii_graphic().then(|| (char::from(byte).to_string(), 3))
}

/// Long dashes as hyphens.
fn dashes(text: &str, hyphens: &str) -> String {
    text.replace(|c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'), hyphens)
}
