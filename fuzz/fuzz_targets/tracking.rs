//! A tracking service's message: any bytes, and good ones with anything in their places.
#![no_main]

#[path = "../../contract/tests/deliveries/decoding.rs"]
mod decoding;
#[path = "../../contract/tests/statements/reading/edited.rs"]
mod edited;
#[path = "../../contract/tests/deliveries/samples.rs"]
mod samples;

libfuzzer_sys::fuzz_target!(|wishes: &[u8]| {
    decoding::any(wishes);
    for body in [samples::AFTERSHIP, samples::SHIPPO, samples::OWN] {
        decoding::any(&edited::edited(body.as_bytes(), wishes));
    }
});
