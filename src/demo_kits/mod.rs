//! Demo kits in the portal: what was asked and decided line by line, the vendor's decision, parcels.

mod changes;
mod decide;
mod goods;
mod parcel_form;
mod quote;
mod ship;
mod show_page;

use crate::router::Route;

/// The pages. The form's address comes first: it looks like a kit's.
pub(crate) const ROUTES: &[Route] = &[Route::new("/demo-kits/:id", show_page::page)];

pub(crate) use show_page::view;
