//! Invoices that bear another day than the usual one.
//!
//! A series has a rhythm if nearly each of its periods has exactly one invoice: whoever orders now and then has none, and nothing is said of
//! them. Its usual day is the median of where the invoices lie in their periods. Periods are tried from the first of the month and from its
//! middle, so that a series around the end of the month is not torn apart.

use std::collections::BTreeMap;

use super::{Finding, Verdict, deadline::plus_months, facts::Facts};
use crate::{
    civil::Date,
    statements::{
        matching::{Item, ItemKind, Sureness},
        reading::CurrencyCode,
    },
};

words! {
    /// How often invoices come.
    Rhythm {
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// Every six months.
        HalfYearly = "half_yearly",
        /// Every year.
        Yearly = "yearly",
    }
}

/// Of so many periods in a hundred, each has exactly one invoice.
const REGULAR: usize = 85;
/// So many invoices in a hundred lie near the usual day; else there is none.
const USUAL: usize = 75;
/// From so many in a hundred on, both, a long series is no chance: whoever orders about once a month may look regular for a while.
const CLEAR: usize = 90;

impl Rhythm {
    /// Months of a period; none for weeks.
    const fn months(self) -> Option<i64> {
        match self {
            Self::Weekly => None,
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Yearly => Some(12),
        }
    }

    /// The number of the period that a day lies in, with periods that begin so many days later than usual.
    fn period(self, date: Date, shift: i64) -> i64 {
        let date = date.plus_days(-shift);
        match self.months() {
            Some(months) => (i64::from(date.year()) * 12 + i64::from(date.month()) - 1).div_euclid(months),
            // Weeks begin on Mondays; 1970 began on a Thursday.
            None => (date.days() + 3).div_euclid(7),
        }
    }

    /// The first day of a period.
    fn start(self, period: i64, shift: i64) -> Date {
        let start = match self.months() {
            Some(months) => plus_months(Date::EPOCH, period * months - 1970 * 12),
            None => Date::EPOCH.plus_days(period * 7 - 3),
        };
        start.plus_days(shift)
    }

    /// By how many days an invoice may miss its day without being off.
    fn tolerance(self, days: i64) -> i64 {
        days.min(if self == Self::Weekly { 1 } else { days })
    }
}

/// How a series lies in periods.
struct Fit {
    rhythm: Rhythm,
    shift: i64,
    /// How many days after its period's first day the usual invoice bears.
    usual: i64,
    /// How far the series is from it altogether.
    spread: i64,
    /// How many periods in a hundred have exactly one.
    regular: usize,
}

impl Fit {
    /// How the dates (sorted) lie in these periods; nothing if they don't.
    fn of(dates: &[Date], rhythm: Rhythm, shift: i64) -> Option<Self> {
        let (first, last) = (rhythm.period(*dates.first()?, shift), rhythm.period(*dates.last()?, shift));
        let periods = usize::try_from(last - first + 1).ok()?;
        let ones = dates.chunk_by(|a, b| rhythm.period(*a, shift) == rhythm.period(*b, shift)).filter(|all| all.len() == 1).count();
        let regular = ones * 100 / periods;
        let offset = |date: &Date| date.days() - rhythm.start(rhythm.period(*date, shift), shift).days();
        let mut offsets: Vec<i64> = dates.iter().map(offset).collect();
        offsets.sort_unstable();
        let usual = offsets[offsets.len() / 2];
        let spread = offsets.iter().map(|offset| (offset - usual).abs()).sum();
        (regular >= REGULAR).then_some(Self { rhythm, shift, usual, spread, regular })
    }

    /// The day that was expected of an invoice of about this date.
    fn expected(&self, date: Date) -> Date {
        let own = self.rhythm.period(date, self.shift);
        let day = |period: i64| {
            let (start, next) = (self.rhythm.start(period, self.shift), self.rhythm.start(period + 1, self.shift));
            start.plus_days(self.usual.min(next.days() - start.days() - 1))
        };
        let near = [own, own - 1, own + 1].map(day);
        near.into_iter().min_by_key(|day| (day.days() - date.days()).abs()).unwrap_or(date)
    }
}

fn fit(dates: &[Date], least: usize) -> Option<Fit> {
    if dates.len() < least.max(2) {
        return None;
    }
    let half = |rhythm: Rhythm| if rhythm == Rhythm::Weekly { 3 } else { 15 };
    let all = Rhythm::ALL.iter().flat_map(|rhythm| [(*rhythm, 0), (*rhythm, half(*rhythm))]);
    let fits = all.filter_map(|(rhythm, shift)| Fit::of(dates, rhythm, shift));
    fits.max_by_key(|fit| (fit.regular, -fit.spread, -fit.shift))
}

type Series<'a, K> = BTreeMap<K, Vec<&'a Item>>;

/// Invoices of one mandate belong together; if they have no rhythm, those of one amount among them.
pub(super) fn find(facts: &Facts<'_>, all: &mut Vec<Finding>) {
    let mut series: Series<'_, (CurrencyCode, Option<&str>)> = BTreeMap::new();
    for item in facts.items().filter(|item| item.kind == ItemKind::Invoice && item.amount_minor > 0) {
        series.entry((item.currency, item.mandate.as_deref())).or_default().push(item);
    }
    for items in series.into_values() {
        if !look(facts, items.clone(), all) {
            let mut amounts: Series<'_, i64> = BTreeMap::new();
            items.into_iter().for_each(|item| amounts.entry(item.amount_minor).or_default().push(item));
            for items in amounts.into_values() {
                look(facts, items, all);
            }
        }
    }
}

/// Whether a series has a rhythm; what is off it is found.
fn look(facts: &Facts<'_>, mut items: Vec<&Item>, all: &mut Vec<Finding>) -> bool {
    items.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let dates: Vec<Date> = items.iter().map(|item| item.date).collect();
    let least = facts.settings.rhythm_invoices;
    let Some(fit) = fit(&dates, least) else { return false };
    let miss = |item: &&Item| item.date.days() - fit.expected(item.date).days();
    let tolerance = fit.rhythm.tolerance(facts.settings.rhythm_days);
    let off: Vec<&Item> = items.iter().copied().filter(|item| miss(item).abs() > tolerance).collect();
    let finding = |verdict, of: &[&Item], day| Finding {
        verdict,
        currency: items[0].currency,
        items: of.iter().map(|item| item.id.clone()).collect(),
        payments: vec![],
        sure: Sureness::Sure,
        day,
    };
    let usual = (items.len() - off.len()) * 100 / items.len();
    if usual >= USUAL {
        let clear = items.len() >= 2 * least && usual >= CLEAR && fit.regular >= CLEAR;
        let sure = if clear { Sureness::Sure } else { Sureness::Likely };
        all.extend(off.iter().map(|item| {
            let (number, date, expected) = (item.number.clone(), item.date, fit.expected(item.date));
            let verdict = Verdict::OffRhythm { number, date, rhythm: fit.rhythm, expected, days: miss(item) };
            Finding { sure, ..finding(verdict, &[*item], item.date) }
        }));
    } else if items.len() >= 2 * least {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let verdict = Verdict::NoRhythm { rhythm: fit.rhythm, invoices: count(items.len()), off: count(off.len()) };
        let last = dates[dates.len() - 1];
        // Whoever orders about once a month looks the same.
        all.push(Finding { sure: Sureness::Likely, ..finding(verdict, &off, last) });
    }
    true
}
