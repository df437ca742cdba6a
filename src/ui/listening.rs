//! Listening to what is no element of a view: the window, a media query.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Listens for as long as it is kept ([`super::el::El::keep`]).
pub(crate) struct Listening {
    target: EventTarget,
    event: &'static str,
    handler: Closure<dyn FnMut(Event)>,
}

/// Calls `handler` on an event of `target`.
#[must_use]
pub(crate) fn listen(target: &EventTarget, event: &'static str, handler: impl FnMut(Event) + 'static) -> Listening {
    let handler = Closure::<dyn FnMut(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    Listening { target: target.clone(), event, handler }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.handler.as_ref().unchecked_ref());
    }
}
