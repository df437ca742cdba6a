//! The portal's mails in the vendor's own words: all of them, and the form of one with its variables, how it would look and who changed it.

mod form;
mod list_page;
mod page;
mod preview;
mod variables;

use eyelevel_contract::mail_texts::PAGE;

use crate::{later, router::Route};

const ONE: &str = "/mail/texts/:id";

/// The pages, which are loaded when somebody opens one.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(PAGE, list_page::page), Route::new(ONE, page::page)];

/// Where their file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(PAGE, later::on_demand), Route::new(ONE, later::on_demand)];
