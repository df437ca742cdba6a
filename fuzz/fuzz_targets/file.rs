//! A licence file.
#![no_main]

#[path = "../../contract/tests/licences/decoding.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod decoding;

libfuzzer_sys::fuzz_target!(|text: &str| decoding::licence_file(text));
