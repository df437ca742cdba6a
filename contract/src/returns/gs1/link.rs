//! GS1 Digital Link: `https://any.name/any/path/01/{gtin}/10/{batch}/21/{serial}?17={date}`.

use super::elements::Elements;
use super::{Gtin, table};

/// Identifiers that a path's part of GS1's begins with, of those that a device may have.
const KEYS: [&str; 5] = ["01", "00", "8003", "8004", "8006"];

/// Words that stood for identifiers until version 1.2 of the standard, and do on labels.
const WORDS: [(&str, &str); 4] = [("gtin", "01"), ("lot", "10"), ("ser", "21"), ("exp", "17")];

/// The elements of a link; `None` if it is none.
pub(super) fn elements(text: &str) -> Option<Elements> {
    let scheme = text.split("://").next().filter(|scheme| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))?;
    let rest = text.get(scheme.len() + 3..)?.split('#').next()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let begins = |at: usize| parts.get(at + 1).is_some_and(|value| is_key(identifier(parts[at]), value));
    let first = (0..parts.len()).find(|at| begins(*at))?;
    let mut elements = Elements::default();
    for pair in parts[first..].chunks(2) {
        match pair {
            [name, value] => take(&mut elements, name, value),
            // A slash at the end is nothing.
            [""] => {}
            rest => elements.unread.extend(rest.iter().map(|part| decoded(part))),
        }
    }
    // What is no identifier is the page's own business.
    for (name, value) in query.split(['&', ';']).filter_map(|pair| pair.split_once('=')) {
        if table::split(identifier(name)).is_some_and(|(_, _, rest)| rest.is_empty()) {
            take(&mut elements, name, &value.replace('+', " "));
        }
    }
    Some(elements)
}

fn identifier(name: &str) -> &str {
    WORDS.iter().find(|(word, _)| *word == name).map_or(name, |(_, ai)| ai)
}

fn is_key(ai: &str, value: &str) -> bool {
    let value = decoded(value);
    match ai {
        "01" => Gtin::parse(&value).is_ok(),
        _ => KEYS.contains(&ai) && table::split(ai).is_some_and(|(_, form, _)| form.fits(&value)),
    }
}

fn take(elements: &mut Elements, name: &str, value: &str) {
    let (ai, value) = (identifier(name), decoded(value));
    match table::split(ai).filter(|(_, _, rest)| rest.is_empty()) {
        // A link may leave out a GTIN's zeros.
        Some((_, form, _)) if ai == "01" => elements.take(ai, form, &Gtin::parse(&value).map_or(value, |gtin| gtin.to_string())),
        Some((_, form, _)) => elements.take(ai, form, &value),
        None => elements.unread.push([ai, "/", &value].concat()),
    }
}

/// Without percent signs, where two hexadecimal digits follow them and UTF-8 comes out.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digit = |at: usize| behind.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
