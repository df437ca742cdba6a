use super::{super::Return, DistributorAnswer, Refer, TakeBack, pictures};
use crate::{
    civil::Date,
    requests::REASON_MAX,
    validate::{Fault, Faults},
};

/// Days in which a distributor answers, before somebody is reminded.
pub const ANSWER_DAYS: i64 = 2;
/// The most days in which a distributor does it.
pub const DONE_DAYS_MAX: i64 = 90;
/// The most pictures that go out.
pub const SHARED_FILES_MAX: usize = 10;

/// Checks what is to go out; who the person is, is the server's to know.
///
/// # Errors
/// The faults by field.
pub fn validate_referral(refer: &Refer, thing: &Return) -> Result<Refer, Faults> {
    let mut faults = Faults::new();
    if refer.person_id.is_empty() {
        faults.add("person_id", Fault::Required);
    }
    let note = faults.optional_text("note", &refer.note, REASON_MAX).unwrap_or_default();
    if refer.file_ids.len() > SHARED_FILES_MAX {
        faults.add("file_ids", Fault::TooMany(SHARED_FILES_MAX));
    } else {
        for (i, id) in refer.file_ids.iter().enumerate() {
            if !pictures(thing).any(|file| &file.id == id) {
                faults.add(format!("file_ids.{i}"), Fault::Unknown);
            } else if refer.file_ids[..i].contains(id) {
                faults.add(format!("file_ids.{i}"), Fault::Twice);
            }
        }
    }
    if refer.with_recipient && thing.recipients.is_empty() {
        faults.add("with_recipient", Fault::NoSuchRecipient);
    }
    faults.or(Refer { note, ..refer.clone() })
}

/// Checks why it is taken back: the distributor and the partner read it.
///
/// # Errors
/// The fault at `reason`.
pub fn validate_take_back(back: &TakeBack) -> Result<TakeBack, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &back.reason, REASON_MAX);
    faults.or(TakeBack { reason })
}

/// Checks a distributor's answer: a yes has a day, a no its reason, and what is missing is said.
///
/// # Errors
/// The faults by field.
pub fn validate_distributor_answer(said: &DistributorAnswer, today: Date) -> Result<DistributorAnswer, Faults> {
    let mut faults = Faults::new();
    let Some(answer) = said.answer else {
        faults.add("answer", Fault::Required);
        return Err(faults);
    };
    let mut clean = said.clone();
    if answer.is_yes() {
        match said.by {
            None => faults.add("by", Fault::Required),
            Some(day) if day < today => faults.add("by", Fault::InThePast),
            Some(day) if day.days() - today.days() > DONE_DAYS_MAX => faults.add("by", Fault::TooFar(DONE_DAYS_MAX)),
            Some(_) => {}
        }
        clean.text = faults.optional_text("text", &said.text, REASON_MAX).unwrap_or_default();
    } else {
        clean.by = None;
        clean.text = faults.text("text", &said.text, REASON_MAX);
    }
    faults.or(clean)
}
