//! Statements: the books, what is read, and how it is matched.

#[cfg(not(target_arch = "wasm32"))]
mod books;
mod laws;
mod matching;
mod laws;
mod matching;
mod reading;
mod returns;
mod samples;
mod returns;
mod samples;
