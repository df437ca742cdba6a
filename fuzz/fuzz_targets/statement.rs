//! A bank file or an invoice, whatever it claims to be.
#![no_main]

#[path = "../../contract/tests/statements/reading/decoding.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod decoding;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    decoding::any(file);
});
