//! What goes in and out as files.

mod page;

use eyelevel_contract::exports::PAGE;

use crate::{later, router::Route};

/// The page, which is loaded when somebody opens it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(PAGE, page::page)];

/// Where its file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(PAGE, later::on_demand)];
