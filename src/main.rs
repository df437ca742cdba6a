//! The portal: a single-page app before the REST backend.
//!
//! Views are elements ([`ui::el`]) in Leptos' reactive graph; docs/architecture.md says why, and what stands where.

mod app;
mod attachments;
mod board;
mod catalogue;
mod client;
mod clock;
mod deliveries;
mod demo_kits;
mod drafts;
mod edit_form;
mod enquiries;
mod filters;
mod form_dialog;
mod i18n;
mod later;
mod licences;
mod people;
mod reads;
mod requests;
mod router;
mod session;
mod statements;
mod store;
mod task;
mod ui;
mod upload;
mod worker;
mod writes;

fn main() {
    ui::reactive::run(app::start);
}
