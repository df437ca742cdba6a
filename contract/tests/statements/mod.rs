//! Statements: the books, what is read, and how it is matched.

mod books;
mod reading;
