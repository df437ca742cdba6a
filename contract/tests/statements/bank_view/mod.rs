//! The partner's own bank file beside the vendor's ledger.

mod files;
#[cfg(not(target_arch = "wasm32"))]
mod laws;
mod samples;
mod traps;
