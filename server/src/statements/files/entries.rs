//! What a file says, in one form: each entry is a posting that somebody's books may get.

use std::collections::HashMap;

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::Tax;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::CashDiscount;
use sha2::{Digest as _, Sha256};

use crate::extract::hex;

/// An entry of a file.
#[derive(Debug)]
pub(super) struct Entry {
    /// Line of the file, and the way to it.
    pub(super) line: i64,
    pub(super) path: String,
    /// Whether the bank has booked it.
    pub(super) booked: bool,
    pub(super) kind: PostingKind,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) number: Option<String>,
    pub(super) day: Option<Date>,
    pub(super) value_on: Option<Date>,
    pub(super) due_on: Option<Date>,
    pub(super) taxes: Vec<Tax>,
    pub(super) terms: Vec<CashDiscount>,
    pub(super) end_to_end_id: Option<String>,
    pub(super) mandate: Option<String>,
    pub(super) remittance: String,
    pub(super) reason: Option<String>,
    /// The number of the invoice that it corrects.
    pub(super) corrects: Option<String>,
    /// By what it may be recognised whose it is, beside the mandate.
    pub(super) ibans: Vec<String>,
    pub(super) vat_id: Option<String>,
    pub(super) customer: Option<String>,
    /// What makes it the same entry wherever it stands, without how often it does.
    pub(super) same: String,
}

impl Entry {
    /// The amount as the balance sees it.
    pub(super) fn signed(&self) -> i64 {
        self.kind.sign() * self.amount
    }
}

/// A key by which the same entry of another file is known: of two that are the same in one file (debited twice on one day), the second is
/// another one.
/// Of each it keeps sixteen bytes.
#[derive(Default)]
pub(super) struct Keys(HashMap<[u8; 16], u32>);

impl Keys {
    pub(super) fn of(&mut self, entry: &Entry) -> String {
        let mut same = [0; 16];
        same.copy_from_slice(&Sha256::digest(&entry.same)[..16]);
        let nth = self.0.entry(same).and_modify(|n| *n += 1).or_insert(1);
        hex(&Sha256::digest(format!("{}\n{nth}", entry.same)))
    }
}
