//! The server's clock, as far as the browser knows it. Countdowns tick without the server.

use core::cell::Cell;

use crate::ui::reactive::{ArcRwSignal, Get, Update};
use eyelevel_contract::{business_time::MINUTE, ids::Millis};
use gloo_timers::callback::Interval;

/// How often countdowns are counted anew.
const TICK: u32 = 15_000;

thread_local! {
    /// How much the server's clock is ahead of the browser's.
    static AHEAD: Cell<Millis> = const { Cell::new(0) };
    static TICKS: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of our centuries")]
fn local() -> Millis {
    js_sys::Date::now() as Millis
}

/// The server's clock now. For what is shown and must go on ticking, see [`ticking`].
#[must_use]
pub(crate) fn now() -> Millis {
    local() + AHEAD.get()
}

/// The server's clock, to within the last tick; whoever reads it in a view is made anew with every tick.
#[must_use]
pub(crate) fn ticking() -> Millis {
    TICKS.with(Get::get);
    now()
}

/// An answer said what time it is at the server.
pub(crate) fn heard(server: Millis) {
    let ahead = server - local();
    // The way of the answer takes time as well: what is this near is the same.
    if (ahead - AHEAD.get()).abs() > MINUTE / 30 {
        AHEAD.set(ahead);
        tick();
    }
}

fn tick() {
    TICKS.with(|ticks| ticks.update(|n| *n += 1));
}

/// Begins to tick, for as long as the page lives.
pub(crate) fn start() {
    tick();
    Interval::new(TICK, tick).forget();
}
