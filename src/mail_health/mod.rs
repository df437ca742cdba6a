//! How mail is: the servers by which it goes, what waits and what failed, and what the sender's domain lacks.

mod domain;
mod page;
mod servers;
mod words;

use eyelevel_contract::mail_health::paths;

use crate::{later, router::Route};

/// The page, which is loaded when somebody opens it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(paths::PAGE, page::page)];

/// Where its file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(paths::PAGE, later::on_demand)];
