//! Invoice numbers in what banks call remittance information: found however they are spelled, and never by accident.
//!
//! A text and a number are both taken apart into groups of digits and of letters ([`groups`]). What identifies a number is its *core*: all from
//! its first digit on, without separators and without leading zeros; `RE-2026-0017` is `20260017`. The index has the core of each number
//! once as it is and once with the zeros of each group left out (`2026|17`), so one look at the index answers whether a run of groups
//! is a number, whether there are ten invoices or a million. What stands around the run then says how much that is worth ([`judge`]):
//! `DE98ZZZ00020260017`, `20.03.2018` and `7 licences` are no invoices.

mod dates;
mod groups;
mod index;
mod judge;
mod scan;
mod words;

pub(in crate::statements) use index::Index;
pub(in crate::statements) use scan::Scanner;
pub(super) use scan::{Found, Slot};
pub(super) use words::is_about_costs;

#[cfg(test)]
mod tests;
