//! What waits: for an answer, for a moment.

use core::{future::Future, pin::Pin};

/// Runs something that waits.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    // Boxed, so that the executor's code is there once and not for every caller.
    let boxed: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(boxed);
}

/// Runs something after so many milliseconds.
pub(crate) fn after(milliseconds: u32, run: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(milliseconds, run).forget();
}

/// So many milliseconds, to be waited for.
pub(crate) async fn pause(milliseconds: u32) {
    let over = js_sys::Promise::new(&mut |resolve, _| {
        after(milliseconds, move || drop(resolve.call0(&wasm_bindgen::JsValue::NULL)));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(over).await;
}
