//! The contract's rules as tables: run natively and, the same ones, in the browser.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod absences;
mod calendars;
mod deliveries;
mod demo_kits;
mod escalations;
mod guide;
mod json;
mod licences;
mod mail_health;
mod mail_texts;
mod notices;
mod reply;
mod requests;
mod returns;
mod samples;
mod scorecard;
mod statements;
mod unread;
mod views;
mod webhooks;
