use super::{AskConsent, ContactOutcome, DecideKey, RecipientChange, Revoke, validate_draft::recipient};
use crate::{
    civil::Date,
    ids::Id,
    requests::{MESSAGE_MAX, REASON_MAX, Verdict},
    validate::{Fault, Faults},
};

/// Checks a decision: a no has its reason and an alternative, or the word that there is none; a yes names a day that is not over.
///
/// # Errors
/// The faults by field.
pub fn validate_decision(decide: &DecideKey, today: Date) -> Result<DecideKey, Faults> {
    let mut faults = Faults::new();
    let declined = decide.verdict == Verdict::Declined;
    let reason = if declined {
        faults.text("reason", &decide.reason, REASON_MAX)
    } else {
        faults.optional_text("reason", &decide.reason, REASON_MAX).unwrap_or_default()
    };
    let alternative = faults.optional_text("alternative", &decide.alternative, REASON_MAX).unwrap_or_default();
    if decide.verdict == Verdict::ApprovedWithChanges {
        // What is not as asked for is asked for anew: a key for something else is of no use.
        faults.add("verdict", Fault::NotOffered);
    }
    if declined && alternative.is_empty() && !decide.no_alternative {
        faults.add("alternative", Fault::Required);
    }
    if !alternative.is_empty() && (decide.no_alternative || !declined) {
        faults.add("alternative", Fault::MustBeEmpty);
    }
    if !declined && decide.valid_until.is_some_and(|day| day < today) {
        faults.add("valid_until", Fault::InThePast);
    }
    let valid_until = decide.valid_until.filter(|_| !declined);
    faults.or(DecideKey { verdict: decide.verdict, reason, alternative, no_alternative: decide.no_alternative, valid_until })
}

/// Checks a change of the recipients. `pinned` are those of now.
///
/// # Errors
/// The faults by field.
pub fn validate_consent(ask: &AskConsent, pinned: &[Id]) -> Result<AskConsent, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &ask.reason, REASON_MAX);
    let mut clean = AskConsent { change: ask.change, recipient_id: None, recipient: None, reason };
    match ask.change {
        RecipientChange::Added => match &ask.recipient {
            None => faults.add("recipient", Fault::Required),
            Some(new) => clean.recipient = Some(recipient("recipient", new, &mut faults)),
        },
        RecipientChange::LeftOut => match &ask.recipient_id {
            None => faults.add("recipient_id", Fault::Required),
            Some(id) if !pinned.contains(id) => faults.add("recipient_id", Fault::NoSuchRecipient),
            Some(id) => clean.recipient_id = Some(id.clone()),
        },
    }
    faults.or(clean)
}

/// Checks what came of a call or a session.
///
/// # Errors
/// The fault of the text.
pub fn validate_outcome(outcome: &ContactOutcome) -> Result<ContactOutcome, Faults> {
    let mut faults = Faults::new();
    let outcome = faults.text("outcome", &outcome.outcome, MESSAGE_MAX);
    faults.or(ContactOutcome { outcome })
}

/// Checks the reason for which a key is taken back.
///
/// # Errors
/// The fault of the reason.
pub fn validate_revocation(revoke: &Revoke) -> Result<Revoke, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &revoke.reason, REASON_MAX);
    faults.or(Revoke { key_id: revoke.key_id.clone(), reason })
}
