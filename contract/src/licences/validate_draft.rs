use super::{
    Contact, Draft, Installation, Intent, NewKeyRecipient, Product, Whom,
    file::FILE_MAX,
    terms::needs,
    validate::{capacity, host, optional_line},
    validate_product::version,
};
use crate::{
    deliveries::{NAME_MAX, RECIPIENTS_MAX, WHY_MAX, reached},
    requests::{MESSAGE_MAX, REFERENCE_MAX},
    validate::{Fault, Faults},
};

/// Checks a draft for submission, against the installation it names (none: there is no such one) and the product it is of.
///
/// # Errors
/// The faults by field.
pub fn validate(draft: &Draft, installation: Option<&Installation>, product: Option<&Product>) -> Result<Draft, Faults> {
    let mut faults = Faults::new();
    let needs = needs(draft.intent);
    let installation = installation.filter(|_| needs.installation);
    if needs.installation && installation.is_none() {
        faults.add("installation_id", if draft.installation_id.is_none() { Fault::Required } else { Fault::Unknown });
    }
    if needs.product && product.is_none() {
        faults.add("product_id", if draft.product_id.is_none() { Fault::Required } else { Fault::Unknown });
    }
    if needs.customer && draft.customer_id.is_none() {
        faults.add("customer_id", Fault::Required);
    }
    edition(draft, needs.product, product, &mut faults);
    let wanted = version("version", &draft.version, &mut faults);
    if let (Some(product), Some(wanted)) = (product, &wanted)
        && product.rule_for(wanted).is_none()
    {
        faults.add("version", Fault::NotOffered);
    }
    let host = host("host", &draft.host, &mut faults);
    if needs.host && host.is_empty() {
        faults.add("host", Fault::Required);
    }
    let counted = draft.capacity.or_else(|| installation.and_then(|i| i.capacity));
    capacity("capacity", counted, product, &mut faults);
    if let Some(installation) = installation {
        difference(draft, installation, wanted.as_ref(), &host, &mut faults);
    }
    let rejected_key = if needs.rejected_key { rejected(&draft.rejected_key, &mut faults) } else { String::new() };
    let message = text("message", &draft.message, MESSAGE_MAX, needs.message, &mut faults);
    let clean = Draft {
        installation_id: draft.installation_id.clone().filter(|_| needs.installation),
        customer_id: draft.customer_id.clone().filter(|_| needs.product),
        product_id: draft.product_id.clone().filter(|_| needs.product),
        version: wanted.map_or_else(String::new, |v| v.to_string()),
        host,
        rejected_key,
        program_says: text("program_says", &draft.program_says, MESSAGE_MAX, false, &mut faults),
        message,
        recipients: recipients(draft, &mut faults),
        contact_at: contact(draft, &mut faults),
        reference: optional_line("reference", &draft.reference, REFERENCE_MAX, &mut faults),
        ..draft.clone()
    };
    faults.or(clean)
}

fn edition(draft: &Draft, needed: bool, product: Option<&Product>, faults: &mut Faults) {
    match (&draft.edition_id, product) {
        (None, _) if needed => faults.add("edition_id", Fault::Required),
        (Some(id), Some(product)) if !product.editions.iter().any(|e| e.id == *id) => faults.add("edition_id", Fault::Unknown),
        _ => {}
    }
}

/// Who upgrades, changes something; who moves, moves to another host.
fn difference(draft: &Draft, installation: &Installation, wanted: Option<&super::Version>, host: &str, faults: &mut Faults) {
    let same_edition = draft.edition_id.as_ref().is_none_or(|id| *id == installation.edition.id);
    let same_capacity = draft.capacity.is_none() || draft.capacity == installation.capacity;
    if draft.intent == Intent::Upgrade && wanted == Some(&installation.runs) && same_edition && same_capacity {
        faults.add("version", Fault::AsItIs);
    }
    if draft.intent == Intent::Move && installation.host.as_ref().is_some_and(|h| h.as_str().eq_ignore_ascii_case(host)) {
        faults.add("host", Fault::AsItIs);
    }
}

/// A key as it was received: whatever stands in it is what may be wrong with it.
fn rejected(key: &str, faults: &mut Faults) -> String {
    let key = key.trim();
    if key.is_empty() {
        faults.add("rejected_key", Fault::Required);
    } else if key.len() > FILE_MAX {
        faults.add("rejected_key", Fault::TooLong(FILE_MAX));
    }
    key.to_owned()
}

fn text(at: &str, text: &str, max: usize, needed: bool, faults: &mut Faults) -> String {
    if needed { faults.text(at, text, max) } else { faults.optional_text(at, text, max).unwrap_or_default() }
}

fn recipients(draft: &Draft, faults: &mut Faults) -> Vec<NewKeyRecipient> {
    if draft.recipients.is_empty() {
        faults.add("recipients", Fault::Required);
    }
    if draft.recipients.len() > RECIPIENTS_MAX {
        faults.add("recipients", Fault::TooMany(RECIPIENTS_MAX));
        return Vec::new();
    }
    let mut clean: Vec<NewKeyRecipient> = Vec::new();
    for (i, r) in draft.recipients.iter().enumerate() {
        let at = format!("recipients.{i}");
        if draft.never_customer && r.whom == Whom::Customer {
            faults.add(format!("{at}.whom"), Fault::NotOffered);
        }
        if r.whom == Whom::Requester && clean.iter().any(|other| other.whom == Whom::Requester) {
            faults.add(&at, Fault::Twice);
        }
        let email = r.email.trim();
        if !email.is_empty() && clean.iter().any(|other| other.email.eq_ignore_ascii_case(email)) {
            faults.add(format!("{at}.email"), Fault::Twice);
        }
        clean.push(recipient(&at, r, faults));
    }
    clean
}

/// One recipient, as they are named in a request or in a change of its recipients.
pub(super) fn recipient(at: &str, r: &NewKeyRecipient, faults: &mut Faults) -> NewKeyRecipient {
    if r.whom == Whom::Requester {
        // Their name and address are known.
        return NewKeyRecipient::requester(r.lang);
    }
    let (email, channel) = reached(at, &r.email, r.channel, faults);
    NewKeyRecipient {
        whom: r.whom,
        name: faults.line(format!("{at}.name"), &r.name, NAME_MAX),
        organisation: optional_line(&format!("{at}.organisation"), &r.organisation, NAME_MAX, faults),
        email,
        lang: r.lang,
        channel: Some(channel),
        why: faults.optional_text(format!("{at}.why"), &r.why, WHY_MAX).unwrap_or_default(),
    }
}

fn contact(draft: &Draft, faults: &mut Faults) -> String {
    match draft.contact {
        Contact::Thread => String::new(),
        Contact::CallBack | Contact::RemoteSession => faults.line("contact_at", &draft.contact_at, REFERENCE_MAX),
    }
}
