//! The rules, one after the other, until none of them finds anything more.

use std::collections::HashMap;

use super::{
    BackProposal, Books, Matching, Settings, Sureness, TakesBack, again, by_id, classes,
    collective::{self, Shelves},
    desk::{Desk, Role},
    families::Families,
    named,
    numbers::{Index, Scanner},
    parts, purpose, refunds, returns,
};

/// So often the rules go over everything at most; two or three times is usual.
const MOST_ROUNDS: usize = 12;

/// What belongs to what: everything that is sure, and what a person has to decide.
///
/// Ids are unique within items and within payments.
#[must_use]
pub fn allocate(books: &Books, settings: &Settings) -> Matching {
    let mut desk = Desk::new(books, settings);
    read_texts(&mut desk);
    let ids = by_id::Ids::new(&desk);
    let families = Families::new(&desk);
    let shelves = Shelves::new(&desk);
    let mut takes_back: Vec<TakesBack> = Vec::new();
    let mut back_proposals: Vec<BackProposal> = Vec::new();
    let mut again = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let before = desk.turns;
        desk.reconsider();
        let backs = returns::run(&mut desk);
        desk.turns += backs.made.len();
        takes_back.extend(backs.made);
        back_proposals = backs.proposals;
        by_id::exact(&mut desk, &ids);
        named::exact(&mut desk);
        named::nearly(&mut desk, &ids, &families);
        named::loosely(&mut desk, &ids, &families);
        let mut repeats = Vec::new();
        for late in [false, true] {
            repeats.extend(classes::run(&mut desk, &ids, &backs.doubtful, true, late));
            repeats.extend(classes::run(&mut desk, &ids, &backs.doubtful, false, late));
            if !late {
                collective::run(&mut desk, &shelves);
            }
        }
        again = again::run(&desk, &ids, &repeats, &backs.doubtful);
        let is_again = |pay: usize| again.binary_search_by_key(&pay, |(pay, _)| *pay).is_ok();
        parts::run(&mut desk, &shelves, &is_again);
        let (refunded, proposals) = refunds::run(&mut desk);
        takes_back.extend(refunded);
        back_proposals.extend(proposals);
        if desk.turns == before {
            break;
        }
    }
    let undone = desk.pays.iter().enumerate().filter(|(_, pay)| pay.role == Role::Undone);
    let undone: HashMap<&str, usize> = undone.map(|(at, pay)| (pay.payment.id.as_str(), at)).collect();
    for back in takes_back.iter_mut().filter(|back| back.released.is_empty()) {
        let debit = undone.get(back.debit.as_str());
        back.released = debit.map(|pay| purpose::of(&desk, &ids, &shelves, *pay)).unwrap_or_default();
    }
    desk.made.sort_by_key(|(pay, part)| (*pay, part.row));
    takes_back.sort_by(|a, b| a.payment.cmp(&b.payment));
    back_proposals.sort_by(|a, b| a.payment.cmp(&b.payment));
    let proposals = desk.pending.iter().enumerate().filter_map(|(pay, pending)| Some(desk.proposal(pay, pending.as_ref()?)));
    Matching {
        allocations: desk.made.iter().map(|(pay, part)| desk.allocation(*pay, part, Sureness::Sure)).collect(),
        takes_back,
        proposals: proposals.collect(),
        back_proposals,
        again: again.into_iter().map(|(_, again)| again).collect(),
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
