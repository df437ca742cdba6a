mod deaths;
mod injection;
mod letters;
mod outbox;
mod patience;
mod pins;
mod server;
