//! Reading from the server, and keeping what is shown fresh: [`read`] follows its URL, and reads again when the window is looked at, every
//! minute while it is, and when the network is back. Old data stay until new ones are here.

use core::{any::Any, cell::RefCell};
use std::rc::Rc;

use eyelevel_contract::{
    ids::Millis,
    json::{Wire, from_text},
};
use gloo_timers::callback::Interval;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, VisibilityState};

use crate::ui::reactive::{ArcRwSignal, Get, StoredValue, Update, document, effect, untrack, window};
use crate::{
    client::{self, Call},
    clock, task,
    ui::{
        failure::Failure,
        loaded::{Loaded, Raw},
    },
};

thread_local! {
    static PULSE: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static MINE: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Reads `url`, and follows it; an empty one reads nothing.
pub(crate) fn read<T: Wire + 'static>(url: impl Fn() -> String + 'static) -> Loaded<T> {
    let raw = Raw::new();
    follow(raw, Box::new(url), |text| from_text::<T>(text).map(|value| Rc::new(value) as Rc<dyn Any>));
    Loaded::new(raw)
}

/// Reads again every so many milliseconds, while what was read is not finished; for as long as the page lives that asks for it.
pub(crate) fn until<T: 'static>(loaded: Loaded<T>, milliseconds: u32, finished: fn(&T) -> bool) {
    StoredValue::new_local(Interval::new(milliseconds, move || {
        if untrack(|| loaded.get()).is_some_and(|value| !finished(&value)) {
            loaded.again();
        }
    }));
}

struct Last {
    /// The URL, and what it answered, but for the clock in it.
    answered: (String, String),
    /// What is under way.
    abort: Option<AbortController>,
}

fn follow(raw: Raw, url: Box<dyn Fn() -> String>, parse: fn(&str) -> Option<Rc<dyn Any>>) {
    let last = Rc::new(RefCell::new(Last { answered: Default::default(), abort: None }));
    effect(move || {
        let url = url();
        raw.again.track_it();
        let _ = client::came_back();
        PULSE.with(Get::get);
        if url.is_empty() {
            return;
        }
        if let Some(running) = last.borrow_mut().abort.take() {
            running.abort();
        }
        let Ok(controller) = AbortController::new() else { return };
        let call = Call::get(url.clone()).abort(controller.signal());
        last.borrow_mut().abort = Some(controller);
        raw.begin(last.borrow().answered.0 != url);
        let last = Rc::clone(&last);
        task::spawn(async move {
            match call.send().await {
                Ok(text) => {
                    last.borrow_mut().abort = None;
                    arrived(raw, &last, url, text, parse);
                }
                Err(Failure::Aborted) => {}
                Err(failure) => {
                    last.borrow_mut().abort = None;
                    raw.failed(failure);
                }
            }
        });
    });
}

fn arrived(raw: Raw, last: &RefCell<Last>, url: String, text: String, parse: fn(&str) -> Option<Rc<dyn Any>>) {
    let text = without_clock(text);
    let answered = (url, text);
    if last.borrow().answered == answered {
        // Nothing new: nothing is made anew, and whoever is reading keeps their place.
        raw.same(clock::now());
        return;
    }
    match parse(&answered.1) {
        Some(value) => {
            last.borrow_mut().answered = answered;
            raw.arrived(value, clock::now());
        }
        None => raw.failed(Failure::Unreadable),
    }
}

/// Hears the server's clock (`"now":…`), and stops it in the text: otherwise no answer would ever be the same as the last.
fn without_clock(text: String) -> String {
    const FIELD: &[u8] = b"\"now\":";
    let Some(start) = text.as_bytes().windows(FIELD.len()).position(|here| here == FIELD).map(|at| at + FIELD.len()) else { return text };
    // Checked, because what is never wrong would bring the words for when it is.
    let Some((before, after)) = text.split_at_checked(start) else { return text };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    if let Some(now) = after.strip_suffix(rest).and_then(|now| now.parse::<Millis>().ok()) {
        clock::heard(now);
    }
    [before, "0", rest].concat()
}

/// The reader has changed something that concerns nobody else: they read again what they see of it, in every tab.
pub(crate) fn mine() {
    MINE.with(|times| times.update(|n| *n += 1));
}

/// How often that was; who reads it follows it.
pub(crate) fn of_mine() -> u32 {
    MINE.with(Get::get)
}

/// Everything that is shown is read again.
pub(crate) fn refresh() {
    PULSE.with(|pulse| pulse.update(|n| *n += 1));
}

/// Begins to listen for looks at the window, for as long as the page lives.
pub(crate) fn start() {
    let visible = || document().visibility_state() == VisibilityState::Visible;
    let looked = Closure::<dyn FnMut()>::new(move || {
        if visible() {
            refresh();
        }
    });
    let _ = window().add_event_listener_with_callback("focus", looked.as_ref().unchecked_ref());
    let _ = document().add_event_listener_with_callback("visibilitychange", looked.as_ref().unchecked_ref());
    looked.forget();
    Interval::new(60_000, move || {
        if visible() {
            refresh();
        }
    })
    .forget();
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::without_clock;

    #[test]
    fn two_answers_that_differ_in_their_clock_alone_are_the_same() {
        let answer = |now: &str| ["{\"open\":[],\"now\":", now, ",\"count\":3}"].concat();
        assert_eq!(without_clock(answer("1795549524125")), without_clock(answer("1795549584125")));
        assert_eq!(without_clock("{\"count\":3}".to_owned()), "{\"count\":3}");
    }
}
