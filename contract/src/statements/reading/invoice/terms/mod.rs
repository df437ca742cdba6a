//! Terms of payment in free text: where a due date or a discount clearly stands, and nowhere else.

mod clauses;
mod dates;
mod due;
mod skonto;

pub(super) use due::due_date;
pub(super) use skonto::{is_discount, skonto};
