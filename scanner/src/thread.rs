//! What the page sends, and what it is told.

use js_sys::{Array, Uint8ClampedArray};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Begins to listen.
#[wasm_bindgen(start)]
pub fn start() {
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| hear(&event.data().unchecked_into()));
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // For as long as the thread lives.
    heard.forget();
    tell(&"ready".into());
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &JsValue) {
    // It fails only if the page is gone.
    let _ = scope().post_message(told);
}

/// A picture: its width, its height and its pixels.
fn hear(message: &Array) {
    let [width, height] = [0, 1].map(|at| message.get(at).as_f64().filter(|side| (1.0..=8_192.0).contains(side)).map_or(0, side));
    let pixels: Uint8ClampedArray = message.get(2).unchecked_into();
    let whole = pixels.length() == width * height * 4;
    let found = if whole { super::texts(super::grey(&pixels.to_vec()), width, height) } else { Vec::new() };
    tell(&found.into_iter().map(JsValue::from).collect::<Array>());
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 1 and 8192")]
fn side(side: f64) -> u32 {
    side as u32
}
