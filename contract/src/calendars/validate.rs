use super::{
    CLOSED_DAYS_MAX, CLOSED_MAX, CLOSED_NAME_MAX, ClosedDays, DAY, EditCalendar, EditPolicies, PROMISE_MAX, Policy, SPANS_MAX, Span,
    TIERS_MAX, hours_text,
};
use crate::{
    people::tier,
    requests::{Kind, PromiseKind, Severity},
    validate::{Fault, Faults},
};

/// The longest name of a zone.
const ZONE_MAX: usize = 64;

/// Checks a calendar, as far as it can be done without knowing zones: whether there is such a zone, and whether a promise would ever be due, the
/// server knows.
///
/// # Errors
/// The faults by field.
pub fn validate_calendar(edit: &EditCalendar) -> Result<EditCalendar, Faults> {
    let mut faults = Faults::new();
    let zone = faults.line("zone", &edit.zone, ZONE_MAX);
    if edit.week.len() != 7 {
        faults.add("week", Fault::NotHours);
    }
    let week: Vec<Vec<Span>> = edit.week.iter().enumerate().map(|(day, spans)| self::spans(day, spans, &mut faults)).collect();
    if faults.is_empty() && week.iter().all(Vec::is_empty) {
        faults.add("week", Fault::NeverOpen);
    }
    if edit.closed.len() > CLOSED_MAX {
        faults.add("closed", Fault::TooMany(CLOSED_MAX));
    }
    let closed = edit.closed.iter().enumerate().map(|(n, days)| self::closed(n, days, &mut faults)).collect();
    let mut regions = edit.regions.clone();
    regions.sort_unstable();
    regions.dedup();
    let mut worked = edit.worked.clone();
    worked.sort_unstable();
    worked.dedup();
    faults.or(EditCalendar { zone, week, regions, worked, closed })
}

/// The spans of a day, in their order.
fn spans(day: usize, spans: &[Span], faults: &mut Faults) -> Vec<Span> {
    let field = format!("week.{day}");
    if spans.len() > SPANS_MAX {
        faults.add(&field, Fault::TooMany(SPANS_MAX));
    }
    let mut sorted = spans.to_vec();
    sorted.sort_by_key(|span| (span.from, span.until));
    if sorted.iter().any(|span| !(0..=DAY).contains(&span.from) || !(0..=DAY).contains(&span.until)) {
        faults.add(&field, Fault::NotHours);
    } else if sorted.iter().any(|span| span.until <= span.from) {
        faults.add(&field, Fault::EndsFirst);
    } else if let Some(pair) = sorted.windows(2).find(|pair| pair[1].from < pair[0].until) {
        faults.add(&field, Fault::Overlaps(hours_text(&pair[..1])));
    }
    sorted
}

fn closed(n: usize, days: &ClosedDays, faults: &mut Faults) -> ClosedDays {
    let name = faults.line(format!("closed.{n}.name"), &days.name, CLOSED_NAME_MAX);
    let length = days.until.days() - days.from.days();
    if length < 0 {
        faults.add(format!("closed.{n}.until"), Fault::EndsFirst);
    } else if length >= CLOSED_DAYS_MAX {
        faults.add(format!("closed.{n}.until"), Fault::TooManyDays(CLOSED_DAYS_MAX));
    }
    ClosedDays { name, ..days.clone() }
}

/// Checks policies: each kind has one for everybody, none is there twice, and each promises something, not in a century, and not later than a
/// lower severity of the same kind and tier.
///
/// # Errors
/// The faults by field (`policies.0.decision`).
pub fn validate_policies(edit: &EditPolicies) -> Result<EditPolicies, Faults> {
    let mut faults = Faults::new();
    let mut checked: Vec<Policy> = Vec::new();
    for (n, policy) in edit.policies.iter().enumerate() {
        let tier = tier(&format!("policies.{n}.tier"), &policy.tier, &mut faults).unwrap_or_default();
        if checked.iter().any(|known| known.kind == policy.kind && known.severity == policy.severity && known.tier == tier) {
            faults.add(format!("policies.{n}.tier"), Fault::Twice);
        }
        promises(&format!("policies.{n}."), policy, &mut faults);
        checked.push(Policy { tier, ..policy.clone() });
    }
    for (n, policy) in checked.iter().enumerate() {
        no_later(n, policy, &checked, &mut faults);
    }
    for kind in Kind::ALL {
        if !checked.iter().any(|policy| policy.kind == *kind && policy.severity == Severity::Normal && policy.tier.is_empty()) {
            faults.add("policies", Fault::Required);
        }
    }
    let most = Kind::ALL.len() * Severity::ALL.len() * (TIERS_MAX + 1);
    if checked.len() > most {
        faults.add("policies", Fault::TooMany(most));
    }
    checked.sort_by(|a, b| (a.kind, &a.tier, a.severity).cmp(&(b.kind, &b.tier, b.severity)));
    faults.or(EditPolicies { policies: checked })
}

/// What is more severe is not promised later than what is less so, for the same kind and tier.
fn no_later(n: usize, policy: &Policy, all: &[Policy], faults: &mut Faults) {
    let lower = all.iter().filter(|row| row.kind == policy.kind && row.tier == policy.tier && row.severity < policy.severity);
    let lower: Vec<_> = lower.collect();
    for (field, promise) in [("answer", PromiseKind::Answer), ("decision", PromiseKind::Decision), ("fulfilment", PromiseKind::Fulfilment)]
    {
        let soonest =
            lower.iter().min_by_key(|row| row.minutes(promise)).filter(|row| (1..policy.minutes(promise)).contains(&row.minutes(promise)));
        if let Some(row) = soonest {
            faults.add(format!("policies.{n}.{field}"), Fault::LaterThan(row.severity.word(), row.minutes(promise)));
        }
    }
}

/// Each promise of a policy is a time, and not too long.
pub fn promises(before: &str, policy: &Policy, faults: &mut Faults) {
    for (field, minutes) in [("answer", policy.answer), ("decision", policy.decision), ("fulfilment", policy.fulfilment)] {
        let field = [before, field].concat();
        if minutes < 1 {
            faults.add(field, Fault::NoTime);
        } else if minutes > PROMISE_MAX {
            faults.add(field, Fault::TooLongATime(PROMISE_MAX / 60));
        }
    }
}
