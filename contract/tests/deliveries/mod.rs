//! Deliveries: the status of a recipient, and what tracking services say about parcels.

#[cfg(not(target_arch = "wasm32"))]
mod any_body;
#[cfg(not(target_arch = "wasm32"))]
mod any_order;
#[cfg(not(target_arch = "wasm32"))]
mod decoding;
#[cfg(not(target_arch = "wasm32"))]
mod receipt;
mod samples;
mod tracking;
