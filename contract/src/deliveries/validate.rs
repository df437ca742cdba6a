use super::{Address, Channel, NAME_MAX, NewRecipient, RECIPIENTS_MAX};
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

pub(super) fn recipient(at: &str, r: &NewRecipient, faults: &mut Faults) -> NewRecipient {
    let email = r.email.trim();
    if !email.is_empty() && Email::parse(email).is_err() {
        faults.add(format!("{at}.email"), Fault::NotAnAddress);
    }
    if r.channel.is_some_and(|channel| channel != Channel::Parcel) {
        faults.add(format!("{at}.channel"), Fault::NotOffered);
    }
    NewRecipient {
        name: faults.line(format!("{at}.name"), &r.name, NAME_MAX),
        organisation: faults.optional_text(format!("{at}.organisation"), &r.organisation, NAME_MAX).unwrap_or_default(),
        email: email.to_owned(),
        phone: faults.optional_text(format!("{at}.phone"), &r.phone, 40).unwrap_or_default(),
        lang: r.lang,
        address: address(&format!("{at}.address"), &r.address, faults),
        why: faults.optional_text(format!("{at}.why"), &r.why, WHY_MAX).unwrap_or_default(),
        channel: Some(Channel::Parcel),
    }
}

/// Where a text goes to, and how: by mail to an address, or by a link that somebody hands over.
pub(crate) fn reached(at: &str, email: &str, channel: Option<Channel>, faults: &mut Faults) -> (String, Channel) {
    let email = email.trim();
    if !email.is_empty() && Email::parse(email).is_err() {
        faults.add(format!("{at}.email"), Fault::NotAnAddress);
    }
    let fits = if email.is_empty() { Channel::Download } else { Channel::Mail };
    let channel = channel.unwrap_or(fits);
    match channel {
        Channel::Parcel => faults.add(format!("{at}.channel"), Fault::NotOffered),
        Channel::Mail if email.is_empty() => faults.add(format!("{at}.email"), Fault::Required),
        Channel::Mail | Channel::Download => {}
    }
    (email.to_owned(), channel)
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

/// The longest reason why somebody gets something, in characters.
pub const WHY_MAX: usize = 200;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 2_000;
