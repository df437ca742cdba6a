mod killed;
mod stream;
