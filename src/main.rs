//! The portal. An empty page until its shell arrives.

fn main() {
    leptos::mount::mount_to_body(leptos::html::p);
}
