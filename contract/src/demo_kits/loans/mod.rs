//! Loans: what is out, where and until when; a later day by request; pieces that are bought instead; what came back, by scan; and the next step
//! once the last day is over.
//!
//! A piece that was sent is owed until it is back or bought; what was in its box and did not come with it is owed until it comes or is let go.
//! When nothing is owed any more, the loan is closed. The last day moves by an agreed wish alone, and the first one stays in sight.

mod check_in;
pub mod list;
mod rules;
mod types;
mod wishes;

pub use check_in::{CheckIn, Counted, LackingPart, SCANNED_MAX, Sorted, sort, validate_check_in};
pub use list::{LoanFilter, LoanRow, Next, RowPiece};
pub use rules::{DUE_DAYS, Verb, can, days_left, next, stands, takes_back};
pub use types::*;
pub use wishes::{AnswerWish, AskKeep, AskLater, NameStep, TakeBackWish, validate_answer, validate_keep, validate_later, validate_step};
