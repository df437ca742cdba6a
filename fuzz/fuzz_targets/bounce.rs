//! A mail that comes back; any bytes, or what is said in one that is well formed.
#![no_main]

#[path = "../../server/tests/mail/bounces/decoding.rs"]
mod decoding;
#[path = "../../server/src/mail/bounces/reading/mod.rs"]
#[expect(unreachable_pub, reason = "the server wants more of it, and others ask the server")]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes {
        [0, said @ ..] => decoding::said(said),
        mail => decoding::any(mail),
    }
});
