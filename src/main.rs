//! The portal: a single-page app before the REST backend.
//!
//! Views are elements ([`ui::el`]) in Leptos' reactive graph; docs/architecture.md says why, and what stands where.

mod app;
mod client;
mod clock;
mod i18n;
mod reads;
mod router;
mod session;
mod store;
mod ui;
mod writes;

fn main() {
    leptos::mount::mount_to_body(app::start);
}
