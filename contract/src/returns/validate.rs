use super::{Draft, NewItem, Reason, Sender};
use crate::{
    checklist::validate_answers,
    deliveries::{NAME_MAX, validate_address, validate_recipients},
    email::Email,
    requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX},
    serials,
    validate::{Fault, Faults},
};

/// The most devices of one return.
pub const ITEMS_MAX: usize = 100;

/// The devices of a form, `serials` behind `items`, each serial number once; and those that were typed more than once.
///
/// # Errors
/// The faults by field: `serials.3`, `items.0.serial`.
pub fn merged(draft: &Draft) -> Result<(Vec<NewItem>, Vec<String>), Faults> {
    let mut faults = Faults::new();
    if draft.items.len() > ITEMS_MAX {
        faults.add("items", Fault::TooMany(ITEMS_MAX));
        return Err(faults);
    }
    if draft.items.len() + draft.serials.len() > ITEMS_MAX {
        faults.add("serials", Fault::TooMany(ITEMS_MAX));
        return Err(faults);
    }
    let (mut all, mut doubles): (Vec<NewItem>, Vec<String>) = (Vec::new(), Vec::new());
    let mut take = |field: String, item: NewItem, faults: &mut Faults| match serials::clean(&item.serial) {
        Ok(serial) => match all.iter_mut().find(|known| known.serial == serial) {
            Some(known) => {
                add(&mut known.product, &item.product);
                add(&mut known.fault, &item.fault);
                add(&mut known.accessories, &item.accessories);
                known.checklist.extend(item.checklist);
                if !doubles.contains(&serial) {
                    doubles.push(serial);
                }
            }
            None => all.push(NewItem { serial, ..item }),
        },
        Err(fault) => faults.add(field, fault),
    };
    for (i, item) in draft.items.iter().enumerate() {
        let item = NewItem {
            serial: item.serial.clone(),
            product: faults.optional_text(format!("items.{i}.product"), &item.product, NAME_MAX).unwrap_or_default(),
            fault: faults.optional_text(format!("items.{i}.fault"), &item.fault, REASON_MAX).unwrap_or_default(),
            accessories: faults.optional_text(format!("items.{i}.accessories"), &item.accessories, REASON_MAX).unwrap_or_default(),
            checklist: validate_answers(&format!("items.{i}.checklist"), &item.checklist, &mut faults),
        };
        take(format!("items.{i}.serial"), item, &mut faults);
    }
    for (i, serial) in draft.serials.iter().enumerate() {
        // An empty line of a pasted list is none.
        if !serial.trim().is_empty() {
            take(format!("serials.{i}"), NewItem::of(serial.clone()), &mut faults);
        }
    }
    if all.is_empty() && faults.is_empty() {
        faults.add("serials", Fault::Required);
    }
    faults.or((all, doubles))
}

/// Nothing that was typed of one device is lost, in whichever line it stands.
fn add(known: &mut String, more: &str) {
    if known.is_empty() {
        more.clone_into(known);
    } else if !more.is_empty() && known != more {
        known.push_str("; ");
        known.push_str(more);
    }
}

/// Checks a submission. What is checked has its devices in `items` alone, and the second part says which were typed more than once.
///
/// # Errors
/// The faults by field.
pub fn validate(draft: &Draft) -> Result<(Draft, Vec<String>), Faults> {
    let mut faults = Faults::new();
    let (items, doubles) = merged(draft).unwrap_or_else(|found| {
        faults = found;
        (Vec::new(), Vec::new())
    });
    if draft.reason.is_none() {
        faults.add("reason", Fault::Required);
    }
    // Of a loan that is over nothing is wrong; else somebody says what is, of all or of each.
    let needs_words = draft.reason != Some(Reason::LoanReturn) && items.iter().any(|item| item.fault.is_empty());
    let description = if needs_words {
        faults.text("description", &draft.description, MESSAGE_MAX)
    } else {
        faults.optional_text("description", &draft.description, MESSAGE_MAX).unwrap_or_default()
    };
    let reference =
        if draft.reference.trim().is_empty() { String::new() } else { faults.line("reference", &draft.reference, REFERENCE_MAX) };
    let sender = draft.sender.as_ref().map(|s| sender(s, &mut faults));
    if draft.pick_up && sender.is_none() {
        faults.add("sender", Fault::Required);
    }
    let to: Vec<_> = draft.replacement_to.iter().cloned().collect();
    let replacement_to = if to.is_empty() { None } else { validate_recipients("replacement_to", &to, &mut faults).pop() };
    faults.or((
        Draft {
            serials: Vec::new(),
            items,
            reason: draft.reason,
            description,
            holds_data: draft.holds_data,
            customer_id: draft.customer_id.clone().filter(|id| !id.is_empty()),
            sender,
            pick_up: draft.pick_up,
            replacement_to,
            bought_from: draft.bought_from.clone().filter(|id| !id.is_empty()),
            reference,
            limited: draft.limited,
            severity: draft.severity,
            draft_id: draft.draft_id.clone(),
        },
        doubles,
    ))
}

fn sender(s: &Sender, faults: &mut Faults) -> Sender {
    let email = s.email.trim();
    if !email.is_empty() && Email::parse(email).is_err() {
        faults.add("sender.email", Fault::NotAnAddress);
    }
    Sender {
        name: faults.line("sender.name", &s.name, NAME_MAX),
        organisation: faults.optional_text("sender.organisation", &s.organisation, NAME_MAX).unwrap_or_default(),
        email: email.to_owned(),
        phone: faults.optional_text("sender.phone", &s.phone, 40).unwrap_or_default(),
        address: validate_address("sender.address", &s.address, faults),
    }
}

/// What lists call a return: its first device, and how many more there are.
#[must_use]
pub fn subject(items: &[(String, String)]) -> String {
    let Some((product, serial)) = items.first() else { return String::new() };
    let more = if items.len() > 1 { format!(" + {}", items.len() - 1) } else { String::new() };
    let name = if product.is_empty() { serial.clone() } else { format!("{product}, {serial}") };
    let short: String = name.chars().take(79).collect();
    let end = if short.len() < name.len() { "…" } else { "" };
    format!("{short}{end}{more}")
}
