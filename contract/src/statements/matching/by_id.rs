//! Payments that bear the end-to-end id under which an item was announced.

use std::collections::HashMap;

use super::{
    Sureness, Why,
    asks::asks,
    desk::{Desk, Part, Pay},
    provided,
    ways::{is_open, ways},
};

/// More items than these under one id is somebody's customer number.
const MOST: usize = 64;

/// Which items were announced under which id, and which payments bear it.
pub(super) struct Ids {
    /// For each id, its items, and how many payments bear it.
    known: Vec<(Vec<usize>, usize)>,
    /// For each payment, its id among these.
    of: Vec<Option<usize>>,
}

impl Ids {
    pub(super) fn new(desk: &Desk<'_>) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut known: Vec<(Vec<usize>, usize)> = Vec::new();
        for (at, row) in desk.rows.iter().enumerate() {
            if let Some(id) = row.item.end_to_end_id.as_deref().and_then(provided) {
                let place = *places.entry(id).or_insert_with(|| {
                    known.push((Vec::new(), 0));
                    known.len() - 1
                });
                known[place].0.push(at);
            }
        }
        let mut place = |pay: &Pay<'_>| {
            let place = *places.get(pay.payment.reference()?)?;
            known[place].1 += 1;
            Some(place)
        };
        let of = desk.pays.iter().map(&mut place).collect();
        Self { known, of }
    }

    /// The items that were announced under a payment's id.
    pub(super) fn rows(&self, pay: usize) -> &[usize] {
        self.of[pay].map_or(&[], |place| &self.known[place].0)
    }

    /// Whether a payment's id says that it is for something else than an item.
    pub(super) fn speaks_against(&self, desk: &Desk<'_>, pay: usize, row: usize) -> bool {
        let announced = self.rows(pay);
        if !announced.is_empty() {
            return !announced.contains(&row);
        }
        desk.pays[pay].payment.reference().is_some() && desk.rows[row].item.end_to_end_id.as_deref().and_then(provided).is_some()
    }
}

/// Payments that are what was announced: all of it together, or one of the items that share the id.
pub(super) fn exact(desk: &mut Desk<'_>, ids: &Ids) {
    for pay in desk.waiting() {
        let open = open(desk, ids, pay);
        if open.is_empty() || open.len() > MOST {
            continue;
        }
        let (all, complete) = ways(desk, pay, &open, &[], &|_| why(desk, pay));
        if let ([_], true) = (all.as_slice(), complete) {
            desk.decide(pay, all, Sureness::Sure);
            continue;
        }
        // The same id every month: the amount tells which, or it does not.
        let payment = &desk.pays[pay];
        let alone =
            |row: &usize| asks(&desk.rows[*row], payment.paid()).into_iter().find(|ask| ask.amount == payment.rest).map(|ask| (*row, ask));
        let mut fitting: Vec<_> = open.iter().filter_map(alone).collect();
        if let (1, Some((row, ask))) = (fitting.len(), fitting.pop()) {
            let part = Part { row, amount: ask.amount, discount: ask.discount, why: why(desk, pay) };
            desk.decide(pay, vec![vec![part]], Sureness::Sure);
        }
    }
}

fn open(desk: &Desk<'_>, ids: &Ids, pay: usize) -> Vec<usize> {
    ids.rows(pay).iter().copied().filter(|row| is_open(&desk.pays[pay], &desk.rows[*row])).collect()
}

impl Ids {
    /// The item that is the only one of its id, by the only payment that bears it.
    pub(super) fn only(&self, desk: &Desk<'_>, pay: usize) -> Option<usize> {
        let alone = || self.of[pay].is_some_and(|place| self.known[place].1 == 1);
        match self.rows(pay) {
            &[row] if alone() && desk.pays[pay].is_near(&desk.rows[row], desk.settings) => Some(row),
            _ => None,
        }
    }
}

pub(super) fn why(desk: &Desk<'_>, pay: usize) -> Why {
    Why::EndToEndId { id: desk.pays[pay].payment.reference().unwrap_or_default().to_owned() }
}
