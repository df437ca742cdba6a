//! What the codes in a picture say: by the browser's own `BarcodeDetector` where it knows the codes of devices, else by the scanner.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::{
    ui::reactive::window,
    worker::{self, Worker},
};

/// What a browser must know to be asked, and what it is asked for besides.
const NEEDED: [&str; 3] = ["code_128", "data_matrix", "qr_code"];
const WANTED: [&str; 4] = ["ean_13", "ean_8", "upc_a", "itf"];

/// Who reads codes, once that is known.
#[derive(Default)]
pub(super) struct Reader(RefCell<Option<Rc<Way>>>);

enum Way {
    Browser(JsValue),
    Scanner(Scanner),
}

impl Reader {
    /// What the codes of a picture say, each behind its symbology identifier where that is known; `None` if nobody here can read any.
    pub(super) async fn texts(&self, picture: &HtmlCanvasElement) -> Option<Vec<String>> {
        let known = self.0.borrow().clone();
        let way = match known {
            Some(way) => way,
            None => {
                let way = Rc::new(match detector().await {
                    Some(detector) => Way::Browser(detector),
                    None => Way::Scanner(Scanner::start().await?),
                });
                self.0.replace(Some(Rc::clone(&way)));
                way
            }
        };
        let texts = match &*way {
            Way::Browser(detector) => detected(detector, picture).await,
            Way::Scanner(scanner) => scanner.texts(picture).await,
        };
        if texts.is_none() {
            // Whoever has died of one picture is started anew for the next.
            self.0.replace(None);
        }
        Some(texts.unwrap_or_default())
    }
}

/// The browser's own, if it knows all of the codes that devices carry.
async fn detector() -> Option<JsValue> {
    let class: Function = Reflect::get(&window(), &"BarcodeDetector".into()).ok()?.dyn_into().ok()?;
    let known: Array = call(&class, "getSupportedFormats", None).await?.dyn_into().ok()?;
    let knows = |format: &&str| known.includes(&(*format).into(), 0);
    if !NEEDED.iter().all(&knows) {
        return None;
    }
    let formats: Array = NEEDED.iter().chain(WANTED.iter().filter(|format| knows(format))).map(|format| JsValue::from(*format)).collect();
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &formats).ok()?;
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

async fn detected(detector: &JsValue, picture: &HtmlCanvasElement) -> Option<Vec<String>> {
    let found: Array = call(detector, "detect", Some(picture)).await?.dyn_into().ok()?;
    let of = |code: &JsValue, name: &str| Reflect::get(code, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default();
    let text = |code: JsValue| {
        let mark = match of(&code, "format").as_str() {
            "ean_13" | "ean_8" | "upc_a" => "]E0",
            "itf" => "]I1",
            _ => "",
        };
        [mark, &of(&code, "rawValue")].concat()
    };
    Some(found.iter().map(text).collect())
}

/// Calls a method that answers later.
async fn call(on: &JsValue, method: &str, argument: Option<&JsValue>) -> Option<JsValue> {
    let function: Function = Reflect::get(on, &method.into()).ok()?.dyn_into().ok()?;
    let arguments = argument.map_or_else(Array::new, Array::of1);
    let answer: Promise = Reflect::apply(&function, on, &arguments).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}

/// Who waits for the scanner's next word.
type Waiting = Rc<RefCell<Option<Function>>>;

struct Scanner {
    worker: Worker,
    waiting: Waiting,
}

impl Scanner {
    async fn start() -> Option<Self> {
        let waiting = Waiting::default();
        let (hearing, failing) = (Rc::clone(&waiting), Rc::clone(&waiting));
        let ready = next(&waiting);
        let worker = Worker::start(worker::BARCODES, move |said| answer(&hearing, &said), move || answer(&failing, &JsValue::NULL))?;
        let scanner = Self { worker, waiting };
        JsFuture::from(ready).await.ok()?.is_string().then_some(scanner)
    }

    async fn texts(&self, picture: &HtmlCanvasElement) -> Option<Vec<String>> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let context: CanvasRenderingContext2d = picture.get_context("2d").ok()??.unchecked_into();
        let pixels = Reflect::get(&context.get_image_data(0.0, 0.0, width, height).ok()?.into(), &"data".into()).ok()?;
        let found = next(&self.waiting);
        self.worker.tell(&Array::of3(&width.into(), &height.into(), &pixels));
        let found: Array = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
        Some(found.iter().filter_map(|text| text.as_string()).collect())
    }
}

/// The next word.
fn next(waiting: &Waiting) -> Promise {
    Promise::new(&mut |resolve, _| drop(waiting.replace(Some(resolve))))
}

fn answer(waiting: &Waiting, said: &JsValue) {
    if let Some(resolve) = waiting.take() {
        let _ = resolve.call1(&JsValue::NULL, said);
    }
}
