//! Times, and what can be said of them.

use std::time::{Duration, Instant};

/// The wall clock of a benchmark; the only place here that reads it.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Measured times.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that so many hundredths of all stay below.
    pub(crate) fn percentile(&mut self, hundredths: usize) -> Duration {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        self.0.get((self.0.len() * hundredths / 100).min(last)).copied().unwrap_or_default()
    }
}

/// `0.42 ms`.
pub(crate) fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    if ms < 10.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}

/// `1.4 ×`.
pub(crate) fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.1} ×", one.as_secs_f64() / other.as_secs_f64().max(1e-9))
}

/// How often a second.
#[expect(clippy::cast_precision_loss, reason = "a figure for reading")]
pub(crate) fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(1e-9)
}
