//! What browser and server agree on: wire types, validation, rules and URLs. Pure: no I/O, no clock, no randomness.

#[macro_use]
mod wire;

pub mod attachments;
pub mod audit;
pub mod board;
pub mod business_time;
pub mod calendars;
pub mod checklist;
pub mod civil;
pub mod deliveries;
pub mod demo_kits;
pub mod drafts;
pub mod email;
pub mod enquiries;
pub mod exports;
pub mod guide;
pub mod ids;
pub mod imports;
pub mod json;
pub mod lang;
pub mod licences;
pub mod live;
pub mod mail_health;
pub mod mail_texts;
pub mod money;
pub mod notices;
pub mod page;
pub mod people;
pub mod problem;
pub mod requests;
pub mod returns;
pub mod scorecard;
pub mod search;
pub mod serials;
pub mod statements;
pub mod validate;
pub mod webhooks;
