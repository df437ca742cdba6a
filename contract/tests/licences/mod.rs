//! Licences: versions, keys, the gate, and who may do what.

mod check;
#[cfg(not(target_arch = "wasm32"))]
mod check_any;
#[cfg(not(target_arch = "wasm32"))]
mod decoding;
mod draft;
mod forms;
mod gate;
mod keys;
#[cfg(not(target_arch = "wasm32"))]
mod mutated;
mod rules;
mod samples;
mod versions;
mod wire;
#[cfg(not(target_arch = "wasm32"))]
mod wycheproof;
