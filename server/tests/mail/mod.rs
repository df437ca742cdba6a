mod deaths;
mod demo;
mod injection;
mod letters;
mod outbox;
mod patience;
mod pins;
mod server;
