use std::collections::HashMap;

use super::{PostingKind, Side};
use crate::ids::Id;

/// A posting, as it stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingRow {
    pub id: Id,
    pub kind: PostingKind,
    /// Minor units.
    pub amount: i64,
    /// How much of it is said to be allocated.
    pub allocated: i64,
    /// What it corrects.
    pub corrects: Option<Id>,
}

/// An allocation, or the row that takes one back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationRow {
    pub id: Id,
    /// The posting that lowers the balance.
    pub lowers: Id,
    /// The posting that raises it.
    pub raises: Id,
    /// Minor units: above zero for an allocation, below for what takes one back.
    pub amount: i64,
    /// The allocation that this row takes back.
    pub releases: Option<Id>,
}

/// What is wrong with the books of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An amount below zero.
    Amount(Id),
    /// What is said to be allocated is another sum than that of the allocations.
    Allocated { posting: Id, said: i64, is: i64 },
    /// More is allocated than there is, or less than nothing.
    TooMuch { posting: Id, amount: i64, is: i64 },
    /// An allocation between postings that don't belong together: another account, or the same side.
    Astray(Id),
    /// A row takes back something else than an allocation of the same amount between the same two, or the second time.
    Release(Id),
    /// A correction points at nothing in this account, or none is where one is needed.
    Correction(Id),
}

/// Reads the books of one account. No fault: every posting has an amount, allocated is what the allocations say and never more than there
/// is, and every row that takes something back takes back exactly one.
#[must_use]
pub fn check(postings: &[PostingRow], allocations: &[AllocationRow]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let known: HashMap<&str, &PostingRow> = postings.iter().map(|posting| (posting.id.as_str(), posting)).collect();
    let mut sums: HashMap<&str, i128> = HashMap::new();
    let made: HashMap<&str, &AllocationRow> =
        allocations.iter().filter(|row| row.releases.is_none()).map(|row| (row.id.as_str(), row)).collect();
    let mut released = std::collections::HashSet::new();
    for row in allocations {
        let side = |id: &Id| known.get(id.as_str()).map(|posting| posting.kind.side());
        if side(&row.lowers) != Some(Side::Lowers) || side(&row.raises) != Some(Side::Raises) {
            faults.push(Fault::Astray(row.id.clone()));
            continue;
        }
        let fits = match &row.releases {
            None => row.amount > 0,
            Some(of) => made.get(of.as_str()).is_some_and(|first| takes_back(row, first)) && released.insert(of.as_str()),
        };
        if !fits {
            faults.push(Fault::Release(row.id.clone()));
        }
        for end in [&row.lowers, &row.raises] {
            *sums.entry(end.as_str()).or_default() += i128::from(row.amount);
        }
    }
    for posting in postings {
        let is = sums.get(posting.id.as_str()).copied().unwrap_or_default();
        let shown = i64::try_from(is).unwrap_or(i64::MAX);
        if posting.amount < 0 {
            faults.push(Fault::Amount(posting.id.clone()));
        }
        if is != i128::from(posting.allocated) {
            faults.push(Fault::Allocated { posting: posting.id.clone(), said: posting.allocated, is: shown });
        }
        if is < 0 || is > i128::from(posting.amount) {
            faults.push(Fault::TooMuch { posting: posting.id.clone(), amount: posting.amount, is: shown });
        }
        let corrects = matches!(posting.kind, PostingKind::CorrectionUp | PostingKind::CorrectionDown);
        let points = posting.corrects.as_ref().map(|of| known.contains_key(of.as_str()) && *of != posting.id);
        if points == Some(false) || corrects && points.is_none() {
            faults.push(Fault::Correction(posting.id.clone()));
        }
    }
    faults
}

fn takes_back(row: &AllocationRow, first: &AllocationRow) -> bool {
    row.lowers == first.lowers && row.raises == first.raises && i128::from(row.amount) == -i128::from(first.amount)
}
