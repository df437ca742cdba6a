//! What returns are looked up in.

use std::collections::HashMap;

use super::{LOOK, fits::waiting};
use crate::statements::{
    matching::{
        desk::{Desk, EARLY, Mandate, Role},
        reasons,
    },
    reading::CurrencyCode,
};

/// Debits, by all that a return may say of one.
#[derive(Default)]
pub(in super::super) struct Debits<'a> {
    pub(super) by_id: HashMap<&'a str, Vec<usize>>,
    /// Who names, or has paid, a row that some return names.
    pub(super) by_row: HashMap<usize, Vec<usize>>,
    /// By currency, mandate, amount and day; and once more without the mandate.
    sorted: Vec<(CurrencyCode, Mandate, i64, i64, usize)>,
    /// What stands in the books for each debit.
    pub(super) standing: HashMap<&'a str, Vec<usize>>,
    pub(super) rows: HashMap<&'a str, usize>,
}

impl<'a> Debits<'a> {
    /// Nothing at all where nothing waits.
    pub(in super::super) fn new(desk: &Desk<'a>) -> Self {
        let mut all = Self::default();
        let returns = waiting(desk);
        if returns.is_empty() {
            return all;
        }
        for back in returns.iter().map(|at| &desk.pays[*at]) {
            if let Some(id) = back.payment.reference() {
                all.by_id.entry(id).or_default();
            }
            for answer in back.found.slots.iter().flat_map(|slot| &slot.answers) {
                all.by_row.entry(answer.row).or_default();
            }
        }
        all.rows = desk.rows.iter().enumerate().map(|(at, row)| (row.item.id.as_str(), at)).collect();
        for (at, standing) in desk.books.allocations.iter().enumerate() {
            all.standing.entry(standing.payment.as_str()).or_default().push(at);
        }
        for (at, pay) in desk.pays.iter().enumerate().filter(|(_, pay)| pay.role == Role::Settles) {
            if let Some(same) = pay.payment.reference().and_then(|id| all.by_id.get_mut(id)) {
                same.push(at);
            }
            let named = pay.found.slots.iter().flat_map(|slot| slot.answers.iter().map(|answer| answer.row));
            let paid = all.standing.get(pay.payment.id.as_str()).into_iter().flatten();
            let paid = paid.filter_map(|at| all.rows.get(desk.books.allocations[*at].item.as_str()).copied());
            for row in named.chain(paid) {
                if let Some(debits) = all.by_row.get_mut(&row)
                    && debits.last() != Some(&at)
                {
                    debits.push(at);
                }
            }
            all.sorted.push((pay.currency(), None, pay.payment.amount_minor, pay.day, at));
            if pay.mandate.is_some() {
                all.sorted.push((pay.currency(), pay.mandate, pay.payment.amount_minor, pay.day, at));
            }
        }
        all.sorted.sort_unstable();
        all
    }

    /// Takes note of what the rules have allocated by now.
    pub(super) fn notice(&mut self, desk: &Desk<'_>) {
        for (pay, part) in &desk.made {
            if let Some(debits) = self.by_row.get_mut(&part.row)
                && !debits.contains(pay)
            {
                debits.push(*pay);
            }
        }
    }

    /// Debits of the time that the reason allows whose amount is what was returned, less a fee between these; a few at most.
    pub(super) fn by_amount(&self, desk: &Desk<'_>, back: usize, mandate: Mandate, fees: (i64, i64)) -> Vec<usize> {
        let pay = &desk.pays[back];
        let (currency, returned) = (pay.currency(), pay.payment.open_minor);
        let first = pay.day - reasons::days(pay.payment.reason.as_deref());
        let mut all = Vec::new();
        let mut amount = returned.saturating_sub(fees.1);
        while all.len() <= LOOK {
            // On to the next amount that there is, and in it to the first day.
            let next = self.sorted.partition_point(|debit| (debit.0, debit.1, debit.2) < (currency, mandate, amount));
            let Some(debit) =
                self.sorted.get(next).filter(|debit| (debit.0, debit.1) == (currency, mandate) && debit.2 <= returned - fees.0)
            else {
                break;
            };
            amount = debit.2;
            let from = self.sorted.partition_point(|debit| (debit.0, debit.1, debit.2, debit.3) < (currency, mandate, amount, first));
            let run = self.sorted[from..].iter().take_while(|debit| (debit.0, debit.1, debit.2) == (currency, mandate, amount));
            all.extend(run.take_while(|debit| debit.3 <= pay.day + EARLY).take(LOOK).map(|debit| debit.4));
            amount += 1;
        }
        all
    }
}
