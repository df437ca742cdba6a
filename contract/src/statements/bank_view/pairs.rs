//! Lines that could belong together, and which of them do: one to one, and only where nothing else fits as well.

use std::collections::HashMap;

use super::Tie;
use super::facts::{Bank, Ledger, Sides, Way};

/// So often is looked whether what has just been paired leaves only one answer elsewhere.
const ROUNDS: usize = 8;
/// So many that are alike are looked at.
const LOOK: usize = 64;

/// What both sides say of the same money. One type for all rules, so that their code is there once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) way: Way,
    /// None: whatever it is.
    pub(super) amount: Option<i64>,
    pub(super) mark: Option<u32>,
    pub(super) day: Option<i64>,
}

/// What a line of the bank says; none: the rule is not about it.
pub(super) type OfBank<'f> = &'f dyn Fn(&Bank<'_>) -> Option<Key>;
/// What a line of the ledger says.
pub(super) type OfLedger<'f> = &'f dyn Fn(&Ledger<'_>) -> Option<Key>;

/// Lines of one kind on both sides, in the order of their days.
#[derive(Default)]
pub(super) struct Class {
    pub(super) bank: Vec<usize>,
    pub(super) ledger: Vec<usize>,
}

impl Sides<'_> {
    /// What is not paired yet, by what both sides say of themselves.
    pub(super) fn classes(&self, of_bank: OfBank<'_>, of_ledger: OfLedger<'_>) -> Vec<Class> {
        let mut classes: HashMap<Key, Class> = HashMap::new();
        for (at, ledger) in self.ledger.iter().enumerate().filter(|(_, ledger)| !ledger.fact.done) {
            if let Some(key) = of_ledger(ledger) {
                classes.entry(key).or_default().ledger.push(at);
            }
        }
        for (at, bank) in self.bank.iter().enumerate().filter(|(_, bank)| !bank.fact.done) {
            if let Some(class) = of_bank(bank).and_then(|key| classes.get_mut(&key)) {
                class.bank.push(at);
            }
        }
        let mut classes: Vec<Class> = classes.into_values().filter(|class| !class.bank.is_empty()).collect();
        // What is paired first changes nothing, since no line is of two classes; the order of what comes out shall be the same always.
        classes.sort_by_key(|class| class.ledger[0]);
        classes
    }

    /// Pairs what both sides call the same, not more than `window` days apart.
    pub(super) fn meet(&mut self, tie: Tie, window: i64, of_bank: OfBank<'_>, of_ledger: OfLedger<'_>) {
        for class in self.classes(of_bank, of_ledger) {
            self.settle(tie, window, class);
        }
    }

    /// Pairs within one class: what is of the same day first; then as many on both sides in their order; then what has one answer only.
    fn settle(&mut self, tie: Tie, window: i64, mut class: Class) {
        self.same_day(tie, &mut class);
        for round in 0..ROUNDS {
            let clusters = self.clusters(window, &class);
            let mut rest = Class::default();
            for mut cluster in clusters {
                let fits = |(bank, ledger): (&usize, &usize)| self.apart(*bank, *ledger) <= window && self.may_be(tie, *bank, *ledger);
                let whole = cluster.bank.len() == cluster.ledger.len() && cluster.bank.iter().zip(&cluster.ledger).all(fits);
                if whole {
                    for (bank, ledger) in cluster.bank.into_iter().zip(cluster.ledger) {
                        self.pair(vec![bank], vec![ledger], tie, false);
                    }
                    continue;
                }
                let found = self.only_answers(tie, window, &mut cluster);
                if found && round + 1 < ROUNDS {
                    rest.bank.append(&mut cluster.bank);
                    rest.ledger.append(&mut cluster.ledger);
                }
            }
            if rest.bank.is_empty() || rest.ledger.is_empty() {
                return;
            }
            class = rest;
        }
    }

    /// Pairs those that are alone on both sides, so many days around.
    pub(super) fn alone(&mut self, tie: Tie, window: i64, classes: &[Class]) {
        for cluster in classes.iter().flat_map(|class| self.clusters(window, class)).collect::<Vec<_>>() {
            if let ([bank], [ledger]) = (cluster.bank.as_slice(), cluster.ledger.as_slice())
                && self.may_be(tie, *bank, *ledger)
            {
                self.pair(vec![*bank], vec![*ledger], tie, false);
            }
        }
    }

    /// Notes those of which nothing says which is which.
    pub(super) fn unclear(&mut self, tie: Tie, window: i64, classes: &[Class]) {
        for cluster in classes.iter().flat_map(|class| self.clusters(window, class)).collect::<Vec<_>>() {
            // What nothing on the other side can be is none of them.
            let bank = |at: &&usize| cluster.ledger.iter().take(LOOK).any(|ledger| self.may_be(tie, **at, *ledger));
            let ledger = |at: &&usize| cluster.bank.iter().take(LOOK).any(|bank| self.may_be(tie, *bank, **at));
            let (bank, ledger): (Vec<usize>, Vec<usize>) =
                (cluster.bank.iter().filter(bank).copied().collect(), cluster.ledger.iter().filter(ledger).copied().collect());
            if !bank.is_empty() && !ledger.is_empty() {
                self.pair(bank, ledger, tie, true);
            }
        }
    }

    /// Whether nothing speaks against two that have mandate or amount in common: texts that name different invoices do.
    fn may_be(&self, tie: Tie, bank: usize, ledger: usize) -> bool {
        let (bank, ledger) = (&self.bank[bank].fact.named, &self.ledger[ledger]);
        let known = if ledger.fact.named.is_empty() { &ledger.settles } else { &ledger.fact.named };
        let weak = matches!(tie, Tie::Mandate | Tie::Amount);
        !weak || bank.is_empty() || known.is_empty() || bank.iter().any(|document| known.binary_search(document).is_ok())
    }

    fn apart(&self, bank: usize, ledger: usize) -> i64 {
        self.bank[bank].fact.apart(&self.ledger[ledger].fact)
    }

    fn same_day(&mut self, tie: Tie, class: &mut Class) {
        let mut days: HashMap<i64, Vec<usize>> = HashMap::new();
        for ledger in class.ledger.iter().rev() {
            days.entry(self.ledger[*ledger].fact.at).or_default().push(*ledger);
        }
        for bank in &class.bank {
            let Some(ledgers) = days.get_mut(&self.bank[*bank].fact.at) else { continue };
            let found = ledgers.iter().rev().take(LOOK).position(|ledger| self.may_be(tie, *bank, *ledger));
            if let Some(back) = found {
                // In the order of the ledger: the last of the list is the first of the day.
                let ledger = ledgers.remove(ledgers.len() - 1 - back);
                self.pair(vec![*bank], vec![ledger], tie, false);
            }
        }
        self.drop_done(class);
    }

    fn drop_done(&self, class: &mut Class) {
        class.bank.retain(|at| !self.bank[*at].fact.done);
        class.ledger.retain(|at| !self.ledger[*at].fact.done);
    }

    /// What lies within reach of each other, by days; clusters with one side only are left out.
    pub(super) fn clusters(&self, window: i64, class: &Class) -> Vec<Class> {
        let of_bank = class.bank.iter().map(|at| (self.bank[*at].fact.at, true, *at));
        let of_ledger = class.ledger.iter().map(|at| (self.ledger[*at].fact.at, false, *at));
        let mut all: Vec<(i64, bool, usize)> = of_bank.chain(of_ledger).collect();
        all.sort_unstable();
        let mut clusters: Vec<Class> = Vec::new();
        let mut last = i64::MIN;
        for (at, is_bank, place) in all {
            if clusters.is_empty() || at.saturating_sub(last) > window {
                clusters.push(Class::default());
            }
            last = at;
            if let Some(cluster) = clusters.last_mut() {
                if is_bank { cluster.bank.push(place) } else { cluster.ledger.push(place) }
            }
        }
        clusters.retain(|cluster| !cluster.bank.is_empty() && !cluster.ledger.is_empty());
        clusters
    }

    /// Pairs those of which each is the only one within reach of the other. Gives whether there were any; they are gone from the cluster then.
    fn only_answers(&mut self, tie: Tie, window: i64, cluster: &mut Class) -> bool {
        let days = |places: &[usize], of: &dyn Fn(usize) -> i64| places.iter().map(|at| of(*at)).collect::<Vec<i64>>();
        let banks = days(&cluster.bank, &|at| self.bank[at].fact.at);
        let ledgers = days(&cluster.ledger, &|at| self.ledger[at].fact.at);
        // The only one of the sorted days that is near enough.
        let only = |days: &[i64], day: i64| {
            let first = days.partition_point(|other| *other < day.saturating_sub(window));
            let next = days.get(first + 1).is_some_and(|other| *other <= day.saturating_add(window));
            (days.get(first).is_some_and(|other| *other <= day.saturating_add(window)) && !next).then_some(first)
        };
        let found: Vec<(usize, usize)> = (0..banks.len())
            .filter_map(|bank| {
                let ledger = only(&ledgers, banks[bank])?;
                let both = (cluster.bank[bank], cluster.ledger[ledger]);
                (only(&banks, ledgers[ledger]) == Some(bank) && self.may_be(tie, both.0, both.1)).then_some(both)
            })
            .collect();
        for (bank, ledger) in &found {
            self.pair(vec![*bank], vec![*ledger], tie, false);
        }
        self.drop_done(cluster);
        !found.is_empty()
    }
}
