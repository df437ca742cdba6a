use std::collections::HashMap;

use super::{Ask, LedgerLine, NamedDocument};
use crate::statements::Statement;
use crate::statements::ledger::PostingKind;

/// A document, and not what was posted beside one.
const fn is_named(kind: PostingKind) -> bool {
    kind.is_document() && !matches!(kind, PostingKind::Discount)
}

impl Ask {
    /// What of a statement is compared.
    #[must_use]
    pub fn of(statement: &Statement, vendor: &str) -> Self {
        let numbers: HashMap<&str, &str> =
            statement.postings.iter().filter_map(|posting| Some((posting.id.as_str(), posting.number.as_deref()?))).collect();
        let mut about: HashMap<&str, Vec<String>> = HashMap::new();
        for made in statement.allocations.iter().filter(|allocation| allocation.released.is_none()) {
            for (one, other) in [(&made.lowers, &made.raises), (&made.raises, &made.lowers)] {
                if let Some(number) = numbers.get(other.as_str()) {
                    about.entry(one).or_default().push((*number).to_owned());
                }
            }
        }
        let moves = |kind: PostingKind| !kind.is_document() && kind != PostingKind::Fee;
        let line = |posting: &crate::statements::Posting| LedgerLine {
            id: posting.id.clone(),
            kind: posting.kind,
            booked_on: posting.booked_on,
            value_on: posting.value_on,
            amount: posting.amount,
            end_to_end_id: posting.end_to_end_id.clone(),
            mandate: posting.mandate.clone(),
            text: posting.remittance.clone(),
            about: about.get(posting.id.as_str()).cloned().unwrap_or_default(),
        };
        let document = |posting: &crate::statements::Posting| {
            Some(NamedDocument { id: posting.id.clone(), number: posting.number.clone().filter(|_| is_named(posting.kind))? })
        };
        Self {
            vendor: vendor.to_owned(),
            currency: statement.account.currency.clone(),
            opened_on: statement.account.opened_on,
            mandates: statement.account.mandates.clone(),
            lines: statement.postings.iter().filter(|posting| moves(posting.kind)).map(line).collect(),
            documents: statement.postings.iter().filter_map(document).collect(),
        }
    }
}
