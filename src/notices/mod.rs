//! What the reader was told of, and how they would like to be told.

mod list;
mod settings;

use eyelevel_contract::notices::{PAGE, SETTINGS_PAGE};

use crate::{later, router::Route};

/// The pages, which are loaded when somebody opens one.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(SETTINGS_PAGE, settings::page), Route::new(PAGE, list::page)];

/// Where their file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(SETTINGS_PAGE, later::on_demand), Route::new(PAGE, later::on_demand)];
