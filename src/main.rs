//! The portal: a single-page app before the REST backend.
//!
//! Views are elements ([`ui::el`]) in Leptos' reactive graph; docs/architecture.md says why, and what stands where.

mod app;
mod attachments;
mod audit;
mod board;
mod calendars;
mod catalogue;
mod client;
mod clock;
mod copied;
mod deliveries;
mod demo_kits;
mod drafts;
mod edit_form;
mod enquiries;
mod exports;
mod filters;
mod form_dialog;
mod guide;
mod i18n;
mod imports;
mod later;
mod licences;
mod live;
mod mail_health;
mod mail_texts;
mod notices;
mod people;
mod reads;
mod requests;
mod returns;
mod router;
mod scan;
mod scorecard;
mod search;
mod session;
mod statements;
mod store;
mod task;
mod ui;
mod upload;
mod webhooks;
mod worker;
mod writes;

fn main() {
    ui::reactive::run(app::start);
}
