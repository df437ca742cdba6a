//! The payments and the items of one amount.

use std::collections::HashSet;

use super::Key;
use crate::statements::matching::{
    DiscountTaken, Sureness, Why,
    asks::asks,
    by_id::Ids,
    desk::{Desk, EARLY, Part, Parts},
};

/// At most so many neighbours are looked at. Where there are more, nothing is sure.
const LOOK: usize = 64;
/// A payment so many days after an item's time could still be the item's.
const AFTER: i64 = 10;
/// So many days lie between an item's own day and its due day, at most.
const AGREED: i64 = 90;

/// Something that asks for the amount.
pub(super) struct Offer {
    row: usize,
    amount: i64,
    discount: Option<DiscountTaken>,
    /// A prompt payment comes between these days.
    from: i64,
    until: i64,
}

pub(super) struct Class<'d, 'a> {
    desk: &'d Desk<'a>,
    ids: &'d Ids,
    doubtful: &'d HashSet<usize>,
    mandate: Option<u32>,
    /// By the first day on which a payment is prompt.
    pub(super) offers: Vec<Offer>,
    /// By day.
    pub(super) pays: Vec<usize>,
}

/// What can be said of a payment.
pub(in super::super) struct Verdict {
    pub(super) pay: usize,
    /// Whether it is prompt for nothing.
    pub(super) late: bool,
    pub(super) sure: Sureness,
    pub(super) ways: Vec<Parts>,
}

impl<'d, 'a> Class<'d, 'a> {
    pub(super) fn new(desk: &'d Desk<'a>, (ids, doubtful): (&'d Ids, &'d HashSet<usize>), group: &[(Key, bool, usize)]) -> Self {
        let (_, mandate, amount) = group[0].0;
        let of = |is_item: bool| group.iter().filter(move |entry| entry.1 == is_item).map(|entry| entry.2);
        let offer = |at: usize| {
            let row = &desk.rows[at];
            let ask = asks(row, row.day).into_iter().find(|ask| ask.amount == amount)?;
            let (from, until) = match &ask.discount {
                Some(taken) => (row.day, taken.until.days()),
                None => (row.due, row.prompt_until(desk.settings)),
            };
            Some(Offer { row: at, amount, discount: ask.discount, from, until })
        };
        let mut offers: Vec<Offer> = of(true).filter_map(offer).collect();
        offers.sort_by_key(|offer| (offer.from, offer.row));
        Self { desk, ids, doubtful, mandate, offers, pays: of(false).filter(|at| desk.pays[*at].waits()).collect() }
    }

    fn day(&self, pay: usize) -> i64 {
        self.desk.pays[pay].day
    }

    fn fits(&self, pay: usize, offer: &Offer) -> bool {
        !self.desk.pays[pay].contradicts(&self.desk.rows[offer.row])
    }

    /// Whether a payment could be an item's at all, late or not.
    fn could_be(&self, pay: usize, offer: &Offer) -> bool {
        let row = &self.desk.rows[offer.row];
        let in_time = offer.discount.is_none() || self.day(pay) <= offer.until;
        in_time && self.desk.pays[pay].is_near(row, self.desk.settings) && self.fits(pay, offer)
    }

    /// The offers for which a payment is prompt, a few of them; and whether there are too many to look at all.
    fn prompt(&self, pay: usize, longest: i64) -> (Vec<usize>, bool) {
        let day = self.day(pay);
        let first = self.offers.partition_point(|offer| offer.from < day - longest);
        let begun = self.offers.partition_point(|offer| offer.from <= day);
        let near = (first..begun).rev().take(LOOK);
        let fitting = near.filter(|at| self.offers[*at].until >= day && self.fits(pay, &self.offers[*at]));
        (fitting.take(3).collect(), begun - first > LOOK)
    }

    pub(super) fn solve(&self, is_single: &mut dyn FnMut(usize, usize) -> bool) -> (Vec<Verdict>, Vec<(usize, usize)>) {
        let longest = self.offers.iter().map(|offer| offer.until - offer.from).max().unwrap_or(0);
        let (prompt, crowded): (Vec<Vec<usize>>, Vec<bool>) = self.pays.iter().map(|pay| self.prompt(*pay, longest)).unzip();
        let mut comers: Vec<Vec<usize>> = self.offers.iter().map(|_| Vec::new()).collect();
        for (at, offers) in prompt.iter().enumerate() {
            offers.iter().for_each(|offer| comers[*offer].push(at));
        }
        let alone = |at: &usize| prompt[*at].len() == 1;
        // Each item with its one payment; of payments that nobody can tell apart, the first.
        let pairs: Vec<(usize, usize)> = (0..self.offers.len())
            .filter_map(|offer| match comers[offer].as_slice() {
                all @ [first, ..] if all.iter().all(alone) && self.are_alike(all) => Some((*first, offer)),
                _ => None,
            })
            .collect();
        let mut paired = (vec![false; self.pays.len()], vec![false; self.offers.len()]);
        for (_, offer) in &pairs {
            paired.1[*offer] = true;
            comers[*offer].iter().for_each(|at| paired.0[*at] = true);
        }
        let again: HashSet<usize> =
            pairs.iter().filter(|(at, _)| self.doubtful.contains(&self.pays[*at])).map(|(_, offer)| *offer).collect();
        let mut waiting: Vec<usize> = (0..self.offers.len()).filter(|at| !paired.1[*at] || again.contains(at)).collect();
        waiting.sort_by_key(|at| (self.desk.rows[self.offers[*at].row].day, *at));
        let unpaired: Vec<usize> = (0..self.pays.len()).filter(|at| !paired.0[*at]).collect();
        let mut verdicts = Vec::new();
        let mut repeats = Vec::new();
        for &(at, offer) in &pairs {
            let (pay, one) = (self.pays[at], &self.offers[offer]);
            let mut ways = vec![offer];
            let (others, few) = self.others(pay, &waiting, &ways);
            ways.extend(others);
            let free = few && !crowded[at] && !self.has_rival(one, &unpaired) && !self.has_missed(pay, &waiting);
            let certain = ways.len() == 1 && free && !self.is_elsewhere(pay, one) && !again.contains(&offer);
            verdicts.push(self.verdict(pay, &ways, false, certain));
            repeats.extend(comers[offer].iter().filter(|other| **other != at).map(|other| (self.pays[*other], pay)));
        }
        for at in unpaired {
            let (pay, mut ways) = (self.pays[at], prompt[at].clone());
            ways.sort_unstable();
            ways.extend(self.others(pay, &waiting, &prompt[at]).0);
            let contested = |offer: &usize| comers[*offer].iter().all(alone);
            match ways.as_slice() {
                [] => {}
                // Several come for the one item: the first is likely right, the others ask again.
                [offer] if contested(offer) && comers[*offer].first().is_some_and(|first| *first != at) => {
                    repeats.extend(comers[*offer].first().map(|first| (pay, self.pays[*first])));
                }
                // Far too late, but there is no other item and no other payment of that amount under the mandate, and never was.
                [offer] if prompt[at].is_empty() => {
                    let alone = self.pays.len() == 1 && self.offers.len() == 1 && is_single(pay, self.offers[*offer].row);
                    verdicts.push(self.verdict(pay, &ways, true, alone && !self.is_elsewhere(pay, &self.offers[*offer])));
                }
                _ => verdicts.push(self.verdict(pay, &ways, prompt[at].is_empty(), false)),
            }
        }
        (verdicts, repeats)
    }

    fn verdict(&self, pay: usize, ways: &[usize], late: bool, certain: bool) -> Verdict {
        let ways = ways.iter().map(|offer| vec![self.part(pay, &self.offers[*offer])]).collect();
        Verdict { pay, late, sure: if certain { Sureness::Sure } else { Sureness::Likely }, ways }
    }

    /// Items that nobody has come for and that a payment may be for, the last ones first; at most as many as anybody wants to choose from,
    /// and whether all were looked at.
    fn others(&self, pay: usize, waiting: &[usize], but: &[usize]) -> (Vec<usize>, bool) {
        let (day, first) = (self.day(pay), self.day(pay) - self.desk.settings.horizon_days - AGREED);
        let item_day = |at: &usize| self.desk.rows[self.offers[*at].row].day;
        let from = waiting.partition_point(|at| item_day(at) < first);
        let near = &waiting[from..waiting.partition_point(|at| item_day(at) <= day + EARLY)];
        let fitting = near.iter().rev().take(LOOK).filter(|at| self.could_be(pay, &self.offers[**at]) && !but.contains(at));
        (fitting.take(2).copied().collect(), near.len() <= LOOK)
    }

    /// Whether nobody can tell these payments apart.
    fn are_alike(&self, all: &[usize]) -> bool {
        let payment = |at: usize| self.desk.pays[self.pays[at]].payment;
        let same = |a: usize, b: usize| {
            let (a, b) = (payment(a), payment(b));
            a.booking_date == b.booking_date && a.remittance == b.remittance && a.end_to_end_id == b.end_to_end_id && a.mandate == b.mandate
        };
        all.iter().all(|at| same(all[0], *at))
    }

    /// Whether a payment says that it is for something else.
    fn is_elsewhere(&self, pay: usize, offer: &Offer) -> bool {
        let found = &self.desk.pays[pay].found;
        let names = found.slots.iter().any(|slot| slot.answers.iter().any(|answer| answer.row == offer.row));
        found.unknown || !found.slots.is_empty() && !names || self.ids.speaks_against(self.desk, pay, offer.row)
    }

    /// Whether it may be for an item whose discount somebody took too late.
    fn has_missed(&self, pay: usize, waiting: &[usize]) -> bool {
        let missed = |offer: &Offer| offer.discount.is_some() && self.day(pay) > offer.until;
        let row = |offer: &Offer| &self.desk.rows[offer.row];
        let near = |offer: &Offer| self.desk.pays[pay].is_near(row(offer), self.desk.settings) && self.fits(pay, offer);
        waiting.iter().rev().take(LOOK).map(|at| &self.offers[*at]).any(|offer| missed(offer) && near(offer))
    }

    /// Whether a payment that belongs nowhere may be the item's.
    fn has_rival(&self, offer: &Offer, unpaired: &[usize]) -> bool {
        let first = self.desk.rows[offer.row].day - EARLY;
        let day = |at: &usize| self.day(self.pays[*at]);
        let from = unpaired.partition_point(|at| day(at) < first);
        let near = &unpaired[from..unpaired.partition_point(|at| day(at) <= offer.until + AFTER).max(from)];
        near.len() > LOOK || near.iter().any(|at| self.fits(self.pays[*at], offer))
    }

    fn part(&self, pay: usize, offer: &Offer) -> Part {
        let days = self.day(pay) - self.desk.rows[offer.row].due;
        let mandate = || self.desk.pays[pay].payment.mandate().unwrap_or_default().to_owned();
        let why = if self.mandate.is_some() { Why::Mandate { mandate: mandate(), days } } else { Why::Amount { days } };
        Part { row: offer.row, amount: offer.amount, discount: offer.discount.clone(), why }
    }
}
