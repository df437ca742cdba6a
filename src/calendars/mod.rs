//! The vendor's calendar and its policies, kept by its admins: hours, holidays, days of its own, and what would be promised by them.

mod closed_days;
mod fields;
mod model;
mod page;
mod policies;
mod preview;

use eyelevel_contract::calendars::paths;

use crate::{later, router::Route};

/// The page, which is loaded when somebody opens it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(paths::PAGE, page::page)];

/// Where its file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(paths::PAGE, later::on_demand)];
