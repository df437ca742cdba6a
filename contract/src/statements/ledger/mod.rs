//! The arithmetic of an account: what each kind of posting does to the balance, the equation, and what "the books are right" means.

mod books;
mod equation;
mod kind;

pub use books::{AllocationRow, Fault, PostingRow, check};
pub use equation::{Equation, Posted};
pub use kind::{PostingKind, Side};
