use crate::ids::Millis;

const SECOND: Millis = 1000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;

/// How long after each attempt the next one comes: three days and a few hours altogether, as Standard Webhooks proposes.
const WAITS: [Millis; 9] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// So often something is sent before it is given up.
pub const ATTEMPTS: i64 = 10;

/// How long after the attempt of that number (the first is 1) the next one comes; none: that was the last.
#[must_use]
pub fn again_after(attempt: i64) -> Option<Millis> {
    usize::try_from(attempt - 1).ok().and_then(|place| WAITS.get(place)).copied()
}
