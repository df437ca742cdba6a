use super::{Address, NAME_MAX, NewRecipient, RECIPIENTS_MAX, Receipt};
use crate::{
    email::Email,
    validate::{Fault, Faults},
};

/// Checks the recipients of a request: at least one, each with a name and a whole postal address; mail and phone may be missing.
pub fn validate_recipients(field: &str, recipients: &[NewRecipient], faults: &mut Faults) -> Vec<NewRecipient> {
    if recipients.is_empty() {
        faults.add(field, Fault::Required);
    }
    if recipients.len() > RECIPIENTS_MAX {
        faults.add(field, Fault::TooMany(RECIPIENTS_MAX));
        return Vec::new();
    }
    recipients.iter().enumerate().map(|(i, r)| recipient(&format!("{field}.{i}"), r, faults)).collect()
}

fn recipient(at: &str, r: &NewRecipient, faults: &mut Faults) -> NewRecipient {
    let email = r.email.trim();
    if !email.is_empty() && Email::parse(email).is_err() {
        faults.add(format!("{at}.email"), Fault::NotAnAddress);
    }
    NewRecipient {
        name: faults.line(format!("{at}.name"), &r.name, NAME_MAX),
        organisation: faults.optional_text(format!("{at}.organisation"), &r.organisation, NAME_MAX).unwrap_or_default(),
        email: email.to_owned(),
        phone: faults.optional_text(format!("{at}.phone"), &r.phone, 40).unwrap_or_default(),
        lang: r.lang,
        address: address(&format!("{at}.address"), &r.address, faults),
    }
}

/// Checks a postal address: every part is needed.
pub fn address(at: &str, a: &Address, faults: &mut Faults) -> Address {
    let country = a.country.trim().to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
        faults.add(format!("{at}.country"), if country.is_empty() { Fault::Required } else { Fault::Unknown });
    }
    Address {
        street: faults.line(format!("{at}.street"), &a.street, NAME_MAX),
        postal_code: faults.line(format!("{at}.postal_code"), &a.postal_code, 16),
        city: faults.line(format!("{at}.city"), &a.city, NAME_MAX),
        country,
    }
}

/// The longest note, in characters.
pub const NOTE_MAX: usize = 2_000;

/// Checks what a recipient says: who says that something is wrong says what.
///
/// # Errors
/// The fault at the field `note`.
pub fn validate_receipt(receipt: &Receipt) -> Result<Receipt, Faults> {
    let mut faults = Faults::new();
    let note = if receipt.complete {
        faults.optional_text("note", &receipt.note, NOTE_MAX).unwrap_or_default()
    } else {
        faults.text("note", &receipt.note, NOTE_MAX)
    };
    faults.or(Receipt { complete: receipt.complete, note })
}
