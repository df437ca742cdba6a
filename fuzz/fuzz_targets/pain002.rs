//! A status report, with anything in its places.
#![no_main]

#[path = "../../contract/tests/statements/reading/bank_samples.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod bank_samples;
#[path = "../../contract/tests/statements/reading/decoding.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod decoding;
#[path = "../../contract/tests/statements/reading/edited.rs"]
mod edited;

libfuzzer_sys::fuzz_target!(|wishes: &[u8]| {
    decoding::any(&edited::edited(bank_samples::PAIN002.as_bytes(), wishes));
});
