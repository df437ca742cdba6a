use super::{NoticeKind, Quiet, Settings, Way};
use crate::{civil::Date, ids::Millis};

/// What is gathered goes at the full quarters of an hour.
pub const GATHERED_EVERY: Millis = 15 * 60_000;

/// The wall clock of the installation's zone.
pub trait Wall {
    /// The day on which an instant falls.
    fn day(&self, at: Millis) -> Option<Date>;

    /// The instant of a minute of a day. One that is skipped in spring is as much later; of one that comes twice in autumn, the first.
    fn at(&self, day: Date, minute: i64) -> Option<Millis>;
}

/// When a mail about a notice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// By itself, now.
    Now,
    /// Then, in one mail with all that has waited for the same person.
    At(Millis),
    /// Never: it stands in the portal.
    PortalOnly,
}

/// When somebody with these settings is mailed about something that happens now.
///
/// What is owed goes now. What waits comes at a full quarter of an hour, at the hour of the daily mail, or when quiet hours are over: where two of
/// them meet, at the later one.
#[must_use]
pub fn when(settings: &Settings, kind: NoticeKind, now: Millis, wall: &impl Wall) -> When {
    if kind.is_owed() {
        return When::Now;
    }
    let wished = match settings.way(kind) {
        Way::Portal => return When::PortalOnly,
        Way::AtOnce => now,
        Way::Gathered => (now.div_euclid(GATHERED_EVERY) + 1) * GATHERED_EVERY,
        Way::Digest => next(settings.digest_at, now, wall),
    };
    let mut at = wished;
    // Hours that end where the clock jumps may touch those of the next night.
    for _ in 0..3 {
        at = settings.quiet.and_then(|quiet| over(quiet, at, wall)).unwrap_or(at);
    }
    if at > now { When::At(at) } else { When::Now }
}

/// The next instant at which the clock shows this minute.
fn next(minute: i64, now: Millis, wall: &impl Wall) -> Millis {
    let days = wall.day(now).into_iter().flat_map(|today| (0..=2).map(move |n| today.plus_days(n)));
    days.filter_map(|day| wall.at(day, minute)).find(|at| *at > now).unwrap_or(now)
}

/// When the quiet hours are over in which an instant lies; none if it lies in none.
fn over(quiet: Quiet, at: Millis, wall: &impl Wall) -> Option<Millis> {
    let today = wall.day(at)?;
    let nights = [today.plus_days(-1), today].into_iter().filter_map(|day| {
        let last = if quiet.until > quiet.from { day } else { day.plus_days(1) };
        Some((wall.at(day, quiet.from)?, wall.at(last, quiet.until)?))
    });
    nights.filter(|(from, until)| (*from..*until).contains(&at)).map(|(_, until)| until).max()
}
