//! Contracts, and when each is invoiced.

use eyelevel_contract::{civil::Date, statements::matching::CashDiscount};

use crate::{chance::Chance, money::Prices, recipe::Recipe};

/// What the debits of a contract say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// The invoice's number.
    Number,
    /// The end-to-end id, and now and then the number.
    Id,
    /// Nothing.
    Nothing,
}

pub(crate) struct Contract {
    /// On its invoices.
    pub(crate) mandate: Option<String>,
    pub(crate) debits_name_mandate: bool,
    pub(crate) voice: Voice,
    pub(crate) due_days: Option<i64>,
    pub(crate) discount: Option<CashDiscount>,
    /// Invoiced every month, on any day of it.
    pub(crate) is_arbitrary: bool,
    /// Invoiced every month or every quarter.
    pub(crate) is_regular: bool,
    /// Debited once a month for everything.
    pub(crate) together: bool,
}

/// An invoice that is to be written.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) contract: usize,
    pub(crate) date: Date,
    pub(crate) amount: i64,
    /// It bears another day than the others of its contract.
    pub(crate) off: bool,
}

/// The first of a month, so many months after January 2024.
fn month(n: i64) -> Date {
    let (year, month) = (i16::try_from(2024 + n.div_euclid(12)), u8::try_from(n.rem_euclid(12) + 1));
    Date::new(year.unwrap_or(2024), month.unwrap_or(1), 1).unwrap_or(Date::EPOCH)
}

fn contract(n: usize, recipe: &Recipe, chance: &mut Chance) -> Contract {
    let speaks = chance.often(recipe.speaking);
    let (voice, mandated) = match chance.between(0, 9) {
        0..=2 if speaks => (Voice::Id, true),
        3 if speaks => (Voice::Number, false),
        _ if speaks => (Voice::Number, true),
        5.. => (Voice::Nothing, true),
        _ => (Voice::Nothing, false),
    };
    let days = chance.pick(&[8, 10, 14]);
    let basis_points = chance.pick(&[200, 250, 300]);
    Contract {
        // Without one, it is still debited under one more often than not.
        mandate: (mandated || chance.often(400)).then(|| format!("M-{n:06}")),
        debits_name_mandate: mandated,
        voice,
        due_days: if chance.often(300) { None } else { Some(chance.pick(&[7, 14, 14, 30])) },
        discount: chance.often(recipe.discount).then_some(CashDiscount { days, basis_points, base_minor: None }),
        is_arbitrary: false,
        is_regular: false,
        together: chance.often(recipe.together),
    }
}

/// Contracts with their invoices, these in the order in which they are written.
pub(crate) fn contracts(recipe: &Recipe, chance: &mut Chance) -> (Vec<Contract>, Vec<Plan>) {
    let (mut contracts, mut plans) = (Vec::new(), Vec::new());
    while plans.len() < recipe.invoices {
        let at = contracts.len();
        let mut one = contract(at, recipe, chance);
        let prices = Prices::any(chance);
        let (first, months) = (chance.between(0, 8), chance.between(8, 24));
        if one.together {
            for n in 0..months {
                for _ in 0..chance.between(2, 5) {
                    let date = month(first + n).plus_days(chance.between(0, 19));
                    plans.push(Plan { contract: at, date, amount: Prices::Odd.next(chance), off: false });
                }
            }
        } else {
            let every = chance.pick(&[1, 1, 1, 1, 3, 0]);
            let usual = chance.between(0, 26);
            one.is_arbitrary = every == 1 && months > 14 && one.mandate.is_some() && chance.often(recipe.off_rhythm * 3);
            one.is_regular = every > 0 && !one.is_arbitrary;
            for n in 0..if every == 3 { months / 3 + 6 } else { months } {
                let off = one.is_regular && chance.often(recipe.off_rhythm);
                let shift = if off { chance.pick(&[-1, 1]) * chance.between(9, 13) } else { chance.between(0, 2) };
                let now_and_then = chance.between(0, 600);
                let date = match every {
                    0 => month(first).plus_days(now_and_then),
                    1 if one.is_arbitrary => month(first + n).plus_days(now_and_then % 28),
                    _ => month(first + n * every).plus_days(usual + shift),
                };
                plans.push(Plan { contract: at, date, amount: prices.next(chance), off });
            }
        }
        contracts.push(one);
    }
    plans.sort_by_key(|plan| (plan.date, plan.contract));
    (contracts, plans)
}
