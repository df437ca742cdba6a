//! Business time against a second opinion: holidays of all regions from 1995 to 2060, and spans that chance makes, with pauses, holidays and
//! clocks that are moved, counted by the server and again by a script that knows nothing of it. To the millisecond.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use eyelevel_contract::calendars::{ClosedDays, EditCalendar, Hours, Region, Span, holidays, validate_calendar};
use eyelevel_contract::civil::Date;
use eyelevel_server::calendars::Counted;
use serde_json::{Value, json};

/// Where clocks are moved, or not, in all the ways that there are.
const ZONES: [&str; 24] = [
    "Europe/Berlin",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Athens",
    "Europe/Istanbul",
    "Atlantic/Azores",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Havana",
    "America/Phoenix",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "UTC",
];
/// So many spans to a calendar.
const TO_A_CALENDAR: usize = 10_000;
/// How long a calendar is looked at, in days.
const WINDOW: i64 = 4 * 366;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// How many holidays and spans were told alike, and where we differ.
pub(crate) fn compare(python: &str, script: &str, spans: usize) -> Result<(usize, Vec<String>), String> {
    let folder = std::env::temp_dir().join(format!("eyelevel-business-time-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let said = ask(python, script, spans, &folder);
    // A temporary folder that stays is no reason to fail.
    let _gone = std::fs::remove_dir_all(&folder);
    let said = said?;
    let number = |name: &str| usize::try_from(said[name].as_u64().unwrap_or_default()).unwrap_or_default();
    let (days, spans) = (number("holidays"), number("spans"));
    println!(
        "{days} holidays of {} regions from 1995 to 2060, {} differences ({} explained in docs/calendars.md)",
        Region::ALL.len(),
        number("holiday_differences"),
        number("explained")
    );
    println!("{spans} spans of business time with {} pauses, {} differences", number("pauses"), number("span_differences"));
    let differences: Vec<String> = said["first"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let wrong = number("holiday_differences") + number("span_differences");
    Ok(((days + spans).saturating_sub(wrong), differences))
}

fn ask(python: &str, script: &str, spans: usize, folder: &Path) -> Result<Value, String> {
    let (calendars, cases) = (folder.join("calendars.json"), folder.join("cases.bin"));
    let mut chance = Chance(0x0BAD_CA1E_DA75_0001);
    let mut file = BufWriter::new(File::create(&cases).map_err(|error| error.to_string())?);
    let mut all = Vec::new();
    for number in 0..spans.div_ceil(TO_A_CALENDAR) {
        let many = TO_A_CALENDAR.min(spans - number * TO_A_CALENDAR);
        let calendar = chance.calendar()?;
        let begin = chance.between(1_546_300_800_000, 1_893_456_000_000).div_euclid(DAY) * DAY;
        let counted = Counted::of(0, Hours::of(calendar.clone())).map_err(|error| error.to_string())?;
        for _ in 0..many {
            let mut case = chance.case(&counted, begin)?;
            case[0] = i64::try_from(number).unwrap_or_default();
            for value in case {
                file.write_all(&value.to_le_bytes()).map_err(|error| error.to_string())?;
            }
        }
        let mut said = serde_json::to_value(&calendar).map_err(|error| error.to_string())?;
        said["begin"] = begin.into();
        said["minutes"] = (WINDOW * 24 * 60).into();
        all.push(said);
    }
    file.flush().map_err(|error| error.to_string())?;
    let said = json!({ "holidays": ours(), "calendars": all });
    std::fs::write(&calendars, said.to_string()).map_err(|error| error.to_string())?;
    let output = Command::new(python).arg(script).arg(&calendars).arg(&cases).stderr(Stdio::piped()).output();
    let output = output.map_err(|error| format!("{python}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{script} failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{script}: {error}"))
}

/// Our holidays by region.
fn ours() -> Value {
    let of = |region: &Region| {
        let days = (1995..=2060).flat_map(|year| holidays(*region, year)).map(|(date, _)| date.to_string());
        (region.word().to_owned(), days.collect::<Vec<_>>().into())
    };
    Value::Object(Region::ALL.iter().map(of).collect())
}

/// Numbers that look like chance, the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From the first up to, not including, the second.
    fn between(&mut self, from: i64, until: i64) -> i64 {
        let width = u64::try_from(until - from).unwrap_or(1).max(1);
        from + i64::try_from(self.next() % width).unwrap_or(0)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let place = self.between(0, i64::try_from(all.len()).unwrap_or(1));
        &all[usize::try_from(place).unwrap_or(0)]
    }

    /// A day's spans, often none.
    fn spans(&mut self, weekday: usize) -> Vec<Span> {
        if self.between(0, 10) < if weekday < 5 { 1 } else { 7 } {
            return Vec::new();
        }
        let kind = self.between(0, 10);
        if kind == 0 {
            return vec![Span { from: 0, until: 1_440 }];
        }
        let mut times: Vec<i64> = match kind {
            1..=4 => [480, 540, 750, 780, 1_020, 1_080].into_iter().skip(usize::try_from(kind % 2).unwrap_or(0)).collect(),
            _ => (0..self.between(1, 4) * 2).map(|_| self.between(0, 1_441)).collect(),
        };
        times.sort_unstable();
        times.dedup();
        times.chunks_exact(2).map(|pair| Span { from: pair[0], until: pair[1] }).collect()
    }

    fn calendar(&mut self) -> Result<EditCalendar, String> {
        loop {
            let week = (0..7).map(|weekday| self.spans(weekday)).collect();
            let regions = (0..self.between(0, 4)).map(|_| *self.one_of(Region::ALL)).collect();
            let mut closed = Vec::new();
            for _ in 0..self.between(0, 8) {
                let from = Date::from_days(self.between(17_000, 23_000)).ok_or("no such day")?;
                let until = from.plus_days(self.between(0, 12));
                closed.push(ClosedDays { from, until, name: "Closed".to_owned(), yearly: self.between(0, 3) == 0 });
            }
            let zone = (*self.one_of(&ZONES)).to_owned();
            let calendar = EditCalendar { zone, week, regions, worked: Vec::new(), closed };
            // A week without an open minute is refused: chance tries again.
            if let Ok(calendar) = validate_calendar(&calendar)
                && calendar.week.iter().flatten().map(|span| span.until - span.from).sum::<i64>() >= 300
            {
                return Ok(calendar);
            }
        }
    }

    /// A promise with up to three pauses and when it is due by our reckoning, and the minutes between two instants.
    fn case(&mut self, counted: &Counted, begin: i64) -> Result<[i64; 13], String> {
        let end = begin + (WINDOW - 2) * DAY;
        loop {
            let start = self.between(begin + 2 * DAY, begin + 2 * 366 * DAY);
            let longest = *self.one_of(&[60, 600, 3_000, 15_000]);
            let minutes = self.between(1, longest + 1);
            let mut case = [0; 13];
            (case[1], case[2]) = (start, minutes);
            let error = |error: eyelevel_server::error::Error| error.to_string();
            let (mut at, mut due) = (start, counted.due(start, minutes).map_err(error)?);
            for pause in 0..usize::try_from(self.between(0, 4)).unwrap_or(0) {
                let (runs, stands) = (self.between(0, (due - at).max(1) * 5 / 4 + 1), self.between(1, 20 * DAY));
                (case[3 + pause * 2], case[4 + pause * 2]) = (runs, stands);
                if at + runs < due {
                    let left = counted.minutes_between(at + runs, due);
                    at += runs + stands;
                    due = counted.due(at, left).map_err(error)?;
                }
            }
            let from = self.between(begin + DAY, end - 400 * DAY);
            let longest = *self.one_of(&[DAY, 30 * DAY, 399 * DAY]);
            let until = from + self.between(-DAY, longest);
            (case[9], case[10], case[11]) = (due, from, until);
            case[12] = counted.minutes_between(from, until);
            if due < end && at < end {
                return Ok(case);
            }
        }
    }
}
