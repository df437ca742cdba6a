//! Demo kits in the portal: what was asked and decided line by line, the vendor's decision, parcels, loans.

mod changes;
mod decide;
mod form;
mod goods;
mod loans;
mod parcel_form;
mod quote;
mod ship;
mod show_page;

use eyelevel_contract::demo_kits::paths;

use crate::{later, router::Route};

pub(crate) use form::DRAFT;

/// The pages. The form's address comes first: it looks like a kit's.
pub(crate) const ROUTES: &[Route] = &[Route::new(paths::FORM, later::page), Route::new("/demo-kits/:id", later::page)];

/// The pages that are loaded afterwards.
pub(crate) const LATER: &[Route] = &[
    Route::new(paths::FORM, form::page),
    Route::new(paths::LOANS_PAGE, loans::list_page::page),
    Route::new("/demo-kits/:id", show_page::page),
];
