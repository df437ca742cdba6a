use super::{Draft, LINES_MAX, LOAN_DAYS_MAX, QUANTITY_MAX, Terms};
use crate::{
    civil::Date,
    deliveries::{validate_address, validate_recipients},
    requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX},
    validate::{Fault, Faults},
};

/// Checks a draft for submission. What needs the database (items, stock, customer) is checked by the server with the same kinds of faults.
///
/// # Errors
/// The faults by field.
pub fn validate(draft: &Draft, today: Date) -> Result<Draft, Faults> {
    let mut faults = Faults::new();
    lines(draft, &mut faults);
    let recipients = validate_recipients("recipients", &draft.recipients, &mut faults);
    if draft.event_on.is_some_and(|d| d < today) {
        faults.add("event_on", Fault::InThePast);
    }
    let mut return_on = None;
    let mut billing = None;
    let mut po_number = String::new();
    match draft.terms {
        Terms::Loan => {
            return_on = draft.return_on;
            loan(draft, today, &mut faults);
        }
        Terms::Purchase => {
            po_number = faults.line("po_number", &draft.po_number, REFERENCE_MAX);
            match &draft.billing {
                Some(a) => billing = Some(validate_address("billing", a, &mut faults)),
                None => faults.add("billing", Fault::Required),
            }
        }
    }
    let purpose = faults.text("purpose", &draft.purpose, REASON_MAX);
    let adaptation = faults.optional_text("adaptation", &draft.adaptation, MESSAGE_MAX).unwrap_or_default();
    let reference =
        if draft.reference.trim().is_empty() { String::new() } else { faults.line("reference", &draft.reference, REFERENCE_MAX) };
    let clean = Draft {
        lines: draft.lines.clone(),
        purpose,
        adaptation,
        customer_id: draft.customer_id.clone().filter(|c| !c.is_empty()),
        event_on: draft.event_on,
        terms: draft.terms,
        return_on,
        po_number,
        billing,
        reference,
        limited: draft.limited,
        severity: draft.severity,
        recipients,
        draft_id: draft.draft_id.clone(),
    };
    faults.or(clean)
}

fn lines(draft: &Draft, faults: &mut Faults) {
    if draft.lines.is_empty() {
        faults.add("lines", Fault::Required);
    }
    if draft.lines.len() > LINES_MAX {
        faults.add("lines", Fault::TooMany(LINES_MAX));
    }
    for (i, line) in draft.lines.iter().take(LINES_MAX).enumerate() {
        faults.within(format!("lines.{i}.quantity"), line.quantity, 1, QUANTITY_MAX);
        if line.recipient >= draft.recipients.len().max(1) {
            faults.add(format!("lines.{i}.recipient"), Fault::NoSuchRecipient);
        }
        if line.variant_id.is_empty() {
            faults.add(format!("lines.{i}.variant_id"), Fault::Required);
        }
    }
    for i in 0..draft.recipients.len() {
        // A recipient to whom nothing goes would wait for ever.
        if !draft.lines.is_empty() && !draft.lines.iter().any(|l| l.recipient == i) {
            faults.add(format!("recipients.{i}"), Fault::NothingForThem);
        }
    }
}

fn loan(draft: &Draft, today: Date, faults: &mut Faults) {
    let Some(until) = draft.return_on else {
        faults.add("return_on", Fault::Required);
        return;
    };
    if until <= today {
        faults.add("return_on", Fault::InThePast);
    } else if draft.event_on.is_some_and(|event| until < event) {
        faults.add("return_on", Fault::EndsBeforeStart);
    } else if until.days() - today.days() > LOAN_DAYS_MAX {
        faults.add("return_on", Fault::TooFar(LOAN_DAYS_MAX));
    }
}
