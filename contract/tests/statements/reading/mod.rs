//! Files as banks and vendors make them, and as they should not.

#[cfg(not(target_arch = "wasm32"))]
mod any_file;
mod camt;
#[cfg(not(target_arch = "wasm32"))]
mod decoding;
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
mod strange;
mod stream;
mod tables;
