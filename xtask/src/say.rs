//! What the commands tell the person who waits: one line a step, with what, why and how long.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A step under way. Finish it with [`Step::done`]; its time is printed then.
pub(crate) struct Step {
    started: Instant,
}

/// Announces a step: `what` happens, and what is usual to expect of it.
pub(crate) fn step(what: &str, expectation: &str) -> Step {
    if expectation.is_empty() {
        line("==>", what);
    } else {
        line("==>", &format!("{what} ({expectation})"));
    }
    Step { started: now() }
}

impl Step {
    /// Says that the step is over, and how long it took.
    pub(crate) fn done(self, what: &str) {
        line(" ok", &format!("{what} ({})", duration(self.started.elapsed())));
    }
}

/// A remark that is no step.
pub(crate) fn note(text: &str) {
    line("  -", text);
}

fn line(mark: &str, text: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody is left to tell when stdout is closed.
    let _closed = if out.is_terminal() { writeln!(out, "\x1b[1;36m{mark}\x1b[0m {text}") } else { writeln!(out, "{mark} {text}") };
}

/// The wall clock of a command; the only place here that reads it.
#[expect(clippy::disallowed_methods, reason = "a command line measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// `0.4 s`, `12 s`, `3 min 20 s`.
pub(crate) fn duration(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        seconds @ 10..120 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
