//! The partner's own bank file beside the vendor's ledger: what the vendor says it debited, and what the partner's bank says.
//!
//! ```text
//! files of the partner's bank ── Gathered::add() ──▶ lines of their account ─┐
//! the vendor's ledger ────────── Ask::of() ────────▶ movements of money ─────┴─▶ compare() ──▶ what agrees, and what does not
//! ```
//!
//! It runs where the file is, in the partner's browser: nothing of it has to be sent to be compared.
//!
//! # What is compared
//! Movements of money alone: debits and transfers against what left the account, refunds and returned debits against what came back. A bank's fee
//! is a line of the vendor's books only, and invoices are no movements. What the partner's bank has not booked (PDNG, INFO) is counted, and
//! pairs with nothing. A line of the ledger outside of the days that the files cover is not missed.
//!
//! # What belongs together
//! One line to one line, by the strongest that both have in common: the end-to-end id; the invoices that both name; mandate and amount;
//! amount and day. Texts that name different invoices speak against the last two. Money whose receiver is known to be somebody else is not paired by its amount. Where one line is the sum of several under
//! the same id, the same invoices or the same mandate and day, it is those together. Where several fit and nothing tells them apart, none
//! is chosen: "one of these" ([`Comparison::OneOf`]).
//!
//! A line that is left over is a difference if it is about the vendor: by id, mandate, an invoice that it names, or the account, creditor id or
//! name of a receiver that pairs have shown to be the vendor. All others are none of the vendor's business: they are counted, and never listed.
//!
//! Everything is deterministic and near linear in time, and the order of lines changes nothing.

mod ask;
mod facts;
mod gather;
mod groups;
mod identity;
mod line;
mod messages;
mod pairs;
mod result;
mod rules;
mod types;

pub use gather::{Gathered, LINES_MAX, Unread};
pub use messages::{SaidOfTable, Told, Wish};
pub use result::{Outcome, compare};
pub use types::*;
