//! Numbers, money and dates as German and English readers write them.
//!
//! Pure: whoever calls has already turned an instant into wall-clock time of the right zone
//! ([`Civil`]). The browser tests compare every function with the browser's own `Intl`.

use eyelevel_contract::civil::{Civil, Date};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::money::{Currency, Money};

/// An integer with thousands separators: `12.345` / `12,345`.
#[must_use]
pub fn integer(lang: Lang, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = match lang {
        Lang::De => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + 6);
    if n < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// Which form of a sentence a number takes: in German and English, one and the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plural {
    One,
    Other,
}

#[inline]
pub(crate) const fn plural(_: Lang, n: i64) -> Plural {
    if n == 1 { Plural::One } else { Plural::Other }
}

/// Hundredths of something, with decimals where there are any: `71,40` / `71.40`, `100`.
#[must_use]
pub fn hundredths(lang: Lang, n: i64) -> String {
    let whole = integer(lang, n / 100);
    match (n.unsigned_abs() % 100, lang) {
        (0, _) => whole,
        (rest, Lang::De) => format!("{whole},{rest:02}"),
        (rest, Lang::En) => format!("{whole}.{rest:02}"),
    }
}

/// Money with its currency: `1.284,50 €` / `€1,284.50`.
#[must_use]
pub fn money(lang: Lang, money: Money) -> String {
    let (minor, currency) = (money.minor(), money.currency());
    let (whole, cents) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    let whole = integer(lang, i64::try_from(whole).unwrap_or(i64::MAX));
    let sign = if minor < 0 { "-" } else { "" };
    let symbol = currency.symbol();
    match lang {
        Lang::De => format!("{sign}{whole},{cents:02}\u{a0}{symbol}"),
        Lang::En if symbol.len() == 3 && symbol.is_ascii() => format!("{sign}{symbol}\u{a0}{whole}.{cents:02}"),
        Lang::En => format!("{sign}{symbol}{whole}.{cents:02}"),
    }
}

/// Minor units of a currency by its ISO 4217 code; of one that is none of ours the code stands in the place of its sign.
#[must_use]
pub fn amount(lang: Lang, minor: i64, code: &str) -> String {
    if let Some(currency) = Currency::from_word(code) {
        return money(lang, Money::new(minor, currency));
    }
    let like = money(lang, Money::new(minor, Currency::Chf));
    like.replace(Currency::Chf.symbol(), code)
}

/// Minor units of so many decimals as a plain number, for tables and files: `-1284,50` / `-1284.50`; `1.284,50` with separators of thousands.
#[must_use]
pub fn decimal(lang: Lang, minor: i64, decimals: u32, grouped: bool) -> String {
    let scale = 10_u64.saturating_pow(decimals);
    let (whole, rest) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
    let whole = if grouped { integer(lang, i64::try_from(whole).unwrap_or(i64::MAX)) } else { whole.to_string() };
    let (sign, point) = (if minor < 0 { "-" } else { "" }, if lang == Lang::De { ',' } else { '.' });
    match usize::try_from(decimals) {
        Ok(width @ 1..) => format!("{sign}{whole}{point}{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// A month in words: `Juni 2026` / `June 2026`.
#[must_use]
pub fn month_long(lang: Lang, date: Date) -> String {
    format!("{} {}", month(lang, date.month()), date.year())
}

/// A rate in per cent from basis points: `19 %` / `19%`.
#[must_use]
pub fn percent(lang: Lang, basis_points: i64) -> String {
    let (whole, rest) = (basis_points / 100, (basis_points % 100).abs());
    let number = match (rest, lang) {
        (0, _) => whole.to_string(),
        (r, Lang::De) => format!("{whole},{r:02}").trim_end_matches('0').to_owned(),
        (r, Lang::En) => format!("{whole}.{r:02}").trim_end_matches('0').to_owned(),
    };
    match lang {
        Lang::De => format!("{number}\u{a0}%"),
        Lang::En => format!("{number}%"),
    }
}

const MONTHS_DE: [&str; 12] =
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS_DE: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn month(lang: Lang, month: u8) -> &'static str {
    let names = match lang {
        Lang::De => &MONTHS_DE,
        Lang::En => &MONTHS_EN,
    };
    names[usize::from(month.clamp(1, 12)) - 1]
}

/// The weekday, long: `Donnerstag` / `Thursday`.
#[must_use]
pub fn weekday(lang: Lang, date: Date) -> &'static str {
    let names = match lang {
        Lang::De => &DAYS_DE,
        Lang::En => &DAYS_EN,
    };
    names[usize::from(date.weekday())]
}

/// The weekday, short: `Do.` / `Thu`.
#[must_use]
pub fn weekday_short(lang: Lang, date: Date) -> String {
    match lang {
        Lang::De => weekday(lang, date).chars().take(2).chain(['.']).collect(),
        Lang::En => weekday(lang, date).chars().take(3).collect(),
    }
}

/// A date in numbers, for tables: `12.06.2026` / `12/06/2026`.
#[must_use]
pub fn date(lang: Lang, date: Date) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    match lang {
        Lang::De => format!("{d:02}.{m:02}.{y:04}"),
        Lang::En => format!("{d:02}/{m:02}/{y:04}"),
    }
}

/// A date in words: `12. Juni 2026` / `12 June 2026`.
#[must_use]
pub fn date_long(lang: Lang, date: Date) -> String {
    let (y, d, name) = (date.year(), date.day(), month(lang, date.month()));
    match lang {
        Lang::De => format!("{d}. {name} {y}"),
        Lang::En => format!("{d} {name} {y}"),
    }
}

/// A day of the near future or past, without its year: `Do., 12. Juni` / `Thu 12 June`.
#[must_use]
pub fn day(lang: Lang, date: Date) -> String {
    let (d, name, weekday) = (date.day(), month(lang, date.month()), weekday_short(lang, date));
    match lang {
        Lang::De => format!("{weekday}, {d}. {name}"),
        Lang::En => format!("{weekday} {d} {name}"),
    }
}

/// A time of day: `14:00`.
#[must_use]
pub fn time(civil: Civil) -> String {
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// A deadline in words: `Do., 12. Juni, 14:00` / `Thu 12 June, 14:00`.
#[must_use]
pub fn moment(lang: Lang, civil: Civil) -> String {
    format!("{}, {}", day(lang, civil.date()), time(civil))
}

/// A moment with its year, for records: `12.06.2026, 14:00` / `12/06/2026, 14:00`.
#[must_use]
pub fn timestamp(lang: Lang, civil: Civil) -> String {
    format!("{}, {}", date(lang, civil.date()), time(civil))
}
