//! What often helps before a device is sent back: a few short steps of its product, and what was answered to them. Nobody has to answer.
//!
//! An answer carries the sentence as it was asked. So a list that changes later changes nothing of the past, and a form that waited without a
//! network while the list changed is taken as it is.

use crate::{
    lang::{Bilingual, Lang},
    validate::{Fault, Faults},
};

/// The most steps of a product, and answers of a device.
pub const STEPS_MAX: usize = 8;
/// The longest sentence of a step.
pub const STEP_MAX: usize = 160;

words! {
    /// What came of a step.
    Tried {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It was not tried.
        NotTried = "not_tried",
    }
}

wire! {
    /// A step as it was asked, and what was answered.
    #[derive(Eq)]
    pub struct Answered {
        pub question: String,
        pub answer: Tried,
    }
}

/// A step in a language; in German where it has no English.
#[must_use]
pub fn step(step: &Bilingual, lang: Lang) -> &str {
    let text = step.get(lang);
    if text.is_empty() { &step.de } else { text }
}

fn is(step: &Bilingual, question: &str) -> bool {
    step.de == question || (!step.en.is_empty() && step.en == question)
}

/// Checks a product's steps: few, short, of one line each, in German; English may be missing.
pub fn validate_steps(field: &str, steps: &[Bilingual], faults: &mut Faults) -> Vec<Bilingual> {
    if steps.len() > STEPS_MAX {
        faults.add(field, Fault::TooMany(STEPS_MAX));
    }
    let mut clean: Vec<Bilingual> = Vec::new();
    for (i, step) in steps.iter().take(STEPS_MAX).enumerate() {
        let de = faults.line(format!("{field}.{i}.de"), &step.de, STEP_MAX);
        let en = if step.en.trim().is_empty() { String::new() } else { faults.line(format!("{field}.{i}.en"), &step.en, STEP_MAX) };
        // What was answered is found by its sentence.
        for (code, text) in [("de", &de), ("en", &en)] {
            if !text.is_empty() && clean.iter().any(|earlier| is(earlier, text)) {
                faults.add(format!("{field}.{i}.{code}"), Fault::Twice);
            }
        }
        clean.push(Bilingual { de, en });
    }
    clean
}

/// Checks what was answered: as few and as short as steps are. Whether the product still asks so is not asked.
pub fn validate_answers(field: &str, answers: &[Answered], faults: &mut Faults) -> Vec<Answered> {
    if answers.len() > STEPS_MAX {
        faults.add(field, Fault::TooMany(STEPS_MAX));
    }
    let check = |(i, answered): (usize, &Answered)| Answered {
        question: faults.line(format!("{field}.{i}.question"), &answered.question, STEP_MAX),
        answer: answered.answer,
    };
    answers.iter().take(STEPS_MAX).enumerate().map(check).collect()
}

/// What stands in a form: the steps that the product has now, with what was answered to them in either language; then what was answered to
/// steps that it no longer has.
#[must_use]
pub fn asked(steps: &[Bilingual], given: &[Answered], lang: Lang) -> Vec<Answered> {
    let mut all = Vec::new();
    for of_now in steps {
        let known = given.iter().find(|given| is(of_now, &given.question));
        all.push(Answered { question: step(of_now, lang).to_owned(), answer: known.map_or(Tried::NotTried, |known| known.answer) });
    }
    let gone = |given: &&Answered| given.answer != Tried::NotTried && !steps.iter().any(|step| is(step, &given.question));
    all.extend(given.iter().filter(gone).cloned());
    all
}

/// What is sent of that: nothing while nobody has touched it, else all of it; of more than fit, what was tried.
#[must_use]
pub fn told(asked: &[Answered]) -> Vec<Answered> {
    let tried = |answered: &&Answered| answered.answer != Tried::NotTried;
    if asked.len() > STEPS_MAX || !asked.iter().any(|answered| tried(&answered)) {
        return asked.iter().filter(tried).cloned().collect();
    }
    asked.to_vec()
}
