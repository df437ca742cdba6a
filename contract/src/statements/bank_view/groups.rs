//! One line on one side that is the sum of several on the other.

use std::collections::{HashMap, HashSet};

use super::Tie;
use super::facts::{Bank, Ledger, Sides, Way};
use super::pairs::{OfBank, OfLedger};

/// A line as far as sums go.
struct Piece<'s> {
    at: usize,
    way: Way,
    amount: i64,
    documents: &'s [usize],
}

impl Sides<'_> {
    /// Pairs a line with all of those that both sides call the same, where they come to the same amount.
    pub(super) fn sums(&mut self, tie: Tie, of_bank: OfBank<'_>, of_ledger: OfLedger<'_>) {
        for class in self.classes(of_bank, of_ledger) {
            let bank = sum(class.bank.iter().map(|at| self.bank[*at].fact.amount));
            let ledger = sum(class.ledger.iter().map(|at| self.ledger[*at].fact.amount));
            let one_of_several = (class.bank.len() == 1) != (class.ledger.len() == 1);
            if one_of_several && bank.is_some() && bank == ledger {
                self.pair(class.bank, class.ledger, tie, false);
            }
        }
    }

    /// The same by documents: a line that names several, and lines on the other side that name some of them each.
    pub(super) fn sums_of_documents(&mut self) {
        let bank: Vec<Piece<'_>> =
            self.bank.iter().enumerate().filter(|(_, bank)| !bank.fact.done).map(|(at, bank)| of_bank(at, bank)).collect();
        let ledger: Vec<Piece<'_>> =
            self.ledger.iter().enumerate().filter(|(_, ledger)| !ledger.fact.done).map(|(at, ledger)| of_ledger(at, ledger)).collect();
        let of_ledger_lines: Vec<_> = found(&bank, &ledger).into_iter().map(|(one, several)| (vec![one], several)).collect();
        let of_bank_lines: Vec<_> = found(&ledger, &bank).into_iter().map(|(one, several)| (several, vec![one])).collect();
        for (bank, ledger) in of_ledger_lines.into_iter().chain(of_bank_lines) {
            let free = bank.iter().all(|at| !self.bank[*at].fact.done) && ledger.iter().all(|at| !self.ledger[*at].fact.done);
            if free {
                self.pair(bank, ledger, Tie::Number, false);
            }
        }
    }
}

fn of_bank<'s>(at: usize, bank: &'s Bank<'_>) -> Piece<'s> {
    Piece { at, way: bank.fact.way, amount: bank.fact.amount, documents: &bank.fact.named }
}

fn of_ledger<'s>(at: usize, ledger: &'s Ledger<'_>) -> Piece<'s> {
    let documents = if ledger.fact.named.is_empty() { &ledger.settles } else { &ledger.fact.named };
    Piece { at, way: ledger.fact.way, amount: ledger.fact.amount, documents }
}

/// Lines that are the sum of all lines on the other side that are about nothing but their documents.
fn found(wholes: &[Piece<'_>], pieces: &[Piece<'_>]) -> Vec<(usize, Vec<usize>)> {
    let mut by_document: HashMap<(Way, usize), Vec<&Piece<'_>>> = HashMap::new();
    for piece in pieces {
        piece.documents.iter().for_each(|document| by_document.entry((piece.way, *document)).or_default().push(piece));
    }
    let mut found = Vec::new();
    for whole in wholes.iter().filter(|whole| whole.documents.len() > 1) {
        let mut seen = HashSet::new();
        let about = whole.documents.iter().filter_map(|document| by_document.get(&(whole.way, *document))).flatten();
        let within = |piece: &&&Piece<'_>| piece.documents.iter().all(|document| whole.documents.binary_search(document).is_ok());
        let several: Vec<&Piece<'_>> = about.filter(within).filter(|piece| seen.insert(piece.at)).copied().collect();
        if several.len() > 1 && sum(several.iter().map(|piece| piece.amount)) == Some(whole.amount) {
            found.push((whole.at, several.iter().map(|piece| piece.at).collect()));
        }
    }
    found
}

fn sum(mut amounts: impl Iterator<Item = i64>) -> Option<i64> {
    amounts.try_fold(0_i64, i64::checked_add)
}
