use super::{Decide, DemoKit, LINES_MAX, LOAN_DAYS_MAX, PRICE_MAX, QUANTITY_MAX, Terms};
use crate::{
    civil::Date,
    requests::{REASON_MAX, Verdict},
    validate::{Fault, Faults},
};

/// Checks a decision against what was asked: reasons, alternatives, a real difference, a quote for a purchase.
///
/// # Errors
/// The faults by field.
pub fn validate_decision(decide: &Decide, kit: &DemoKit, today: Date) -> Result<Decide, Faults> {
    let mut faults = Faults::new();
    let mut clean = decide.clone();
    clean.alternative = faults.optional_text("alternative", &decide.alternative, REASON_MAX).unwrap_or_default();
    clean.reason = match decide.verdict {
        Verdict::Approved => faults.optional_text("reason", &decide.reason, REASON_MAX).unwrap_or_default(),
        _ => faults.text("reason", &decide.reason, REASON_MAX),
    };
    match decide.verdict {
        Verdict::Approved => {
            clean.lines.clear();
            clean.return_on = None;
        }
        Verdict::ApprovedWithChanges => changes(decide, kit, &mut faults),
        Verdict::Declined => {
            clean.lines.clear();
            if clean.alternative.is_empty() && !decide.no_alternative {
                faults.add("alternative", Fault::Required);
            }
            if !clean.alternative.is_empty() && decide.no_alternative {
                faults.add("alternative", Fault::MustBeEmpty);
            }
        }
    }
    if kit.terms == Terms::Loan && decide.verdict != Verdict::Declined {
        last_day(decide, kit, today, &mut faults);
    }
    if kit.terms == Terms::Purchase && decide.verdict != Verdict::Declined {
        quote(decide, today, &mut faults);
    } else {
        clean.quote = None;
    }
    faults.or(clean)
}

fn changes(decide: &Decide, kit: &DemoKit, faults: &mut Faults) {
    if decide.lines.len() > LINES_MAX {
        faults.add("lines", Fault::TooMany(LINES_MAX));
        return;
    }
    for (i, line) in decide.lines.iter().enumerate() {
        if !kit.lines.iter().any(|l| l.id == line.line_id) {
            faults.add(format!("lines.{i}.line_id"), Fault::Unknown);
        }
        if decide.lines[..i].iter().any(|l| l.line_id == line.line_id) {
            faults.add(format!("lines.{i}.line_id"), Fault::Twice);
        }
        faults.within(format!("lines.{i}.quantity"), line.quantity, 0, QUANTITY_MAX);
    }
    let same_lines = kit
        .lines
        .iter()
        .all(|l| decide.lines.iter().find(|d| d.line_id == l.id).is_none_or(|d| d.quantity == l.quantity && d.variant_id == l.variant_id));
    let same_date = kit.terms == Terms::Purchase || decide.return_on.is_none_or(|d| Some(d) == kit.return_on);
    if same_lines && same_date {
        faults.add("lines", Fault::NoDifference);
    }
    let none_left = kit.lines.iter().all(|l| decide.lines.iter().any(|d| d.line_id == l.id && d.quantity == 0));
    if none_left {
        faults.add("lines", Fault::Required);
    }
    if kit.terms == Terms::Purchase && decide.return_on.is_some() {
        // What is bought does not come back.
        faults.add("return_on", Fault::NotOffered);
    }
}

/// A loan that has ended before it begins can't be approved: another day is needed.
fn last_day(decide: &Decide, kit: &DemoKit, today: Date, faults: &mut Faults) {
    let Some(last) = decide.return_on.filter(|_| decide.verdict == Verdict::ApprovedWithChanges).or(kit.return_on) else { return };
    if last <= today {
        faults.add("return_on", Fault::InThePast);
    } else if last.days() - today.days() > LOAN_DAYS_MAX {
        faults.add("return_on", Fault::TooFar(LOAN_DAYS_MAX));
    }
}

fn quote(decide: &Decide, today: Date, faults: &mut Faults) {
    let Some(quote) = &decide.quote else {
        faults.add("quote", Fault::Required);
        return;
    };
    faults.amount("quote.shipping_minor", quote.shipping_minor, PRICE_MAX);
    faults.amount("quote.vat_rate", quote.vat_rate, 10_000);
    if quote.valid_until < today {
        faults.add("quote.valid_until", Fault::InThePast);
    }
}
