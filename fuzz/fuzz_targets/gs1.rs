//! What stands on a device's label.
#![no_main]

#[path = "../../contract/tests/returns/decoding.rs"]
mod decoding;

libfuzzer_sys::fuzz_target!(|text: &str| decoding::any(text));
