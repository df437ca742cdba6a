//! JSON in the one form that a hash can be taken of (RFC 8785): no spaces, members in the order of their names. Our numbers are whole, and `serde_json`
//! writes texts as the standard has them.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::extract::hex;

/// The canonical text of a value.
///
/// # Errors
/// If it can't be written as JSON.
pub fn text(value: &impl serde::Serialize) -> Result<String> {
    let mut out = String::new();
    write(&serde_json::to_value(value)?, &mut out)?;
    Ok(out)
}

/// SHA-256 of a text, hexadecimal.
#[must_use]
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn write(value: &Value, out: &mut String) -> Result<()> {
    match value {
        Value::Object(members) => {
            let mut names: Vec<_> = members.keys().collect();
            // In UTF-16, says the standard.
            names.sort_by_key(|name| name.encode_utf16().collect::<Vec<_>>());
            out.push('{');
            for (i, name) in names.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&serde_json::to_string(name)?);
                out.push(':');
                write(&members[name], out)?;
            }
            out.push('}');
        }
        Value::Array(all) => {
            out.push('[');
            for (i, one) in all.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(one, out)?;
            }
            out.push(']');
        }
        plain => out.push_str(&serde_json::to_string(plain)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn members_are_in_order_and_nothing_else_is_written() {
        let value = json!({ "b": [1, null, true, -9_007_199_254_740_991_i64], "a": { "\u{20ac}": "\u{7}\n\"\\/ü\u{1f600}", "A": {} }, "\u{1f600}": 0, "\u{fb33}": 1 });
        let expected = "{\"a\":{\"A\":{},\"€\":\"\\u0007\\n\\\"\\\\/ü😀\"},\"b\":[1,null,true,-9007199254740991],\"😀\":0,\"\u{fb33}\":1}";
        assert_eq!(super::text(&value).unwrap(), expected);
        assert_eq!(super::digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
