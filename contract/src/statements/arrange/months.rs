use crate::civil::Date;
use crate::statements::Month;

/// Most months that a chart shows; of more, the last ones.
const MOST: usize = 120;

/// Every month from the first to the last, those in which nothing happened as well; `months` in their order.
#[must_use]
pub fn every_month(months: &[Month]) -> Vec<Month> {
    let mut out: Vec<Month> = Vec::new();
    let first = months.len().saturating_sub(MOST);
    for month in &months[first..] {
        while let Some(next) = out.last().and_then(|last| after(last.month)).filter(|next| *next < month.month) {
            out.push(Month { month: next, invoiced: 0, debited: 0 });
        }
        out.push(month.clone());
    }
    let surplus = out.len().saturating_sub(MOST);
    out.split_off(surplus)
}

/// The first day of the next month.
fn after(month: Date) -> Option<Date> {
    let (year, number) = if month.month() == 12 { (month.year() + 1, 1) } else { (month.year(), month.month() + 1) };
    Date::new(year, number, 1).ok()
}
