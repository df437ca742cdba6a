//! An idea, a joint project, anything else: one text field, and the same owner, promise and honest decision as everything else.

pub use crate::requests::subject;

use crate::{
    requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX, RequestPage, Severity, Verdict},
    validate::{Fault, Faults},
};

/// Enquiries (`POST` submits one; lists go through `/api/v1/requests?kind=enquiry`).
pub const PATH: &str = "/api/v1/enquiries";
/// The portal's form.
pub const FORM: &str = "/enquiries/new";

/// One enquiry.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// The decision (`POST`, `Decide`).
#[must_use]
pub fn decision(id: &str) -> String {
    format!("{PATH}/{id}/decision")
}

wire! {
    /// What the form holds, and what is submitted. Only the text is needed.
    pub struct Draft {
        pub text: String,
        #[serde(default)]
        pub reference: String,
        #[serde(default)]
        pub limited: bool,
        #[serde(default)]
        pub severity: Severity,
        /// The server's draft, for its attachments; deleted with the submission.
        #[serde(default)]
        pub draft_id: Option<String>,
    }

    /// An enquiry's answer.
    pub struct Decide {
        pub verdict: Verdict,
        /// The answer; for a no: why.
        pub reason: String,
        /// For a no: what else is possible; empty with `no_alternative`.
        #[serde(default)]
        pub alternative: String,
        /// The plain word that there is no alternative.
        #[serde(default)]
        pub no_alternative: bool,
    }

    /// An enquiry's page.
    pub struct Enquiry {
        pub page: RequestPage,
        pub text: String,
    }
}

/// Checks a submission.
///
/// # Errors
/// The faults by field.
pub fn validate(draft: &Draft) -> Result<Draft, Faults> {
    let mut faults = Faults::new();
    let text = faults.text("text", &draft.text, MESSAGE_MAX);
    let reference =
        if draft.reference.trim().is_empty() { String::new() } else { faults.line("reference", &draft.reference, REFERENCE_MAX) };
    faults.or(Draft { text, reference, limited: draft.limited, severity: draft.severity, draft_id: draft.draft_id.clone() })
}

/// Checks an answer: a reason always; a no offers an alternative or says that there is none.
///
/// # Errors
/// The faults by field.
pub fn validate_decision(decide: &Decide) -> Result<Decide, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &decide.reason, REASON_MAX);
    let alternative = faults.optional_text("alternative", &decide.alternative, REASON_MAX).unwrap_or_default();
    match decide.verdict {
        Verdict::Declined => {
            if alternative.is_empty() && !decide.no_alternative {
                faults.add("alternative", Fault::Required);
            }
            if !alternative.is_empty() && decide.no_alternative {
                faults.add("alternative", Fault::MustBeEmpty);
            }
        }
        Verdict::Approved => {}
        Verdict::ApprovedWithChanges => faults.add("verdict", Fault::NotOffered),
    }
    faults.or(Decide { verdict: decide.verdict, reason, alternative, no_alternative: decide.no_alternative })
}
