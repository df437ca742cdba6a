//! What the server tells at once: that something has changed. Everything that is shown is then read again.
//!
//! One stream a browser, however many tabs are open (HTTP/1.1 has six connections): the tab that holds a lock listens to the server, and says it
//! to the others. When it is closed, the browser gives the lock to the next, which goes on behind the last event that it heard of.

use core::cell::{Cell, RefCell};

use eyelevel_contract::live::{CHANGED, RESET, after};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, EventSource, MessageEvent, VisibilityState};

use crate::ui::reactive::{document, effect, window};
use crate::{clock, reads, session, task};

/// What is shown is read again no more often than this, in milliseconds.
const REST: u32 = 2_000;
/// How long the server is left alone when it does not answer: at first, and at most.
const PAUSES: (u32, u32) = (3_000, 60_000);

thread_local! {
    static BEGUN: Cell<bool> = const { Cell::new(false) };
    /// The last event that this tab heard of.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    static PAUSE: Cell<u32> = const { Cell::new(PAUSES.0) };
    /// Whether what is shown was read again a moment ago, and whether something has changed since.
    static RESTING: Cell<(bool, bool)> = const { Cell::new((false, false)) };
}

/// Begins to listen as soon as somebody is signed in, for as long as the page lives.
pub(crate) fn start() {
    // What concerns this person alone, the server tells nobody.
    effect(|| {
        if reads::of_mine() > 0 {
            LAST.with_borrow(|last| pass_on(last));
            refresh();
        }
    });
    effect(|| {
        if let Some(me) = session::known()
            && !BEGUN.replace(true)
        {
            begin(&["eyelevel-live:", &me.id].concat());
        }
    });
}

fn begin(name: &str) {
    if let Ok(channel) = BroadcastChannel::new(name) {
        forever(|hear| channel.set_onmessage(Some(hear)), |said: MessageEvent| heard(said.data().as_string().unwrap_or_default()));
        CHANNEL.set(Some(channel));
    }
    if !wait_for_turn(name) {
        // No locks here: each tab has a stream of its own.
        listen();
    }
}

/// Listens once no other tab does; whether the browser can say so.
fn wait_for_turn(name: &str) -> bool {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or_default();
    let Some(request) = Reflect::get(&locks, &"request".into()).ok().and_then(|request| request.dyn_into::<Function>().ok()) else {
        return false;
    };
    let begun = clock::now();
    let mine = Closure::once_into_js(move || {
        listen();
        // Another tab had it until now: between its stream and this one, something may have changed.
        if clock::now() - begun > i64::from(REST) {
            refresh();
        }
        // Held until the tab is gone.
        Promise::new(&mut |_, _| {})
    });
    request.call2(&locks, &name.into(), &mine).is_ok()
}

fn listen() {
    let Ok(stream) = EventSource::new(&LAST.with_borrow(|last| after(last))) else { return };
    for event in [CHANGED, RESET] {
        forever(
            |hear| {
                let _ = stream.add_event_listener_with_callback(event, hear);
            },
            |said: MessageEvent| {
                let last = said.last_event_id();
                pass_on(&last);
                heard(last);
            },
        );
    }
    forever(|hear| stream.set_onopen(Some(hear)), |_: MessageEvent| PAUSE.set(PAUSES.0));
    let failed = stream.clone();
    forever(
        |hear| stream.set_onerror(Some(hear)),
        move |_: MessageEvent| {
            // A lost network the browser looks for by itself. What the server refuses, it does not ask for again.
            if failed.ready_state() == EventSource::CLOSED {
                failed.set_onerror(None);
                let pause = PAUSE.get();
                PAUSE.set((pause * 2).min(PAUSES.1));
                task::after(pause, listen);
            }
        },
    );
}

/// Has something called for as long as the page lives.
fn forever(set: impl FnOnce(&Function), call: impl FnMut(MessageEvent) + 'static) {
    let call = Closure::<dyn FnMut(MessageEvent)>::new(call);
    set(call.as_ref().unchecked_ref());
    call.forget();
}

fn pass_on(last: &str) {
    CHANNEL.with_borrow(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from(last));
        }
    });
}

/// Something has changed.
fn heard(last: String) {
    LAST.set(last);
    // Who comes back to a hidden window reads everything again in any case.
    if document().visibility_state() == VisibilityState::Visible {
        refresh();
    }
}

/// Reads again: at once, and what changes while it rests, once afterwards.
fn refresh() {
    if RESTING.get().0 {
        RESTING.set((true, true));
        return;
    }
    RESTING.set((true, false));
    reads::refresh();
    task::after(REST, || {
        if RESTING.replace((false, false)).1 {
            refresh();
        }
    });
}
