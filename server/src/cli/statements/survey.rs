//! The first reading of a file.

use std::io::Read;

use eyelevel_contract::statements::reading::bank::{Item, Items, Statement};
use eyelevel_contract::statements::reading::{CurrencyCode, Refusal, Remarks};

/// What a bank file holds, in numbers.
pub(super) struct Survey {
    pub(super) format: &'static str,
    pub(super) statements: Vec<Counted>,
    pub(super) rejects: i64,
    pub(super) remarks: Remarks,
}

/// A statement, how many entries it has, and what of them is booked.
pub(super) struct Counted {
    pub(super) statement: Statement,
    pub(super) entries: i64,
    pub(super) booked: Vec<(CurrencyCode, i64)>,
}

pub(super) fn survey<R: Read>(mut items: Items<R>) -> Result<Survey, Refusal> {
    let (mut statements, mut rejects) = (Vec::new(), 0);
    let (mut entries, mut booked) = (0, Vec::<(CurrencyCode, i64)>::new());
    for item in items.by_ref() {
        match item? {
            Item::Opens(_) => {
                entries = 0;
                booked.clear();
            }
            Item::Entry(entry) => {
                entries += 1;
                if entry.is_booked() {
                    match booked.iter_mut().find(|(currency, _)| *currency == entry.currency) {
                        Some((_, sum)) => *sum = sum.saturating_add(entry.amount_minor),
                        None => booked.push((entry.currency, entry.amount_minor)),
                    }
                }
            }
            Item::Closes(statement) => statements.push(Counted { statement: *statement, entries, booked: booked.clone() }),
            Item::Reject(_) => rejects += 1,
        }
    }
    Ok(Survey { format: items.format(), statements, rejects, remarks: items.remarks().clone() })
}
