//! JSON as the portal reads and writes it: the same documents as serde's, in a fraction of the code.
//!
//! The server speaks JSON by `serde_json`. In the browser that costs 36 kB (brotli) for the types of one request page alone, because
//! every type brings visitors, error messages and two ways to be read. Here a type is read infallibly, field by field: what is missing or
//! of another type becomes a neutral value and is noted once for the whole document. `wire!` and `words!` write the code of each type;
//! `tests/json.rs` holds both ways against `serde_json`.

mod parse;
mod values;

pub use parse::{Unreadable, parse};

/// A parsed document. All our numbers are integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`, and whatever is missing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Number(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of its text.
    Object(Vec<(String, Json)>),
}

/// A type that travels as JSON.
pub trait Wire: Sized {
    /// Reads it; what can't be read becomes a neutral value, and `ok` becomes false.
    fn read(json: &Json, ok: &mut bool) -> Self;
    /// Appends it.
    fn write(&self, out: &mut String);
}

impl Json {
    /// The value at a dotted path (`address.city`); `Null` if there is none.
    #[must_use]
    pub fn at(&self, path: &str) -> &Self {
        path.split('.').fold(self, Self::get)
    }

    /// Puts a value at a dotted path; what is on the way there becomes an object.
    pub fn put(&mut self, path: &str, value: Self) {
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { return };
        let at = fields.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
            fields.push((name.to_owned(), Self::Null));
            fields.len() - 1
        });
        if rest.is_empty() {
            fields[at].1 = value;
        } else {
            fields[at].1.put(rest, value);
        }
    }

    /// A field of an object; `Null` if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &Self {
        const NULL: &Json = &Json::Null;
        match self {
            Self::Object(fields) => fields.iter().find(|(n, _)| n == name).map_or(NULL, |(_, value)| value),
            _ => NULL,
        }
    }
}

/// A value from its JSON text; `None` if anything is missing or wrong.
#[must_use]
pub fn from_text<T: Wire>(text: &str) -> Option<T> {
    let json = parse(text).ok()?;
    let mut ok = true;
    let value = T::read(&json, &mut ok);
    ok.then_some(value)
}

/// A value from its JSON text, with neutral values for what is missing: for drafts, which need not be whole. `None` if it is no JSON at all.
#[must_use]
pub fn from_text_leniently<T: Wire>(text: &str) -> Option<T> {
    parse(text).ok().map(|json| T::read(&json, &mut true))
}

/// The JSON text of a value.
#[must_use]
pub fn to_text<T: Wire>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// Which of these words it is; for [`words!`].
#[inline(never)]
pub(crate) fn position(json: &Json, words: &[&str]) -> Option<usize> {
    match json {
        Json::Text(text) => words.iter().position(|word| word == text),
        _ => None,
    }
}

/// Reads a field of an object; for [`wire!`]. Not inlined: there are hundreds of them.
#[inline(never)]
pub(crate) fn member<T: Wire>(json: &Json, name: &str, ok: &mut bool) -> T {
    T::read(json.get(name), ok)
}

/// Appends a field of an object; for [`wire!`].
#[inline(never)]
pub(crate) fn write_member<T: Wire>(out: &mut String, name: &str, value: &T) {
    field(out, name);
    value.write(out);
}

/// Begins a field of an object; for [`wire!`].
#[inline(never)]
pub(crate) fn field(out: &mut String, name: &str) {
    out.push(if out.ends_with('{') { '"' } else { ',' });
    if out.ends_with(',') {
        out.push('"');
    }
    out.push_str(name);
    out.push_str("\":");
}
