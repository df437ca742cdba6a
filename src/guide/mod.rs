//! The guide from an empty installation to its first request.

mod page;

use eyelevel_contract::guide::PAGE;

use crate::{later, router::Route};

/// The page, which is loaded when somebody opens it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(PAGE, page::page)];

/// Where its file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(PAGE, later::on_demand)];
