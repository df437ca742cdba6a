//! The catalogue: what can be asked for, and the pages where the vendor's admins keep it.

mod edit_fields;
mod edit_model;
mod edit_page;
mod import_page;
pub(crate) mod item;
mod list_page;
pub(crate) mod picker;

use eyelevel_contract::demo_kits::paths;

use crate::{later, router::Route};

/// The pages that are loaded when somebody opens one. Addresses with a word come first: they look like an item’s.
pub(crate) const ON_DEMAND: &[Route] = &[
    Route::new(paths::ITEM_FORM, edit_page::add_page),
    Route::new(paths::CATALOGUE_IMPORT_PAGE, import_page::page),
    Route::new("/catalogue/:id", edit_page::page),
];

/// The pages that are loaded afterwards, and where the file of the others is asked for.
pub(crate) const LATER: &[Route] = &[
    Route::new(paths::CATALOGUE_PAGE, list_page::page),
    Route::new(paths::ITEM_FORM, later::on_demand),
    Route::new(paths::CATALOGUE_IMPORT_PAGE, later::on_demand),
    Route::new("/catalogue/:id", later::on_demand),
];
