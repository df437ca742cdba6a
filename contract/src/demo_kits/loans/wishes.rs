//! What a partner wishes of a loan, and its answer: a no has its reason and an alternative, another day has its reason.

use super::{
    Counted, Loan, Whereabouts, Wish, WishKind,
    check_in::{SCANNED_MAX, counted, scanned},
};
use crate::{
    civil::Date,
    demo_kits::LOAN_DAYS_MAX,
    ids::Id,
    requests::{REASON_MAX, Verdict},
    validate::{Fault, Faults},
};

wire! {
    /// The wish for a later last day.
    pub struct AskLater {
        #[serde(default)]
        pub return_on: Option<Date>,
        #[serde(default)]
        pub reason: String,
    }

    /// The wish to keep pieces, at the price that is said beside them.
    pub struct AskKeep {
        #[serde(default)]
        pub serials: Vec<String>,
        /// Pieces without a serial number.
        #[serde(default)]
        pub counted: Vec<Counted>,
        /// May be left out.
        #[serde(default)]
        pub reason: String,
    }

    /// The partner does not wish it any more.
    pub struct TakeBackWish {
        /// Which one: whoever means an older one than is open is told so.
        pub wish_id: Id,
    }

    /// The answer to a wish.
    pub struct AnswerWish {
        /// Which one: whoever answers an older one than is open is told so.
        pub wish_id: Id,
        pub verdict: Verdict,
        /// Agreed with changes: another day.
        #[serde(default)]
        pub return_on: Option<Date>,
        /// Needed unless agreed as wished.
        #[serde(default)]
        pub reason: String,
        /// A no: what else is possible.
        #[serde(default)]
        pub alternative: String,
        /// A no: the plain word that there is no alternative.
        #[serde(default)]
        pub no_alternative: bool,
    }

    /// The next step with a loan that is overdue.
    pub struct NameStep {
        #[serde(default)]
        pub text: String,
        /// When it is looked at again.
        #[serde(default)]
        pub look_on: Option<Date>,
    }
}

/// Checks the wish for a later day: after the present one, and within a year.
///
/// # Errors
/// The faults by field.
pub fn validate_later(ask: &AskLater, last: Option<Date>, today: Date) -> Result<AskLater, Faults> {
    let mut faults = Faults::new();
    later("return_on", ask.return_on, last, today, &mut faults);
    let reason = faults.text("reason", &ask.reason, REASON_MAX);
    faults.or(AskLater { return_on: ask.return_on, reason })
}

fn later(field: &str, day: Option<Date>, last: Option<Date>, today: Date, faults: &mut Faults) {
    match (day, last) {
        (None, _) => faults.add(field, Fault::Required),
        (Some(day), _) if day <= today => faults.add(field, Fault::InThePast),
        (Some(day), Some(last)) if day <= last => faults.add(field, Fault::Earliest(last.plus_days(1))),
        (Some(day), _) if day.days() - today.days() > LOAN_DAYS_MAX => faults.add(field, Fault::TooFar(LOAN_DAYS_MAX)),
        _ => {}
    }
}

/// Checks the wish to keep pieces: they are out. Whether they are for sale, the server knows.
///
/// # Errors
/// The faults by field.
pub fn validate_keep(ask: &AskKeep, loan: &Loan) -> Result<AskKeep, Faults> {
    let mut faults = Faults::new();
    if ask.serials.is_empty() && ask.counted.is_empty() {
        faults.add("serials", Fault::Required);
    }
    if ask.serials.len() > SCANNED_MAX || ask.counted.len() > SCANNED_MAX {
        faults.add("serials", Fault::TooMany(SCANNED_MAX));
        return Err(faults);
    }
    let serials = scanned("serials", &ask.serials, &mut faults);
    for (i, serial) in serials.iter().enumerate() {
        let out = |line: &super::Lent| line.devices.iter().any(|d| d.serial == *serial && d.whereabouts == Whereabouts::Out);
        if !loan.lent.iter().any(out) {
            faults.add(format!("serials.{i}"), Fault::Unknown);
        }
    }
    counted("counted", &ask.counted, loan, &mut faults);
    let reason = faults.optional_text("reason", &ask.reason, REASON_MAX).unwrap_or_default();
    faults.or(AskKeep { serials, counted: ask.counted.clone(), reason })
}

/// Checks an answer. The day that was wished may be over by now: then it takes another one, or a no.
///
/// # Errors
/// The faults by field.
pub fn validate_answer(answer: &AnswerWish, wish: &Wish, today: Date) -> Result<AnswerWish, Faults> {
    let mut faults = Faults::new();
    let mut clean = answer.clone();
    clean.reason = match answer.verdict {
        Verdict::Approved => faults.optional_text("reason", &answer.reason, REASON_MAX).unwrap_or_default(),
        _ => faults.text("reason", &answer.reason, REASON_MAX),
    };
    clean.alternative = faults.optional_text("alternative", &answer.alternative, REASON_MAX).unwrap_or_default();
    clean.return_on = match (answer.verdict, wish.kind) {
        (Verdict::Approved, WishKind::Later) => wish.wanted_on,
        (Verdict::ApprovedWithChanges, WishKind::Later) => answer.return_on,
        _ => None,
    };
    match answer.verdict {
        Verdict::ApprovedWithChanges if wish.kind == WishKind::Keep => faults.add("verdict", Fault::NotOffered),
        Verdict::ApprovedWithChanges if clean.return_on.is_some() && clean.return_on == wish.wanted_on => {
            faults.add("return_on", Fault::NoDifference);
        }
        Verdict::Declined if clean.alternative.is_empty() && !answer.no_alternative => faults.add("alternative", Fault::Required),
        Verdict::Declined if !clean.alternative.is_empty() && answer.no_alternative => faults.add("alternative", Fault::MustBeEmpty),
        _ => {}
    }
    if answer.verdict != Verdict::Declined {
        clean.alternative.clear();
        if wish.kind == WishKind::Later {
            later("return_on", clean.return_on, wish.before_on, today, &mut faults);
        }
    }
    faults.or(clean)
}

/// Checks a named step: what is done, and when it is looked at again, within a month.
///
/// # Errors
/// The faults by field.
pub fn validate_step(step: &NameStep, today: Date) -> Result<NameStep, Faults> {
    const MONTH: i64 = 31;
    let mut faults = Faults::new();
    let text = faults.text("text", &step.text, REASON_MAX);
    match step.look_on {
        None => faults.add("look_on", Fault::Required),
        Some(day) if day <= today => faults.add("look_on", Fault::InThePast),
        Some(day) if day.days() - today.days() > MONTH => faults.add("look_on", Fault::TooFar(MONTH)),
        _ => {}
    }
    faults.or(NameStep { text, look_on: step.look_on })
}
