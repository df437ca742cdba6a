//! The rules, one after the other, until none of them finds anything more.

use std::collections::{HashMap, HashSet};

use super::{
    Again, BackProposal, Books, Matching, Settings, Sureness, TakesBack, again,
    by_id::{self, Ids},
    classes,
    collective::{self, Shelves},
    desk::{Desk, Role},
    families::Families,
    named,
    numbers::{Index, Scanner},
    parts, purpose, refunds,
    returns::{self, Backs, Debits},
};

/// So often the rules go over everything at most; a few times is usual.
const MOST_ROUNDS: usize = 40;

/// What belongs to what: everything that is sure, and what a person has to decide.
///
/// Ids are unique within items and within payments.
#[must_use]
pub fn allocate(books: &Books, settings: &Settings) -> Matching {
    let mut desk = Desk::new(books, settings);
    read_texts(&mut desk);
    let mut rules = Rules {
        ids: Ids::new(&desk),
        families: Families::new(&desk),
        ever: classes::Ever::default(),
        shelves: Shelves::new(&desk),
        debits: Debits::new(&desk),
        takes_back: Vec::new(),
        backs: Backs::default(),
        refund_proposals: Vec::new(),
        again: Vec::new(),
    };
    rules.returns(&mut desk);
    // What a weaker rule has found may be what a stronger one was waiting for. In the last round nothing is made, and everything proposed.
    for _ in 0..MOST_ROUNDS {
        if !rules.run(&mut desk) {
            break;
        }
    }
    rules.finish(&mut desk)
}

struct Rules<'a> {
    ids: Ids,
    families: Families<'a>,
    ever: classes::Ever,
    shelves: Shelves,
    debits: Debits<'a>,
    takes_back: Vec<TakesBack>,
    backs: Backs,
    refund_proposals: Vec<BackProposal>,
    again: Vec<(usize, Again)>,
}

impl<'a> Rules<'a> {
    /// From the strongest rule on; whether one has made something.
    fn run(&mut self, desk: &mut Desk<'a>) -> bool {
        let before = desk.turns;
        desk.begin(&self.ids, &self.shelves);
        by_id::exact(desk, &self.ids);
        named::exact(desk);
        named::nearly(desk, &self.ids, &self.families);
        named::loosely(desk, &self.ids, &self.families);
        let late = [true, false].map(|by_mandate| classes::run(desk, (&self.ids, &self.ever), &self.backs.doubtful, by_mandate));
        collective::run(desk, &self.shelves);
        late.into_iter().for_each(|late| classes::decide_late(desk, late));
        // What was allocated by now says more of what came back.
        if desk.turns != before || self.returns(desk) {
            return true;
        }
        self.again = again::run(desk, &self.ids, &self.backs.doubtful);
        let again: HashSet<usize> = self.again.iter().map(|(pay, _)| *pay).collect();
        parts::run(desk, &self.shelves, &again);
        let (refunded, proposals) = refunds::run(desk);
        self.takes_back.extend(refunded);
        self.refund_proposals = proposals;
        desk.turns != before
    }

    /// Whether anything is known of returns that was not known before.
    fn returns(&mut self, desk: &mut Desk<'a>) -> bool {
        let mut backs = returns::run(desk, &mut self.debits);
        let made = std::mem::take(&mut backs.made);
        desk.changes.all |= backs.doubtful != self.backs.doubtful;
        let news = !made.is_empty() || desk.changes.all;
        self.takes_back.extend(made);
        self.backs = backs;
        news
    }

    fn finish(mut self, desk: &mut Desk<'a>) -> Matching {
        let undone = desk.pays.iter().enumerate().filter(|(_, pay)| pay.role == Role::Undone);
        let undone: HashMap<&str, usize> = undone.map(|(at, pay)| (pay.payment.id.as_str(), at)).collect();
        for back in self.takes_back.iter_mut().filter(|back| back.released.is_empty()) {
            let debit = undone.get(back.debit.as_str());
            back.released = debit.map(|pay| purpose::of(desk, &self.ids, &self.shelves, *pay)).unwrap_or_default();
        }
        desk.made.sort_by_key(|(pay, part)| (*pay, part.row));
        self.takes_back.sort_by(|a, b| a.payment.cmp(&b.payment));
        let mut back_proposals = self.backs.proposals;
        back_proposals.extend(self.refund_proposals);
        back_proposals.sort_by(|a, b| a.payment.cmp(&b.payment));
        let proposals = desk.pending.iter().enumerate().filter_map(|(pay, pending)| Some(desk.proposal(pay, pending.as_ref()?)));
        Matching {
            allocations: desk.made.iter().map(|(pay, part)| desk.allocation(*pay, part, Sureness::Sure)).collect(),
            takes_back: self.takes_back,
            proposals: proposals.collect(),
            back_proposals,
            again: self.again.into_iter().map(|(_, again)| again).collect(),
        }
    }
}

/// Looks for numbers in the texts of all payments that wait, and of all that a waiting return may be about.
fn read_texts(desk: &mut Desk<'_>) {
    let has_returns = desk.pays.iter().any(|pay| pay.role == Role::Back && pay.rest != 0);
    let index = Index::new(desk.rows.iter().map(|row| (row.item.number.as_str(), row.item.kind)));
    let mut scanner = Scanner::new(&index);
    for pay in &mut desk.pays {
        if pay.rest != 0 || has_returns && pay.role == Role::Settles {
            pay.found = scanner.scan(&pay.payment.remittance);
        }
    }
}
