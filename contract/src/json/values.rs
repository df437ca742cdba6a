//! [`Wire`] for what types are made of.

use std::collections::BTreeMap;

use super::{Json, Wire};
use crate::{
    civil::Date,
    email::Email,
    money::{Currency, Money},
    page::Page,
};

impl Wire for String {
    fn read(json: &Json, ok: &mut bool) -> Self {
        let Json::Text(text) = json else {
            *ok = false;
            return Self::new();
        };
        text.clone()
    }

    fn write(&self, out: &mut String) {
        text(out, self);
    }
}

/// A string with its quotation marks; control characters escaped.
#[inline(never)]
pub(crate) fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => {
                out.push_str("\\u00");
                for nibble in [c as u32 >> 4, c as u32 & 15] {
                    out.push(char::from_digit(nibble, 16).unwrap_or('0'));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A document as it is.
impl Wire for Json {
    fn read(json: &Json, _: &mut bool) -> Self {
        json.clone()
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => value.write(out),
            Self::Number(number) => number.write(out),
            Self::Text(value) => text(out, value),
            Self::List(items) => items.write(out),
            Self::Object(fields) => {
                out.push('{');
                for (i, (name, value)) in fields.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    text(out, name);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl Wire for i64 {
    fn read(json: &Json, ok: &mut bool) -> Self {
        let Json::Number(number) = json else {
            *ok = false;
            return 0;
        };
        *number
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

macro_rules! small_number {
    ($($ty:ty),*) => { $(
        impl Wire for $ty {
            fn read(json: &Json, ok: &mut bool) -> Self {
                Self::try_from(i64::read(json, ok)).unwrap_or_else(|_| {
                    *ok = false;
                    0
                })
            }

            fn write(&self, out: &mut String) {
                i64::try_from(*self).unwrap_or(i64::MAX).write(out);
            }
        }
    )* };
}

small_number!(u16, usize);

impl Wire for bool {
    fn read(json: &Json, ok: &mut bool) -> Self {
        let Json::Bool(value) = json else {
            *ok = false;
            return false;
        };
        *value
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(json: &Json, ok: &mut bool) -> Self {
        (!matches!(json, Json::Null)).then(|| T::read(json, ok))
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(json: &Json, ok: &mut bool) -> Self {
        let Json::List(items) = json else {
            *ok = false;
            return Self::new();
        };
        items.iter().map(|item| T::read(item, ok)).collect()
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for (i, item) in self.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(json: &Json, ok: &mut bool) -> Self {
        let Json::Object(fields) = json else {
            *ok = false;
            return Self::new();
        };
        // Not collected: that would sort, and bring a sorting algorithm along.
        let mut map = Self::new();
        for (name, value) in fields {
            map.insert(name.clone(), T::read(value, ok));
        }
        map
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (i, (name, value)) in self.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            text(out, name);
            out.push(':');
            value.write(out);
        }
        out.push('}');
    }
}

impl<T: Wire> Wire for Page<T> {
    fn read(json: &Json, ok: &mut bool) -> Self {
        Self { items: Wire::read(json.get("items"), ok), next: Wire::read(json.get("next"), ok) }
    }

    fn write(&self, out: &mut String) {
        out.push_str("{\"items\":");
        self.items.write(out);
        out.push_str(",\"next\":");
        self.next.write(out);
        out.push('}');
    }
}

impl Wire for Date {
    fn read(json: &Json, ok: &mut bool) -> Self {
        String::read(json, ok).parse().unwrap_or_else(|_| {
            *ok = false;
            Self::EPOCH
        })
    }

    fn write(&self, out: &mut String) {
        text(out, &self.to_string());
    }
}

impl Wire for Email {
    fn read(json: &Json, ok: &mut bool) -> Self {
        Self::parse(&String::read(json, ok)).unwrap_or_else(|_| {
            *ok = false;
            Self::nobody()
        })
    }

    fn write(&self, out: &mut String) {
        text(out, self.as_str());
    }
}

impl Wire for Money {
    fn read(json: &Json, ok: &mut bool) -> Self {
        Self::new(Wire::read(json.get("minor"), ok), Currency::read(json.get("currency"), ok))
    }

    fn write(&self, out: &mut String) {
        out.push_str("{\"minor\":");
        self.minor().write(out);
        out.push_str(",\"currency\":");
        self.currency().write(out);
        out.push('}');
    }
}
