//! Which debit a return takes back. The bank's fee is what the return has more than the debit.

mod debits;
mod fits;
mod release;

use std::collections::{HashMap, HashSet};

pub(super) use debits::Debits;
use fits::{days_between, fee, fits, is_echoed, is_in_time, waiting};
use release::release;

use super::{BackProposal, Sureness, TakesBack, WhyBack, desk::Desk};

/// At most so many debits are looked at for one return.
const LOOK: usize = 64;
/// A person is shown so many at most.
const MOST: usize = 4;

/// How a debit was found, the best first.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Id,
    Number,
    Mandate,
    Amount,
}

const LEVELS: [Level; 4] = [Level::Id, Level::Number, Level::Mandate, Level::Amount];

impl Debits<'_> {
    /// The debits that a return may take back, as far as that kind of evidence goes.
    fn candidates(&self, desk: &Desk<'_>, back: usize, level: Level) -> Vec<usize> {
        let pay = &desk.pays[back];
        let fits = |debit: &usize| fits(desk, back, *debit, level);
        let fees = pay.payment.fee_minor.map_or((0, desk.settings.largest_fee_minor), |fee| (fee, fee));
        let mut all: Vec<usize> = match level {
            Level::Id => pay.payment.reference().and_then(|id| self.by_id.get(id)).into_iter().flatten().copied().filter(fits).collect(),
            Level::Number => {
                let rows = pay.found.slots.iter().flat_map(|slot| &slot.answers);
                rows.filter_map(|answer| self.by_row.get(&answer.row)).flatten().copied().filter(fits).take(LOOK).collect()
            }
            Level::Mandate if pay.mandate.is_none() => Vec::new(),
            Level::Mandate => self.by_amount(desk, back, pay.mandate, fees).into_iter().filter(fits).collect(),
            Level::Amount => self.by_amount(desk, back, None, fees).into_iter().filter(fits).collect(),
        };
        all.sort_unstable();
        all.dedup();
        // Those first whose text the bank repeats, then the last ones: banks are quick.
        all.sort_by_cached_key(|debit| (!is_echoed(desk, back, *debit), days_between(desk, back, *debit).abs(), *debit));
        // An id is used again: then the one that the reason leaves time for.
        if matches!(level, Level::Id | Level::Number) && all.len() > 1 {
            let in_time: Vec<usize> = all.iter().copied().filter(|debit| is_in_time(desk, back, *debit)).collect();
            if !in_time.is_empty() {
                all = in_time;
            }
        }
        all
    }
}

/// What returns take back.
#[derive(Default)]
pub(super) struct Backs {
    /// What is sure.
    pub(super) made: Vec<TakesBack>,
    /// What a person has to decide.
    pub(super) proposals: Vec<BackProposal>,
    /// Debits that may have gone back.
    pub(super) doubtful: HashSet<usize>,
}

/// Finds them.
pub(super) fn run(desk: &mut Desk<'_>, debits: &mut Debits<'_>) -> Backs {
    let mut backs = Backs::default();
    let mut left = waiting(desk);
    if left.is_empty() {
        return backs;
    }
    debits.notice(desk);
    for level in LEVELS {
        let found: Vec<(usize, Vec<usize>)> = left.iter().map(|back| (*back, debits.candidates(desk, *back, level))).collect();
        let mut claims: HashMap<usize, usize> = HashMap::new();
        for debit in found.iter().flat_map(|(_, all)| all) {
            *claims.entry(*debit).or_default() += 1;
        }
        left.clear();
        for (back, all) in found {
            match all.as_slice() {
                [] => left.push(back),
                [debit] if claims[debit] == 1 && level != Level::Amount => {
                    let mut takes = takes_back(desk, back, *debit, level, Sureness::Sure);
                    takes.released = release(desk, debits, *debit);
                    desk.spend(back, desk.pays[back].rest);
                    backs.made.push(takes);
                }
                _ => {
                    let sure = if all.len() == 1 { Sureness::Likely } else { Sureness::Unclear };
                    let ways = all.iter().take(MOST).map(|debit| takes_back(desk, back, *debit, level, sure)).collect();
                    backs.doubtful.extend(&all);
                    backs.proposals.push(BackProposal { payment: desk.pays[back].payment.id.clone(), sure, ways });
                }
            }
        }
    }
    backs
}

fn takes_back(desk: &Desk<'_>, back: usize, debit: usize, level: Level, sure: Sureness) -> TakesBack {
    let (one, other) = (&desk.pays[back], &desk.pays[debit]);
    let days = days_between(desk, back, debit);
    let number = || {
        let mut rows = one.found.slots.iter().flat_map(|slot| &slot.answers);
        rows.next().map(|answer| desk.rows[answer.row].item.number.clone()).unwrap_or_default()
    };
    TakesBack {
        payment: one.payment.id.clone(),
        debit: other.payment.id.clone(),
        amount_minor: other.payment.amount_minor,
        fee_minor: fee(desk, back, debit).unwrap_or(0),
        why: match level {
            Level::Id => WhyBack::EndToEndId { id: one.payment.reference().unwrap_or_default().to_owned() },
            Level::Number => WhyBack::Number { number: number() },
            Level::Mandate => WhyBack::Mandate { mandate: one.payment.mandate().unwrap_or_default().to_owned(), days },
            Level::Amount => WhyBack::Amount { days },
        },
        sure,
        released: Vec::new(),
    }
}
