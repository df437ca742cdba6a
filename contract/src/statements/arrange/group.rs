use std::collections::{HashMap, HashSet};

use super::Tie;
use crate::statements::Posting;
use crate::statements::ledger::Side;

/// A line over more rows than this is shown only when somebody asks what belongs to what.
const SHORT: usize = 6;
/// Of more lines than this nobody counts who crosses whom.
const COUNTED: usize = 200;

/// What hangs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its rows, at least one.
    pub rows: Vec<Row>,
    /// The lines between them.
    pub links: Vec<Link>,
}

/// What stands level with each other; at least one of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What raises the balance.
    pub raises: Option<usize>,
    /// What lowers it.
    pub lowers: Option<usize>,
}

/// A line from the left to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The posting on the left, and its row in the group.
    pub raises: usize,
    pub from: usize,
    /// The posting on the right, and its row in the group.
    pub lowers: usize,
    pub to: usize,
    /// Minor units.
    pub amount: i64,
    /// Somebody has yet to say whether it is so.
    pub proposed: bool,
    /// It would cross another line, or go far: it is drawn when one of its ends is looked at.
    pub hidden: bool,
}

impl Group {
    /// Its postings one below the other: each on the right below the first on the left that it belongs to; `true`: below one.
    #[must_use]
    pub fn nested(&self) -> Vec<(usize, bool)> {
        let mut below: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut links: Vec<&Link> = self.links.iter().collect();
        links.sort_by_key(|link| (link.to, link.from));
        links.dedup_by_key(|link| link.to);
        for link in links {
            below.entry(link.raises).or_default().push(link.lowers);
        }
        let mut out = Vec::new();
        for raises in self.rows.iter().filter_map(|row| row.raises) {
            out.push((raises, false));
            out.extend(below.remove(&raises).into_iter().flatten().map(|lowers| (lowers, true)));
        }
        let tied: HashSet<usize> = out.iter().map(|(place, _)| *place).collect();
        out.extend(self.rows.iter().filter_map(|row| row.lowers).filter(|lowers| !tied.contains(lowers)).map(|lowers| (lowers, false)));
        out
    }

    /// All of its postings.
    pub fn postings(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().flat_map(|row| [row.raises, row.lowers]).flatten()
    }
}

/// Rows and lines of what hangs together; `members` in the order of the statement.
pub(super) fn lay_out(postings: &[Posting], members: &[usize], ties: &[Tie]) -> Group {
    let (raises, lowers) = in_order(postings, members, ties);
    let mut row_of: HashMap<usize, usize> = raises.iter().enumerate().map(|(row, place)| (*place, row)).collect();
    let mut rows: Vec<Row> = raises.iter().map(|place| Row { raises: Some(*place), lowers: None }).collect();
    let mut ends: HashMap<usize, Vec<usize>> = HashMap::new();
    for tie in ties {
        ends.entry(tie.lowers).or_default().push(row_of[&tie.raises]);
    }
    let mut next = 0;
    for place in lowers {
        // Level with the middle of what it belongs to.
        let middle = ends.get(&place).map_or(next, |ends| ends.iter().sum::<usize>() / ends.len());
        let row = middle.max(next);
        if row == rows.len() {
            rows.push(Row::default());
        }
        rows[row].lowers = Some(place);
        row_of.insert(place, row);
        next = row + 1;
    }
    let link = |tie: &Tie| Link {
        raises: tie.raises,
        from: row_of[&tie.raises],
        lowers: tie.lowers,
        to: row_of[&tie.lowers],
        amount: tie.amount,
        proposed: tie.proposed,
        hidden: false,
    };
    let mut links: Vec<Link> = ties.iter().map(link).collect();
    hide(&mut links);
    Group { rows, links }
}

/// Both sides, so that what belongs together is near: along the ties from the oldest on, what has fewer of them first.
fn in_order(postings: &[Posting], members: &[usize], ties: &[Tie]) -> (Vec<usize>, Vec<usize>) {
    let mut beside: HashMap<usize, Vec<usize>> = HashMap::new();
    for tie in ties {
        for (one, other) in [(tie.raises, tie.lowers), (tie.lowers, tie.raises)] {
            let known = beside.entry(one).or_default();
            if !known.contains(&other) {
                known.push(other);
            }
        }
    }
    let many: HashMap<usize, usize> = beside.iter().map(|(place, others)| (*place, others.len())).collect();
    for others in beside.values_mut() {
        // The last one is looked at first.
        others.sort_by_key(|place| core::cmp::Reverse((many[place], *place)));
    }
    let (mut raises, mut lowers) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for first in members {
        let mut open = vec![*first];
        while let Some(place) = open.pop() {
            if !seen.insert(place) {
                continue;
            }
            match postings[place].kind.side() {
                Side::Raises => raises.push(place),
                Side::Lowers => lowers.push(place),
            }
            open.extend(beside.get(&place).into_iter().flatten().filter(|other| !seen.contains(*other)));
        }
    }
    (raises, lowers)
}

/// Short lines first; one that would cross a line that is there, or goes far, is hidden.
fn hide(links: &mut [Link]) {
    let length = |link: &Link| link.from.abs_diff(link.to);
    if links.len() > COUNTED {
        links.iter_mut().for_each(|link| link.hidden = length(link) > 1);
        return;
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|i| (links[*i].proposed, length(&links[*i])));
    let mut shown: Vec<(usize, usize)> = Vec::new();
    for i in order {
        let (from, to) = (links[i].from, links[i].to);
        let crosses = shown.iter().any(|(f, t)| from < *f && to > *t || from > *f && to < *t);
        links[i].hidden = crosses || length(&links[i]) > SHORT;
        if !links[i].hidden {
            shown.push((from, to));
        }
    }
}
