//! A table, with anything in its places, and anything said of its columns.
#![no_main]

#[path = "../../contract/tests/statements/reading/bank_samples.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod bank_samples;
#[path = "../../contract/tests/statements/reading/decoding.rs"]
mod decoding;
#[path = "../../contract/tests/statements/reading/edited.rs"]
mod edited;

libfuzzer_sys::fuzz_target!(|wishes: &[u8]| {
    let (said, wishes) = wishes.split_at(wishes.len().min(25));
    let file = edited::edited(bank_samples::SPARKASSE.as_bytes(), wishes);
    decoding::any(&file);
    decoding::said(said, &file);
});
