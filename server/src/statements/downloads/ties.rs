use std::collections::BTreeMap;

use eyelevel_contract::statements::{Export, ExportAllocation};
use eyelevel_texts::statement_downloads as t;

use super::table::amount;

/// What belongs to what, by posting.
pub(super) struct Ties<'a> {
    export: &'a Export,
    /// The allocations of a posting, and the other one in words.
    of: BTreeMap<&'a str, Vec<(&'a ExportAllocation, &'a str)>>,
}

impl<'a> Ties<'a> {
    pub(super) fn of(export: &'a Export) -> Self {
        let mut of: BTreeMap<&str, Vec<(&ExportAllocation, &str)>> = BTreeMap::new();
        for a in &export.allocations {
            of.entry(&a.lowers).or_default().push((a, &a.raises_name));
            of.entry(&a.raises).or_default().push((a, &a.lowers_name));
        }
        Self { export, of }
    }

    /// What a posting belongs to, with how much and why: a sentence each.
    pub(super) fn sentences(&self, id: &str) -> impl Iterator<Item = String> {
        let of = self.of.get(id).into_iter().flatten();
        of.map(|(a, what)| t::belongs(self.export.lang, amount(self.export, a.amount), what, &a.why))
    }

    /// The same without why.
    pub(super) fn others(&self, id: &str) -> impl Iterator<Item = String> {
        let of = self.of.get(id).into_iter().flatten();
        of.map(|(a, what)| t::belongs_bare(self.export.lang, amount(self.export, a.amount), what))
    }

    /// The other one's id, where there is exactly one.
    pub(super) fn only(&self, id: &str) -> Option<&'a str> {
        match self.of.get(id).map(Vec::as_slice) {
            Some([(a, _)]) => Some(if a.lowers == id { &a.raises } else { &a.lowers }),
            _ => None,
        }
    }
}
