//! The spine of all kinds of requests: number, owner, promise, thread, decision, and who has the ball.
//!
//! ```text
//!            ask             answer or object
//! submitted ─────▶ question ──────────────────▶ submitted
//!     │
//!     ├─ approve ───────────────────────▶ approved ── ship ──▶ shipped ── received ──▶ closed
//!     ├─ approve with changes, quote ───▶ offered                │ (loan)
//!     │                accept ─▶ approved ; withdraw ─▶ withdrawn └─▶ on_loan ─▶ return_due ─▶ closed
//!     └─ decline ─▶ declined ── second look (once) ──▶ submitted, with another owner
//! ```
//!
//! An enquiry has nothing to ship: approved, it closes with the answer. A loan that is out is approved once more while the vendor owes the answer
//! to what the partner wishes of it ([`rules::is_wished`]); then it is on loan again, return due, or closed.

pub mod escalations;
mod figures;
pub mod groups;
pub mod paths;
mod query;
mod reply;
pub mod rules;
mod severity;
mod subject;
pub mod team;
mod thread;
mod types;
pub mod unread;
pub mod views;

pub use escalations::{AnswerEscalation, Escalate, Escalated, Escalation, Level};
pub use figures::{Figure, month, month_word, months_later};
pub use groups::Grouping;
pub use query::{RequestQuery, Sort};
pub use reply::own_words;
pub use severity::{moved_by_severity, validate_severity};
pub use subject::subject;
pub use thread::*;
pub use types::*;
