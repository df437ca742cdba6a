//! For how much an item may be settled: for what is left of it, or for less if a cash discount was agreed and its day has not passed.

use super::{CashDiscount, DiscountTaken, desk::Row};

/// One of the amounts that settle an item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    /// With the sign of what the item asks for.
    pub(super) amount: i64,
    pub(super) discount: Option<DiscountTaken>,
}

/// What an item asks for of a payment on that day; what is left of it first.
pub(super) fn asks(row: &Row<'_>, day: i64) -> Vec<Ask> {
    let mut all = vec![Ask { amount: row.owed, discount: None }];
    if row.owed > 0 && row.is_whole() {
        for discount in row.item.discounts.iter().filter(|discount| day <= row.day + discount.days) {
            for ask in discounted(row, discount) {
                if ask.amount > 0 && all.iter().all(|known| known.amount != ask.amount) {
                    all.push(ask);
                }
            }
        }
    }
    all
}

/// Less a discount; a cent that has to be rounded is rounded either way.
pub(super) fn discounted(row: &Row<'_>, discount: &CashDiscount) -> impl Iterator<Item = Ask> {
    let base = i128::from(discount.base_minor.unwrap_or(row.owed).max(0));
    let product = base * i128::from(discount.basis_points.max(0));
    let (owed, until, basis_points) = (row.owed, row.item.date.plus_days(discount.days), discount.basis_points);
    let down = product / 10_000;
    let up = down + i128::from(product % 10_000 != 0);
    let both = [Some(down), (up != down).then_some(up)].into_iter().flatten();
    both.filter_map(move |less| {
        let less = i64::try_from(less).ok().filter(|less| *less > 0 && *less < owed)?;
        Some(Ask { amount: owed - less, discount: Some(DiscountTaken { amount_minor: less, basis_points, until }) })
    })
}
