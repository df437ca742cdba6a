mod chain;
mod list;
mod words;
