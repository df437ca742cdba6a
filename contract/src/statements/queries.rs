//! A query: what does not add up, asked of the vendor. It holds the lines that it names until it is answered.

use super::{Account, NewPosting, Posting, TEXT_MAX, validate_posting};
use crate::civil::Date;
use crate::ids::Id;
use crate::requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX, RequestPage, Severity};
use crate::validate::{Fault, Faults};

/// The most lines of one query.
pub const QUERY_LINES: usize = 1_000;

words! {
    /// How a query was answered.
    Outcome {
        /// The vendor was wrong: something is posted.
        Correction = "correction",
        /// It is right as it is, and this is why.
        Explanation = "explanation",
        /// No, with a reason.
        No = "no",
    }
}

wire! {
    /// What is asked.
    pub struct Query {
        pub account_id: Id,
        pub posting_ids: Vec<Id>,
        pub text: String,
        #[serde(default)]
        pub reference: String,
        #[serde(default)]
        pub severity: Severity,
        /// It is about something that stands in no line of the ledger, as its text says: then it needs none.
        #[serde(default)]
        pub beyond: bool,
    }

    /// What is answered.
    pub struct AnswerQuery {
        pub outcome: Outcome,
        /// The explanation, or the reason.
        pub reason: String,
        /// Of a no: what else is possible; empty with `no_alternative`.
        #[serde(default)]
        pub alternative: String,
        /// The plain word that there is none.
        #[serde(default)]
        pub no_alternative: bool,
        /// What is posted, if it is a correction.
        #[serde(default)]
        pub posting: Option<NewPosting>,
    }

    /// A query's page.
    pub struct StatementQuery {
        pub page: RequestPage,
        pub account: Account,
        pub text: String,
        /// The lines that it asks about, as they are now.
        pub postings: Vec<Posting>,
        pub outcome: Option<Outcome>,
        /// What its answer posted.
        pub posted: Option<Posting>,
        /// The last day on which the bank takes back the first of its debits that it still takes back.
        pub refundable_until: Option<Date>,
    }
}

/// A query without faults.
///
/// # Errors
/// The faults by field.
pub fn validate_query(query: &Query) -> Result<Query, Faults> {
    let mut faults = Faults::new();
    match query.posting_ids.len() {
        0 if !query.beyond => faults.add("posting_ids", Fault::Required),
        n if n > QUERY_LINES => faults.add("posting_ids", Fault::TooMany(QUERY_LINES)),
        _ => {}
    }
    let mut seen = std::collections::HashSet::new();
    if query.posting_ids.iter().any(|id| !seen.insert(id)) {
        faults.add("posting_ids", Fault::Twice);
    }
    let text = faults.text("text", &query.text, MESSAGE_MAX);
    let reference =
        if query.reference.trim().is_empty() { String::new() } else { faults.line("reference", &query.reference, REFERENCE_MAX) };
    faults.or(Query { text, reference, ..query.clone() })
}

/// An answer without faults: always a reason; a no offers an alternative or says that there is none; a correction has its posting.
///
/// # Errors
/// The faults by field.
pub fn validate_answer(answer: &AnswerQuery, opened_on: Date) -> Result<AnswerQuery, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &answer.reason, REASON_MAX.min(TEXT_MAX));
    let alternative = faults.optional_text("alternative", &answer.alternative, REASON_MAX).unwrap_or_default();
    let offers = !alternative.is_empty();
    match (answer.outcome, offers, answer.no_alternative) {
        (Outcome::No, false, false) => faults.add("alternative", Fault::Required),
        (Outcome::No, true, true) => faults.add("alternative", Fault::MustBeEmpty),
        (Outcome::Correction | Outcome::Explanation, true, _) => faults.add("alternative", Fault::MustBeEmpty),
        _ => {}
    }
    let posting = match (&answer.posting, answer.outcome) {
        (None, Outcome::Correction) => {
            faults.add("posting", Fault::Required);
            None
        }
        (Some(posting), Outcome::Correction) => match validate_posting(posting, opened_on) {
            Ok(posting) => Some(posting),
            Err(found) => {
                found.iter().for_each(|(field, all)| all.iter().for_each(|fault| faults.add(format!("posting.{field}"), fault.clone())));
                None
            }
        },
        (Some(_), _) => {
            faults.add("posting", Fault::MustBeEmpty);
            None
        }
        (None, _) => None,
    };
    faults.or(AnswerQuery { outcome: answer.outcome, reason, alternative, no_alternative: answer.no_alternative, posting })
}
