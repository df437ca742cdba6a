//! What the page shows of a statement: what belongs to what, which findings speak of a line, and what of it the address asks for.

use std::collections::HashMap;
use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    statements::{
        Posting, Statement, Verdict,
        arrange::{Group, Search, arrange},
    },
};

use crate::router;

/// A statement, arranged.
pub(super) struct View {
    pub(super) statement: Rc<Statement>,
    pub(super) groups: Vec<Group>,
    /// By posting.
    pub(super) about: Vec<About>,
    places: HashMap<Id, usize>,
}

/// What is known of a line beside itself.
#[derive(Default)]
pub(super) struct About {
    /// To which others it belongs.
    pub(super) ties: Vec<Tied>,
    /// It belongs to something that is not in this period.
    pub(super) outside: bool,
    /// Which findings speak of it.
    pub(super) findings: Vec<usize>,
}

/// Another line that one belongs to.
pub(super) struct Tied {
    pub(super) to: usize,
    pub(super) proposed: bool,
}

impl View {
    pub(super) fn new(statement: &Rc<Statement>) -> Self {
        let s = Rc::clone(statement);
        let places: HashMap<Id, usize> = s.postings.iter().enumerate().map(|(place, posting)| (posting.id.clone(), place)).collect();
        let mut about: Vec<About> = s.postings.iter().map(|_| About::default()).collect();
        let mut tie = |lowers: &Id, raises: &Id, proposed| {
            let ends = [places.get(lowers).copied(), places.get(raises).copied()];
            for (one, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
                let Some(one) = one else { continue };
                match other {
                    // One line may have been allocated to another in two steps.
                    Some(to) if about[one].ties.iter().any(|tied| tied.to == to) => {}
                    Some(to) => about[one].ties.push(Tied { to, proposed }),
                    None => about[one].outside = true,
                }
            }
        };
        s.allocations.iter().filter(|a| a.released.is_none()).for_each(|a| tie(&a.lowers, &a.raises, false));
        s.proposals.iter().for_each(|p| tie(&p.lowers, &p.raises, true));
        for (finding, verdict) in s.findings.iter().enumerate() {
            for place in verdict.postings.iter().filter_map(|id| places.get(id)) {
                about[*place].findings.push(finding);
            }
        }
        Self { groups: arrange(&s.postings, &s.allocations, &s.proposals), about, places, statement: s }
    }

    pub(super) fn posting(&self, place: usize) -> &Posting {
        &self.statement.postings[place]
    }

    pub(super) fn find(&self, id: &str) -> Option<&Posting> {
        self.places.get(id).map(|place| self.posting(*place))
    }

    /// Which groups the address asks for: those with a line that fits.
    pub(super) fn asked(&self, filter: &Filter) -> Vec<usize> {
        let fits = |place: usize| filter.fits(self, place);
        (0..self.groups.len()).filter(|group| self.groups[*group].postings().any(fits)).collect()
    }
}

/// What of a statement is shown.
#[derive(Clone, PartialEq)]
pub(super) struct Filter {
    pub(super) show: Show,
    pub(super) search: Option<Search>,
}

/// Which lines.
#[derive(Clone, PartialEq)]
pub(super) enum Show {
    All,
    /// Of which something is open.
    Open,
    /// Of which a finding speaks.
    Findings,
    /// Of which this finding speaks: [`mark`].
    Finding(String),
}

pub(super) const SHOW: &str = "show";
pub(super) const OPEN: &str = "open";
pub(super) const FINDINGS: &str = "findings";

impl Filter {
    /// As the address says; whoever reads it follows it.
    pub(super) fn of_address() -> Self {
        let show = match router::param(SHOW).as_deref() {
            None | Some("") => Show::All,
            Some(OPEN) => Show::Open,
            Some(FINDINGS) => Show::Findings,
            Some(other) => Show::Finding(other.to_owned()),
        };
        Self { show, search: router::param("q").and_then(|q| Search::new(&q)) }
    }

    fn fits(&self, view: &View, place: usize) -> bool {
        let posting = view.posting(place);
        let shown = match &self.show {
            Show::All => true,
            Show::Open => open(posting) > 0,
            Show::Findings => !view.about[place].findings.is_empty(),
            Show::Finding(wanted) => view.about[place].findings.iter().any(|finding| mark(&view.statement.findings[*finding]) == *wanted),
        };
        shown && self.search.as_ref().is_none_or(|search| search.finds(posting))
    }
}

/// What names a finding in the address: the same as long as it says the same of the same line.
pub(super) fn mark(finding: &Verdict) -> String {
    [finding.kind.as_str(), ".", finding.postings.first().map_or("", String::as_str)].concat()
}

/// What of a posting is open, in minor units.
pub(super) fn open(posting: &Posting) -> i64 {
    posting.amount.saturating_sub(posting.allocated)
}
