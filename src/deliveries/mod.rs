//! Deliveries in the portal: each recipient with a status, a history and a parcel of their own.

mod dialogs;
mod list_page;
pub(crate) mod recipients;
mod show_page;

use eyelevel_contract::deliveries::paths;

use crate::router::Route;

/// The pages; all are loaded afterwards.
pub(crate) const LATER: &[Route] = &[Route::new(paths::PAGE, list_page::page), Route::new("/deliveries/:id", show_page::page)];
