//! Payments that say what they are for: by an end-to-end id, or by numbers in their text.

use super::{
    Sureness, Why,
    by_id::{self, Ids},
    desk::{Desk, Parts, Pay},
    families::Families,
    numbers::is_about_costs,
    readings::{Named, readings},
    ways::{fill, is_open, sum_of, ways},
};

/// A difference of so many minor units may be any credit note's.
const SMALL: i64 = 5_000;

/// The sentence for an item whose number the text names, else for one that belongs to the named ones.
fn why_number<'d>(desk: &'d Desk<'_>, pay: usize, lines: &'d [usize]) -> impl Fn(usize) -> Why + 'd {
    move |row| {
        let payment = &desk.pays[pay];
        let slot = payment.found.slots.iter().find(|slot| slot.answers.iter().any(|answer| answer.row == row));
        let Some(slot) = slot else { return sum_of(desk, lines, lines.iter().filter(|line| is_named(payment, **line)).count()) };
        let written = payment.payment.remittance.get(slot.at.0..slot.at.1).unwrap_or_default();
        Why::Number { number: desk.rows[row].item.number.clone(), written: written.split_whitespace().collect::<Vec<_>>().join(" ") }
    }
}

fn is_named(pay: &Pay<'_>, row: usize) -> bool {
    pay.found.slots.iter().any(|slot| slot.answers.iter().any(|answer| answer.row == row))
}

/// Payments whose named items come to exactly what they are, less agreed discounts.
pub(super) fn exact(desk: &mut Desk<'_>) {
    for pay in desk.waiting() {
        let payment = &desk.pays[pay];
        let mut found: Vec<(Parts, Sureness)> = Vec::new();
        let mut complete = true;
        for named in readings(&payment.found.slots) {
            let open: Vec<usize> = named.rows.iter().copied().filter(|row| is_open(payment, &desk.rows[*row])).collect();
            let fits = |row: &usize| !payment.contradicts(&desk.rows[*row]) && payment.is_near(&desk.rows[*row], desk.settings);
            if open.is_empty() || !named.strong && !open.iter().all(fits) {
                continue;
            }
            let (mut sums, all) = ways(desk, pay, &open, &[], &why_number(desk, pay, &open));
            complete &= all;
            if sums.is_empty() && !named.strong && open.len() > 1 {
                // What only looks like a number is left out, if that is the one way to the amount.
                let (weak, must): (Vec<usize>, Vec<usize>) = open.iter().copied().partition(|row| named.weak.contains(row));
                let (some, all) = ways(desk, pay, &must, &weak, &why_number(desk, pay, &open));
                (sums, complete) = (some, complete && all);
            }
            let sure = if named.cut { Sureness::Likely } else { Sureness::Sure };
            found.extend(sums.into_iter().map(|way| (way, sure)));
        }
        settle(desk, pay, found, complete);
    }
}

/// The rows that a payment names by an id of their own or by numbers, those that are open; nothing where that may mean several things.
fn meant(desk: &Desk<'_>, ids: &Ids, pay: usize) -> Option<Named> {
    let payment = &desk.pays[pay];
    let mut named = match readings(&payment.found.slots).as_slice() {
        [] => Named::none(),
        [named] => named.clone(),
        _ => return None,
    };
    if let Some(row) = ids.only(desk, pay) {
        // An id is worth more than a number that is not worth much.
        if !named.strong || named.cut {
            named = Named::none();
        }
        named.rows.push(row);
        named.rows.sort_unstable();
        named.rows.dedup();
    }
    named.rows.retain(|row| is_open(payment, &desk.rows[*row]));
    (!named.rows.is_empty() && desk.pending[pay].is_none()).then_some(named)
}

/// Why a named row belongs to a payment, by its id or by its number; else that it is one of these lines.
fn why_meant<'d>(desk: &'d Desk<'_>, ids: &'d Ids, pay: usize, lines: &'d [usize]) -> impl Fn(usize) -> Why + 'd {
    let number = why_number(desk, pay, lines);
    move |row| if ids.rows(pay) == [row] { by_id::why(desk, pay) } else { number(row) }
}

/// Payments that name lines, and are the sum of these only with credit notes and corrections that go with them, or of some of them alone.
pub(super) fn nearly(desk: &mut Desk<'_>, ids: &Ids, families: &Families<'_>) {
    for pay in desk.waiting() {
        let Some(named) = meant(desk, ids, pay).filter(|named| named.strong && !named.cut) else { continue };
        let (more, all_credits) = families.going_with(desk, pay, &named.rows);
        let (mut found, mut complete) = (Vec::new(), true);
        if !more.is_empty() {
            (found, complete) = ways(desk, pay, &named.rows, &more, &|_| sum_of(desk, &[], 0));
            for parts in &mut found {
                let lines: Vec<usize> = parts.iter().map(|part| part.row).collect();
                parts.iter_mut().for_each(|part| part.why = why_meant(desk, ids, pay, &lines)(part.row));
            }
        }
        if found.is_empty() && complete && named.rows.len() > 1 {
            (found, complete) = ways(desk, pay, &[], &named.rows, &why_meant(desk, ids, pay, &named.rows));
        }
        let chance = found.len() == 1 && is_chance(desk, pay, &named.rows, &more, &found[0]);
        let sure = if all_credits && !chance { Sureness::Sure } else { Sureness::Likely };
        settle(desk, pay, found.into_iter().map(|way| (way, sure)).collect(), complete);
    }
}

/// Whether it may be chance that these parts add up: with credit notes that neither the text nor the document ties to what is named, one of
/// several, or where what is missing is a simple part of the whole, as an instalment is.
fn is_chance(desk: &Desk<'_>, pay: usize, named: &[usize], more: &[usize], parts: &Parts) -> bool {
    let ids: Vec<&str> = named.iter().map(|row| desk.rows[*row].item.id.as_str()).collect();
    let is_tied = |row: &usize| desk.rows[*row].item.corrects.as_deref().is_some_and(|id| ids.contains(&id));
    let stray: Vec<usize> = parts.iter().map(|part| part.row).filter(|row| !named.contains(row) && !is_tied(row)).collect();
    if stray.is_empty() {
        return false;
    }
    let whole: i64 = named.iter().map(|row| desk.rows[*row].owed).sum();
    let (rest, less) = (desk.pays[pay].rest.abs(), (whole - desk.pays[pay].rest).abs());
    let fraction = |part: i64| part > 0 && whole.abs() % part == 0 && whole.abs() / part <= 12;
    // Small differences meet by chance.
    let count = more.iter().filter(|row| !is_tied(row)).count();
    let small = i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(SMALL) > less;
    let percent = i128::from(less) * 100 % i128::from(whole.abs().max(1)) == 0;
    fraction(rest) || fraction(less) || small || percent && count > 1
}

/// What is named, where the amounts differ: a part of it, or all of it and something is left over.
pub(super) fn loosely(desk: &mut Desk<'_>, ids: &Ids, families: &Families<'_>) {
    for pay in desk.waiting() {
        let Some(mut named) = meant(desk, ids, pay) else { continue };
        let payment = &desk.pays[pay];
        named.rows.retain(|row| desk.rows[*row].owed.signum() == payment.rest.signum());
        if named.rows.is_empty() {
            continue;
        }
        let against = named.rows.iter().any(|row| payment.contradicts(&desk.rows[*row]));
        let doubtful = !named.strong || named.cut || against || is_about_costs(&payment.payment.remittance);
        let parts = fill(desk, pay, &named.rows, &why_meant(desk, ids, pay, &named.rows));
        let whole = parts.len() == named.rows.len() && parts.iter().all(|part| part.amount == desk.rows[part.row].owed);
        // Of several that are named, which one was paid in part, nobody knows; nor whether something else was taken off as well.
        let has_credits = || families.going_with(desk, pay, &named.rows) != (Vec::new(), true);
        let unknown = !whole && (named.rows.len() > 1 || has_credits());
        desk.decide(pay, vec![parts], if doubtful || unknown { Sureness::Likely } else { Sureness::Sure });
    }
}

fn settle(desk: &mut Desk<'_>, pay: usize, mut found: Vec<(Parts, Sureness)>, complete: bool) {
    let mut ways: Vec<Parts> = Vec::new();
    let sure = found.iter().map(|(_, sure)| *sure).max().unwrap_or(Sureness::Sure);
    for (way, _) in found.drain(..) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    if !ways.is_empty() {
        desk.decide(pay, ways, if complete { sure } else { Sureness::Likely });
    }
}
