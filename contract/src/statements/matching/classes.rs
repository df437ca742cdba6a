//! Payments without a word in them: those of one amount (and mandate) against the items that ask for it.
//!
//! What is sure here is an argument about all of them together: a payment that comes promptly for one item, the only one that does, is that
//! item's, *unless* something of the same amount is left unexplained that could change places with it. An older item that still waits may be
//! what the payment was for; a payment too many may be the right one. Then a person has to look.

use std::collections::{HashMap, HashSet};

use super::{
    DiscountTaken, Sureness, Why,
    asks::asks,
    by_id::Ids,
    desk::{Desk, EARLY, Part, Parts},
};
use crate::statements::reading::CurrencyCode;

/// At most so many neighbours are looked at; more are as good as two.
const LOOK: usize = 64;
/// A payment so many days after an item's time could still be the item's.
const AFTER: i64 = 10;

/// So many days lie between an item's own day and its due day, at most.
const AGREED: i64 = 90;

/// What makes payments and items neighbours: currency, mandate (none: whichever), signed amount.
type Key = (CurrencyCode, Option<u32>, i64);

/// Something that asks for the amount.
struct Offer {
    row: usize,
    amount: i64,
    discount: Option<DiscountTaken>,
    /// A prompt payment comes between these days.
    from: i64,
    until: i64,
}

struct Class<'d, 'a> {
    desk: &'d Desk<'a>,
    ids: &'d Ids<'a>,
    doubtful: &'d HashSet<usize>,
    mandate: Option<u32>,
    /// Whether to say something of payments that are prompt for nothing.
    late: bool,
    /// By the first day on which a payment is prompt.
    offers: Vec<Offer>,
    /// By day.
    pays: Vec<usize>,
}

/// What a class has come to: for each payment that can be said something of, how sure, and the ways.
type Verdicts = Vec<(usize, Sureness, Vec<Parts>)>;

/// All classes; of mandate and amount, or of the amount alone; of prompt payments, or, once nothing else has explained them, of late ones.
/// Gives payments that come a second time for what a first one is likely for.
///
/// `doubtful`: payments that a return may have taken back. What they paid may be waiting again.
pub(super) fn run<'a>(desk: &mut Desk<'a>, ids: &Ids<'a>, doubtful: &HashSet<usize>, by_mandate: bool, late: bool) -> Vec<(usize, usize)> {
    let mut entries: Vec<(Key, bool, usize)> = Vec::new();
    let key = |currency, mandate: Option<u32>, amount| (currency, mandate.filter(|_| by_mandate), amount);
    for at in desk.waiting() {
        let pay = &desk.pays[at];
        if !by_mandate || pay.mandate.is_some() {
            entries.push((key(pay.currency(), pay.mandate, pay.rest), false, at));
        }
    }
    let wanted: HashSet<Key> = entries.iter().map(|(key, ..)| *key).collect();
    for (at, row) in desk.rows.iter().enumerate().filter(|(_, row)| row.owed != 0 && (!by_mandate || row.mandate.is_some())) {
        let all = asks(row, row.day).into_iter().map(|ask| (key(row.currency(), row.mandate, ask.amount), true, at));
        entries.extend(all.filter(|(key, ..)| wanted.contains(key)));
    }
    entries.sort_unstable();
    let mut totals = None;
    let mut strangers: Option<Vec<(Option<u32>, i64, usize)>> = None;
    let mut repeats = Vec::new();
    for group in entries.chunk_by(|a, b| a.0 == b.0) {
        let class = Class::new(desk, (ids, doubtful), group, late);
        if class.offers.is_empty() || class.pays.is_empty() {
            continue;
        }
        // The only item and the only payment of that amount that there ever were, and no other unexplained payment between them.
        let mut is_single = |pay: usize, row: usize| {
            let key = &group[0].0;
            by_mandate && totals.get_or_insert_with(|| count(desk)).get(key) == Some(&(1, 1)) && {
                let strangers = strangers.get_or_insert_with(|| by_mandate_and_day(desk));
                let from = strangers.partition_point(|one| (one.0, one.1) < (key.1, desk.rows[row].day - EARLY));
                let mut near = strangers[from..].iter().take_while(|one| one.0 == key.1 && one.1 <= desk.pays[pay].day);
                near.all(|one| one.2 == pay)
            }
        };
        let (verdicts, again) = class.solve(&mut is_single);
        repeats.extend(again);
        for (pay, sure, ways) in verdicts {
            if late && desk.pending[pay].is_some() {
                continue;
            }
            desk.decide(pay, ways, sure);
        }
    }
    repeats
}

/// Waiting payments with a mandate.
fn by_mandate_and_day(desk: &Desk<'_>) -> Vec<(Option<u32>, i64, usize)> {
    let mut all: Vec<_> = desk.waiting().into_iter().map(|pay| (desk.pays[pay].mandate, desk.pays[pay].day, pay)).collect();
    all.sort_unstable();
    all
}

/// How many items and payments of each mandate and amount there are in all, settled or not.
fn count(desk: &Desk<'_>) -> HashMap<Key, (u32, u32)> {
    let mut all: HashMap<Key, (u32, u32)> = HashMap::new();
    for row in desk.rows.iter().filter(|row| row.mandate.is_some()) {
        all.entry((row.currency(), row.mandate, row.item.kind.sign() * row.item.amount_minor)).or_default().0 += 1;
    }
    for pay in desk.pays.iter().filter(|pay| pay.mandate.is_some()) {
        all.entry((pay.currency(), pay.mandate, -pay.payment.kind.sign() * pay.payment.amount_minor)).or_default().1 += 1;
    }
    all
}

impl<'d, 'a> Class<'d, 'a> {
    fn new(desk: &'d Desk<'a>, (ids, doubtful): (&'d Ids<'a>, &'d HashSet<usize>), group: &[(Key, bool, usize)], late: bool) -> Self {
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
        Self { desk, ids, doubtful, mandate, late, offers, pays: of(false).filter(|at| desk.pays[*at].waits()).collect() }
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

    /// The offers for which a payment is prompt.
    fn prompt(&self, pay: usize, longest: i64) -> Vec<usize> {
        let day = self.day(pay);
        let begun = self.offers.partition_point(|offer| offer.from <= day);
        let near = (0..begun).rev().take_while(|at| self.offers[*at].from >= day - longest).take(LOOK);
        near.filter(|at| self.offers[*at].until >= day && self.fits(pay, &self.offers[*at])).take(3).collect()
    }

    fn solve(&self, is_single: &mut dyn FnMut(usize, usize) -> bool) -> (Verdicts, Vec<(usize, usize)>) {
        let longest = self.offers.iter().map(|offer| offer.until - offer.from).max().unwrap_or(0);
        let prompt: Vec<Vec<usize>> = self.pays.iter().map(|pay| self.prompt(*pay, longest)).collect();
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
            ways.extend(self.others(pay, &waiting, &ways));
            let free = !self.has_rival(one, &unpaired) && !self.has_missed(pay, &waiting);
            let certain = ways.len() == 1 && free && !self.is_elsewhere(pay, one) && !again.contains(&offer);
            verdicts.push(self.verdict(pay, &ways, certain));
            repeats.extend(comers[offer].iter().filter(|other| **other != at).map(|other| (self.pays[*other], pay)));
        }
        for at in unpaired {
            let (pay, mut ways) = (self.pays[at], prompt[at].clone());
            ways.sort_unstable();
            ways.extend(self.others(pay, &waiting, &prompt[at]));
            let contested = |offer: &usize| comers[*offer].iter().all(alone);
            match ways.as_slice() {
                [] => {}
                _ if prompt[at].is_empty() && !self.late => {}
                // Several come for the one item: the first is likely right, the others ask again.
                [offer] if contested(offer) && comers[*offer].first().is_some_and(|first| *first != at) => {
                    repeats.extend(comers[*offer].first().map(|first| (pay, self.pays[*first])));
                }
                // Far too late, but there is no other item and no other payment of that amount under the mandate, and never was.
                [offer] if prompt[at].is_empty() => {
                    let alone = self.pays.len() == 1 && self.offers.len() == 1 && is_single(pay, self.offers[*offer].row);
                    verdicts.push(self.verdict(pay, &ways, alone && !self.is_elsewhere(pay, &self.offers[*offer])));
                }
                _ => verdicts.push(self.verdict(pay, &ways, false)),
            }
        }
        (verdicts, repeats)
    }

    fn verdict(&self, pay: usize, ways: &[usize], certain: bool) -> (usize, Sureness, Vec<Parts>) {
        let parts = ways.iter().map(|offer| vec![self.part(pay, &self.offers[*offer])]).collect();
        (pay, if certain { Sureness::Sure } else { Sureness::Likely }, parts)
    }

    /// Items that nobody has come for and that a payment may be for, the last ones first; at most as many as anybody wants to choose from.
    fn others(&self, pay: usize, waiting: &[usize], but: &[usize]) -> Vec<usize> {
        let (day, first) = (self.day(pay), self.day(pay) - self.desk.settings.horizon_days - AGREED);
        let item_day = |at: &usize| self.desk.rows[self.offers[*at].row].day;
        let begun = waiting.partition_point(|at| item_day(at) <= day + EARLY);
        let near = waiting[..begun].iter().rev().take_while(|at| item_day(at) >= first).take(LOOK);
        near.filter(|at| self.could_be(pay, &self.offers[**at]) && !but.contains(at)).take(2).copied().collect()
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
        let from = unpaired.partition_point(|at| self.day(self.pays[*at]) < first);
        let near = unpaired[from..].iter().take_while(|at| self.day(self.pays[**at]) <= offer.until + AFTER);
        near.take(LOOK).any(|at| self.fits(self.pays[*at], offer))
    }

    fn part(&self, pay: usize, offer: &Offer) -> Part {
        let days = self.day(pay) - self.desk.rows[offer.row].due;
        let mandate = || self.desk.pays[pay].payment.mandate().unwrap_or_default().to_owned();
        let why = if self.mandate.is_some() { Why::Mandate { mandate: mandate(), days } } else { Why::Amount { days } };
        Part { row: offer.row, amount: offer.amount, discount: offer.discount.clone(), why }
    }
}
