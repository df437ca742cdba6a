//! Banks and ledgers whose truth is known.
//!
//! [`bank()`] makes the books of an account from a seed: contracts that are invoiced and debited month after month, and everything that goes
//! wrong with that, each with its truth: what belongs to what, and what there is to find. [`examined()`] holds a matching against it. The same
//! seed gives the same bank on every machine.
//!
//! The truth is what happened, not what can be known: a debit without a word that came half a year late belongs to its invoice, although nobody
//! could tell. So recall below one is no fault. Something wrong that is called sure is one.

mod bank;
mod chance;
mod draft;
mod faults;
mod money;
mod recipe;
mod returns;
mod score;
mod series;
mod text;
mod together;

pub use bank::{Bank, Truth, bank};
pub use recipe::Recipe;
pub use score::{Counts, Score, examined};
