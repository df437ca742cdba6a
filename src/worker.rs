//! The workers: programs of their own, each in a thread of its own, for what would hold the page up (`worker/`, `scanner/`). They come when they
//! are first needed.
//!
//! Their policy lets them load nothing, so the page fetches and compiles the program and hands it over.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, MessageEvent, Worker as JsWorker};

use crate::{
    task,
    ui::{
        listening::{Listening, listen},
        reactive::window,
    },
};

/// What the build calls what reads bank files (`xtask/src/worker.rs`); nothing in tests.
pub(crate) const BANK_FILES: Option<&str> = option_env!("EYELEVEL_WORKER");

/// What the build calls what finds barcodes.
pub(crate) const BARCODES: Option<&str> = option_env!("EYELEVEL_SCANNER");

/// The one policy of Trusted Types that the portal's content security policy names.
const POLICY: &str = "worker";

/// A running worker; it ends when this is dropped, whatever it is doing.
pub(crate) struct Worker {
    worker: JsWorker,
    _listening: [Listening; 2],
}

impl Worker {
    /// Starts the one of this name. What it says is told to `hear`; that it can't be had, or has died, to `fail`.
    pub(crate) fn start(name: Option<&'static str>, hear: impl Fn(JsValue) + 'static, fail: impl Fn() + 'static) -> Option<Self> {
        let name = name?;
        let worker = new(&["/", name, ".js"].concat()).ok()?;
        let fail = Rc::new(fail);
        let died = Rc::clone(&fail);
        let said = move |event: Event| hear(event.unchecked_into::<MessageEvent>().data());
        let listening = [listen(&worker, "message", said), listen(&worker, "error", move |_| died())];
        let to = worker.clone();
        task::spawn(async move {
            let program = JsFuture::from(compiled(&["/", name, ".wasm"].concat())).await;
            if program.and_then(|program| to.post_message(&program)).is_err() {
                fail();
            }
        });
        Some(Self { worker, _listening: listening })
    }

    /// Sends a message, and files with it: not their bytes, but the right to read them.
    pub(crate) fn send(&self, text: &str, files: &[File]) {
        let message = Array::of1(&text.into());
        for file in files {
            message.push(file);
        }
        self.tell(&message);
    }

    /// Sends a message of any kind.
    pub(crate) fn tell(&self, message: &JsValue) {
        // It fails only for what can't be copied.
        let _ = self.worker.post_message(message);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn compiled(url: &str) -> Promise {
    WebAssembly::compile_streaming(&window().fetch_with_str(url))
}

/// `new Worker(url)`, where scripts have to be trusted as well as where nobody asks.
fn new(url: &str) -> Result<JsWorker, JsValue> {
    let url = trusted(url).unwrap_or_else(|| url.into());
    let constructor: Function = Reflect::get(&window(), &"Worker".into())?.unchecked_into();
    Reflect::construct(&constructor, &Array::of1(&url)).map(JsCast::unchecked_into)
}

/// The address of a worker as a trusted one, where the browser knows such.
fn trusted(url: &str) -> Option<JsValue> {
    thread_local! { static MADE: Cell<Option<JsValue>> = const { Cell::new(None) }; }
    let types = Reflect::get(&window(), &"trustedTypes".into()).ok().filter(JsValue::is_object)?;
    let policy = MADE.take().or_else(|| {
        // The workers have these addresses; nothing else is made trusted.
        let ours = |asked: &str| [BANK_FILES, BARCODES].into_iter().flatten().any(|name| asked == ["/", name, ".js"].concat());
        let same = Closure::<dyn Fn(String) -> JsValue>::new(move |asked: String| if ours(&asked) { asked.into() } else { JsValue::NULL });
        let rules = Object::new();
        Reflect::set(&rules, &"createScriptURL".into(), same.as_ref()).ok()?;
        same.forget();
        call(&types, "createPolicy", &[POLICY.into(), rules.into()])
    })?;
    let trusted = call(&policy, "createScriptURL", &[url.into()]);
    MADE.set(Some(policy));
    trusted
}

fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = Reflect::get(on, &method.into()).ok()?.dyn_into().ok()?;
    Reflect::apply(&function, on, &arguments.iter().collect()).ok()
}
