//! Calendar dates and wall-clock times, without a zone and without a clock.

use core::fmt;
use core::str::FromStr;

/// A day of the proleptic Gregorian calendar, years 1900 to 9999. In JSON `"2026-06-12"` (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// Why a text or three numbers are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDate;

impl fmt::Display for NoSuchDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date of the form YYYY-MM-DD")
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// A date from its numbers.
    ///
    /// # Errors
    /// If there is no such day, or the year is outside 1900 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, NoSuchDate> {
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap(i64::from(year)) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return Err(NoSuchDate),
        };
        if (1900..=9999).contains(&year) && (1..=length).contains(&day) { Ok(Self { year, month, day }) } else { Err(NoSuchDate) }
    }

    /// The year, 1900 to 9999.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    #[must_use]
    pub fn days(self) -> i64 {
        let (m, d) = (i64::from(self.month), i64::from(self.day));
        let y = i64::from(self.year) - i64::from(m <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// The date so many days after 1970-01-01; `None` outside the supported years.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let z = days.checked_add(719_468)?;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = u8::try_from(doy - (153 * mp + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if mp < 10 { mp + 3 } else { mp - 9 }).ok()?;
        let year = i16::try_from(yoe + era * 400 + i64::from(month <= 2)).ok()?;
        Self::new(year, month, day).ok()
    }

    /// The weekday, 0 = Monday … 6 = Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday; the remainder is below 7.
        (self.days() + 3).rem_euclid(7) as u8
    }

    /// So many days later (earlier if negative); the same day where the calendar would end.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days().saturating_add(days)).unwrap_or(self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NoSuchDate;

    fn from_str(text: &str) -> Result<Self, NoSuchDate> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NoSuchDate);
        }
        let number = |from: usize, until: usize| {
            bytes[from..until]
                .iter()
                .try_fold(0_i16, |n, b| if b.is_ascii_digit() { Ok(n * 10 + i16::from(b - b'0')) } else { Err(NoSuchDate) })
        };
        let small = |n: i16| u8::try_from(n).map_err(|_| NoSuchDate);
        Self::new(number(0, 4)?, small(number(5, 7)?)?, small(number(8, 10)?)?)
    }
}

impl TryFrom<String> for Date {
    type Error = NoSuchDate;

    fn try_from(text: String) -> Result<Self, NoSuchDate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// A wall-clock time: a date, an hour and a minute of some zone that the context names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    date: Date,
    hour: u8,
    minute: u8,
}

impl Civil {
    /// A wall-clock time; `None` if there is no such hour or minute.
    #[must_use]
    pub fn new(date: Date, hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { date, hour, minute })
    }

    /// The day.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }
}

string_schema!(Date, "date");

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Date;

    #[test]
    fn days_and_back() {
        for days in (-25_567..2_932_896).step_by(13) {
            let date = Date::from_days(days).unwrap();
            assert_eq!(date.days(), days);
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn weekdays() {
        assert_eq!("2026-11-24".parse::<Date>().unwrap().weekday(), 1);
        assert_eq!("1970-01-01".parse::<Date>().unwrap().weekday(), 3);
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "+026-01-01", "2026-01-32", "20é6-01-1"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
