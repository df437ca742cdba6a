//! A statement as people read it: what raises the balance on the left, what lowers it on the right, and what belongs together level with each
//! other. Postings are named by their places in the statement's list.
//!
//! A [`Group`] is what hangs together: by allocations, by what corrects or takes back what, by what may belong together. It has its own
//! rows; nothing outside of it is drawn to it.

mod apart;
mod group;
mod months;
mod search;

pub use group::{Group, Link, Row};
pub use months::every_month;
pub use search::Search;

use std::collections::HashMap;

use super::{Allocation, Posting, Proposal};

/// More than this is not tied together by proposals: a sum that fits everywhere would make one group of everything.
const PROPOSED: usize = 24;

/// What belongs to what, and how sure that is.
struct Tie {
    raises: usize,
    lowers: usize,
    amount: i64,
    proposed: bool,
}

/// Puts postings together that belong together; the group with the oldest posting first.
#[must_use]
pub fn arrange(postings: &[Posting], allocations: &[Allocation], proposals: &[Proposal]) -> Vec<Group> {
    let places: HashMap<&str, usize> = postings.iter().enumerate().map(|(place, posting)| (posting.id.as_str(), place)).collect();
    // What is outside of the period is not here.
    let tie = |raises: &str, lowers: &str, amount, proposed| {
        Some(Tie { raises: *places.get(raises)?, lowers: *places.get(lowers)?, amount, proposed })
    };
    let made = allocations.iter().filter(|a| a.released.is_none());
    let mut ties: Vec<Tie> = made.filter_map(|a| tie(&a.raises, &a.lowers, a.amount, false)).collect();
    ties.extend(proposals.iter().filter_map(|p| tie(&p.raises, &p.lowers, p.amount, true)));
    let mut sets = apart::Sets::new(postings.len());
    for tie in ties.iter().filter(|tie| !tie.proposed) {
        sets.join(tie.raises, tie.lowers);
    }
    for (place, posting) in postings.iter().enumerate() {
        if let Some(of) = posting.corrects.as_deref().and_then(|of| places.get(of)) {
            sets.join(place, *of);
        }
    }
    for tie in ties.iter().filter(|tie| tie.proposed) {
        if sets.size(tie.raises) + sets.size(tie.lowers) <= PROPOSED {
            sets.join(tie.raises, tie.lowers);
        }
    }
    let mut groups: Vec<(Vec<usize>, Vec<Tie>)> = Vec::new();
    let mut of_set: HashMap<usize, usize> = HashMap::new();
    for place in 0..postings.len() {
        let group = *of_set.entry(sets.root(place)).or_insert(groups.len());
        if group == groups.len() {
            groups.push((Vec::new(), Vec::new()));
        }
        groups[group].0.push(place);
    }
    for tie in ties {
        // A proposal between two groups would cross everything between them: it is said, not drawn.
        if sets.root(tie.raises) == sets.root(tie.lowers) {
            groups[of_set[&sets.root(tie.raises)]].1.push(tie);
        }
    }
    groups.into_iter().map(|(members, ties)| group::lay_out(postings, &members, &ties)).collect()
}
