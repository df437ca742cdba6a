use std::str::FromStr;

use serde::Deserialize;

/// When somebody answers: the same hours on a run of days, as OpenStreetMap writes opening hours (`Mo-Fr 07:00-20:00`, `24/7`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Hours {
    /// Monday first.
    days: [bool; 7],
    /// Minutes since midnight: from, and up to, not including, until.
    from: u16,
    until: u16,
}

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MIDNIGHT: u16 = 24 * 60;

impl Hours {
    /// The open time of a weekday (Monday is 0), in minutes since midnight.
    #[must_use]
    pub fn on(&self, weekday: usize) -> Option<(u16, u16)> {
        self.days.get(weekday).is_some_and(|open| *open).then_some((self.from, self.until))
    }
}

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("hours are written like Mo-Fr 07:00-20:00 or 24/7, not {text}");
        if text.trim() == "24/7" {
            return Ok(Self { days: [true; 7], from: 0, until: MIDNIGHT });
        }
        let (days, hours) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let day = |name: &str| DAYS.iter().position(|day| day.eq_ignore_ascii_case(name)).ok_or_else(wrong);
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let (first, last) = (day(first)?, day(last)?);
        // Fr-Mo goes over the weekend.
        let open = |n: usize| if first <= last { (first..=last).contains(&n) } else { n >= first || n <= last };
        let (from, until) = hours.split_once('-').ok_or_else(wrong)?;
        let (from, until) = (minutes(from).ok_or_else(wrong)?, minutes(until).ok_or_else(wrong)?);
        if from >= until {
            return Err(wrong());
        }
        Ok(Self { days: std::array::from_fn(open), from, until })
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && all <= MIDNIGHT).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_days() {
        let hours: Hours = "Mo-Fr 07:00-20:30".parse().expect("hours");
        assert_eq!((hours.on(0), hours.on(4), hours.on(5)), (Some((420, 1230)), Some((420, 1230)), None));
        let weekend: Hours = "Sa-Mo 00:00-24:00".parse().expect("hours");
        assert_eq!([0, 1, 5, 6].map(|day| weekend.on(day).is_some()), [true, false, true, true]);
        assert!("24/7".parse::<Hours>().is_ok_and(|always| (0..7).all(|day| always.on(day) == Some((0, 1440)))));
        for bad in ["", "Mo-Fr", "Mo-Xx 07:00-20:00", "Mo 20:00-07:00", "Mo 7-20", "Mo 07:60-20:00", "Mo 07:00-24:01"] {
            assert!(bad.parse::<Hours>().is_err(), "{bad}");
        }
    }
}
