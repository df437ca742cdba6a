//! Which debit belongs to which invoice, and why.
//!
//! ```text
//! items (invoices, credit notes, corrections) ─┐                ┌─▶ allocations that are sure, each with its reason
//! payments (debits, refunds, returned debits) ─┼─▶ allocate() ──┼─▶ proposals: likely, or several ways of which a person chooses
//! what is allocated and taken back already ────┘                ├─▶ what returned debits take back, the bank's fee split off
//!                                                               └─▶ debits that ask again for what is paid
//! ```
//!
//! Nobody guesses. What is *sure* is made; where two answers fit, neither is, and a person sees both. The rules, the stronger first:
//!
//! 1. **Returns** find the debit that they take back: by end-to-end id, by an invoice number that both name, by mandate, amount and date.
//!    What was allocated from it is released, so that the invoice is open for the next debit.
//! 2. **End-to-end id**: the debit bears the id under which the invoice was announced.
//! 3. **Numbers** in the remittance text, however they are spelled ([`numbers`]); several of them; with a cash discount that was agreed.
//! 4. **Mandate and amount**, near the due day.
//! 5. **Amount** alone, near the due day.
//! 6. **Collective debits**: the one set of open lines whose sum it is, credit notes included.
//! 7. **Parts** of what was named; everything else about parts is a proposal.
//!
//! A number that the text names comes before mandate and amount: where the same sum is debited every month, the text is right.
//!
//! # What is sure
//! An id or a number is a statement of the bank's; a sum is a coincidence until nothing else can have it. So a debit without a word in it is
//! allocated only where it is the one debit for the one line, on time, and no older line of that amount is still waiting and no other debit
//! of that amount comes near. A set of lines that happens to add up is sure if such a coincidence is rarer than one in a thousand.
//!
//! # Signs
//! Amounts are what the document or the bank says; the kind gives the sign ([`ItemKind::sign`], [`PaymentKind::sign`]), and nothing else does.
//!
//! | kind | amount as it comes | what the partner owes changes by |
//! |---|---|---|
//! | invoice | positive; negative where more was prepaid than invoiced | + amount |
//! | credit note | positive (EN 16931) | − amount |
//! | correction | the difference: negative if less is owed than before | + amount |
//! | debit | positive | − amount |
//! | refund | positive | + amount |
//! | returned debit | positive, the bank's fee in it | + amount without the fee |
//!
//! An allocation has the sign of what it takes from the item's side: an invoice of 2,500 and a credit note of 600 are settled by one debit of
//! 1,900 with two allocations, 2,500 and −600. So allocations and what is left of a payment add up to it, and the same with an item.
//!
//! Everything is deterministic and near linear in time: the order of the input changes nothing, and a second run on its own result adds nothing.

mod again;
mod asks;
mod books;
mod by_id;
mod changes;
mod classes;
mod collective;
mod desk;
mod engine;
mod entries;
mod families;
mod named;
mod numbers;
mod parts;
mod purpose;
mod readings;
mod reasons;
mod refunds;
mod returns;
mod settings;
mod sums;
mod types;
mod ways;

pub(super) use desk::is_an_amount;
pub use engine::allocate;
pub use entries::*;
pub(super) use numbers::{Index, Scanner};
pub use reasons::{Course, Reason};
pub use settings::Settings;
pub use types::*;
