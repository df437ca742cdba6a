//! An invoice in UBL, CII or ZUGFeRD 1.0, with anything in its places.
#![no_main]

#[path = "../../contract/tests/statements/reading/decoding.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod decoding;
#[path = "../../contract/tests/statements/reading/edited.rs"]
mod edited;
#[path = "../../contract/tests/statements/reading/invoice_samples.rs"]
mod invoice_samples;

use invoice_samples::{CII, UBL, ZUGFERD1, credit_note};

libfuzzer_sys::fuzz_target!(|wishes: &[u8]| {
    let (which, wishes) = wishes.split_first().unwrap_or((&0, &[]));
    let credit = credit_note();
    let file = [UBL, CII, ZUGFERD1, &credit][usize::from(which % 4)];
    decoding::any(&edited::edited(file.as_bytes(), wishes));
});
