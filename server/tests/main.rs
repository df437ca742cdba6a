//! The server's tests: one binary, folders mirror the features, files the verbs. `support` is the world they run in.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod statements;
mod support;

mod audit;
mod board;
mod calendars;
mod cli;
mod deliveries;
mod demo_kits;
mod enquiries;
mod exports;
mod first_story;
mod guide;
mod jobs;
mod licences;
mod live;
mod mail;
mod mail_health;
mod mail_texts;
mod main_job;
mod matrix;
mod notices;
mod people;
mod promises;
mod requests;
mod returns;
mod scorecard;
mod search;
mod serve;
mod webhooks;
