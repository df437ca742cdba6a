//! The reasons of returns, where no field holds them.

use super::Reason;

/// The codes of returns in SEPA.
const CODES: [&str; 26] = [
    "AC01", "AC04", "AC06", "AC13", "AG01", "AG02", "AM04", "AM05", "BE05", "CNOR", "DNOR", "FF05", "MD01", "MD02", "MD06", "MD07", "MS02",
    "MS03", "RC01", "RR01", "RR02", "RR03", "RR04", "SL01", "TM01", "FOCR",
];

/// The code in a text of an entry that takes something back.
pub(super) fn reason_in(text: &str) -> Option<Reason> {
    let code = CODES.into_iter().find(|code| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == *code))?;
    Some(Reason { code: Some(code.to_owned()), text: None })
}
