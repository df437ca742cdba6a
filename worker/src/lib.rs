//! Reads a partner's bank files, compares them with the vendor's ledger, and tells the page what came of it.
//!
//! It runs in a thread of its own, so that the page stays quick whatever the file; and its content security policy lets it load and send nothing
//! at all (`server/src/serve`): the only way out is a message to the page. Rules and messages are `contract::statements::bank_view`'s.
//!
//! ```text
//! page                                     this worker
//!   the compiled program  ─────────────▶  starts, and is Ready
//!   Compare, and the files beside it  ──▶  Progress …, then Compared or Unread
//!   Page  ──────────────────────────────▶  Page: some of what differs, or of what agrees
//! ```

mod pieces;

use eyelevel_contract::json::{from_text, to_text};
use eyelevel_contract::statements::bank_view::{Ask, Gathered, Outcome, SaidOfTable, Told, Unread, Wish, compare};
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use pieces::Pieces;

/// Begins to listen.
#[wasm_bindgen(start)]
pub fn start() {
    let mut done: Option<Outcome> = None;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(&event.data().unchecked_into(), &mut done));
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // For as long as the worker lives.
    heard.forget();
    tell(&Told::Ready {});
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &Told) {
    // It fails only if the page is gone.
    let _ = scope().post_message(&to_text(told).into());
}

/// A message: a wish as JSON, and the files that belong to it.
fn hear(message: &Array, done: &mut Option<Outcome>) {
    let Some(wish) = message.get(0).as_string().and_then(|text| from_text::<Wish>(&text)) else { return };
    match wish {
        Wish::Compare { ask, said } => {
            // What was read before is not needed any more, and would take the place of what comes.
            *done = None;
            let files = message.iter().skip(1).map(JsCast::unchecked_into::<File>).collect();
            match read(files, &said, ask) {
                Ok(outcome) => {
                    tell(&Told::Compared { summary: outcome.summary().clone() });
                    *done = Some(outcome);
                }
                Err((file, why)) => tell(&Told::Unread { file, why: *why }),
            }
        }
        Wish::Page { differing, from, count } => {
            let Some(outcome) = done else { return };
            let place = |n: i64| usize::try_from(n).unwrap_or(0);
            tell(&Told::Page { differing, from, lines: outcome.page(differing, place(from), place(count)) });
        }
    }
}

/// Reads all of the files; or says which one can't be, and why.
fn read(files: Vec<File>, said: &[SaidOfTable], ask: Ask) -> Result<Outcome, (i64, Box<Unread>)> {
    let of = files.iter().map(|file| file.size()).sum();
    let mut before = 0.0;
    let mut read = Gathered::default();
    for (place, file) in files.into_iter().enumerate() {
        let (size, place) = (file.size(), i64::try_from(place).unwrap_or(i64::MAX));
        let mapping = said.iter().find(|said| said.file == place).map(|said| &said.mapping);
        read.add(Pieces::new(file, before, of), mapping, &ask.currency).map_err(|why| (place, why))?;
        before += size;
    }
    Ok(compare(ask, read))
}
