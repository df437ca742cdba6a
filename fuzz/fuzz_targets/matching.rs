//! Small books in which anything stands: what the matching finds keeps the laws.
#![no_main]

#[path = "../../contract/tests/statements/any_books.rs"]
mod any_books;
#[path = "../../contract/tests/statements/laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_books::any(bytes));
