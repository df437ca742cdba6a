//! What goes out in a device's place.

use super::Return;
use crate::{
    civil::Date,
    deliveries::carriers::{Carrier, NumberCheck, check, normalise},
    ids::Id,
    serials,
    validate::{Fault, Faults},
};

words! {
    /// Where the piece is that replaces a device.
    Replacement {
        /// In the house, and for nobody else.
        SetAside = "set_aside",
        /// None is free; the owner has promised it nevertheless.
        Awaited = "awaited",
        /// On its way, or there.
        Sent = "sent",
    }
}

wire! {
    /// The replacement goes out: one parcel, to the pinned recipient.
    pub struct SendReplacement {
        pub carrier: Carrier,
        pub number: String,
        #[serde(default)]
        pub arrives_on: Option<Date>,
        pub items: Vec<ReplacementItem>,
    }

    /// A piece that can replace a device of which nobody knows what it is.
    pub struct Spare {
        pub variant_id: Id,
        /// Product and variant, in the reader's language.
        pub name: String,
        /// So many are in the house, and for nobody else.
        pub free: i64,
    }

    /// What replaces one device.
    pub struct ReplacementItem {
        pub item_id: Id,
        /// Which piece it is, where nobody knows what the device was ([`super::Item::unmatched`]).
        #[serde(default)]
        pub variant_id: Option<Id>,
        /// The new one's serial number; empty: it has none.
        #[serde(default)]
        pub serial: String,
    }
}

impl Replacement {
    /// It is owed, and did not go out yet.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::SetAside | Self::Awaited)
    }
}

/// Checks a replacement: to somebody who is pinned and to whom nothing is under way, and all that is owed, each once. What is free is the server's to know.
///
/// # Errors
/// The faults by field.
pub fn validate_replacement(sent: &SendReplacement, thing: &Return, today: Date) -> Result<SendReplacement, Faults> {
    let mut faults = Faults::new();
    // Nobody outside the pinned recipients receives anything.
    if thing.recipients.first().is_none_or(|to| to.parcel.is_some() && !to.status.is_undelivered()) {
        faults.add("items", Fault::NoSuchRecipient);
    }
    let owed = |id: &Id| thing.items.iter().any(|item| &item.id == id && item.replacement.is_some_and(Replacement::is_owed));
    let mut clean = sent.clone();
    if sent.items.len() > thing.items.len() {
        faults.add("items", Fault::TooMany(thing.items.len()));
        return Err(faults);
    }
    for (i, item) in clean.items.iter_mut().enumerate() {
        let at = format!("items.{i}");
        if !owed(&item.item_id) {
            faults.add(format!("{at}.item_id"), Fault::Unknown);
        }
        let unmatched = thing.items.iter().any(|known| known.id == item.item_id && known.unmatched);
        match &item.variant_id {
            None if unmatched => faults.add(format!("{at}.variant_id"), Fault::Required),
            Some(_) if !unmatched => faults.add(format!("{at}.variant_id"), Fault::MustBeEmpty),
            _ => {}
        }
        let before = &sent.items[..i];
        if before.iter().any(|other| other.item_id == item.item_id) {
            faults.add(format!("{at}.item_id"), Fault::Twice);
        }
        if item.serial.trim().is_empty() {
            item.serial.clear();
            continue;
        }
        match serials::clean(&item.serial) {
            Ok(serial) if before.iter().any(|other| serials::clean(&other.serial).as_ref() == Ok(&serial)) => {
                faults.add(format!("{at}.serial"), Fault::Twice);
            }
            Ok(serial) => item.serial = serial,
            Err(fault) => faults.add(format!("{at}.serial"), fault),
        }
    }
    // One parcel goes to them: what is missing in it would never be sent.
    let whole = thing.items.iter().filter(|item| owed(&item.id)).all(|item| sent.items.iter().any(|other| other.item_id == item.id));
    if !whole || sent.items.is_empty() {
        faults.add("items", Fault::Required);
    }
    clean.number = normalise(&sent.number);
    if !Carrier::OF_PARCELS.contains(&sent.carrier) {
        faults.add("carrier", Fault::NotOffered);
    }
    if sent.carrier != Carrier::Courier {
        clean.number = faults.line("number", &clean.number, 40);
    }
    if !clean.number.chars().all(|c| c.is_ascii_alphanumeric()) || clean.number.len() > 40 {
        faults.add("number", Fault::ControlCharacters);
    } else if sent.carrier != Carrier::Courier && !clean.number.is_empty() && check(sent.carrier, &clean.number) == NumberCheck::Wrong {
        faults.add("number", Fault::CheckDigit);
    }
    if sent.arrives_on.is_some_and(|day| day < today) {
        faults.add("arrives_on", Fault::InThePast);
    }
    faults.or(clean)
}
