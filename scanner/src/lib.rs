//! Finds the barcodes in a picture, and tells the page what they say.
//!
//! It runs in a thread of its own, so that the page stays quick; and like the worker that reads bank files it can load and send nothing
//! (`server/src/serve`): pictures of labels stay in the browser.
//!
//! ```text
//! page                                     this thread
//!   the compiled program  ─────────────▶  starts, and says "ready"
//!   width, height, RGBA of a picture  ──▶  a list of texts, each behind its symbology identifier; empty if there is none
//! ```

mod found;
#[cfg(target_arch = "wasm32")]
mod thread;

pub use found::{grey, texts};
