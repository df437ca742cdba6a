//! Statements: the books, what is read, what belongs to what, how it is arranged, and what does not add up.

#[cfg(not(target_arch = "wasm32"))]
mod any_books;
#[cfg(not(target_arch = "wasm32"))]
mod any_matching;
mod arrange;
mod bank_view;
#[cfg(not(target_arch = "wasm32"))]
mod banks;
#[cfg(not(target_arch = "wasm32"))]
mod books;
mod files;
mod laws;
mod matching;
mod reading;
mod returns;
mod samples;
