//! Webhooks: where an organisation's own program hears of its requests, and the log of what was sent there.

mod form;
mod list_page;
mod log_page;
mod words;

use eyelevel_contract::webhooks::PAGE;

use crate::{later, router::Route};

const LOG: &str = "/webhooks/:id";

/// The pages, which are loaded when somebody opens one.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(PAGE, list_page::page), Route::new(LOG, log_page::page)];

/// Where their file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(PAGE, later::on_demand), Route::new(LOG, later::on_demand)];
