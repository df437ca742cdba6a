//! Files as banks and vendors make them, and as they should not.

#[cfg(not(target_arch = "wasm32"))]
mod any_file;
mod bank_samples;
mod camt;
mod columns;
#[cfg(not(target_arch = "wasm32"))]
mod decoding;
#[cfg(not(target_arch = "wasm32"))]
mod edited;
mod encodings;
mod invoice_samples;
mod invoices;
mod mt940;
#[cfg(not(target_arch = "wasm32"))]
mod mutated;
mod pain;
mod refused;
mod returns;
mod samples;
#[cfg(not(target_arch = "wasm32"))]
mod shaped;
mod strange;
mod stream;
mod tables;
