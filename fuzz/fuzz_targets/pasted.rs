//! Whatever somebody pastes into the check page.
#![no_main]

#[path = "../../contract/tests/licences/decoding.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod decoding;

libfuzzer_sys::fuzz_target!(|text: &str| {
    decoding::pasted(text);
});
