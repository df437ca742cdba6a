//! Enquiries in the portal: one text, and the same honest decision as everything else.

mod form;
mod show_page;

use eyelevel_contract::enquiries;

use crate::{later, router::Route};

pub(crate) use form::DRAFT;

/// The pages. The form's address comes first: it looks like an enquiry's.
pub(crate) const ROUTES: &[Route] = &[Route::new(enquiries::FORM, later::page), Route::new("/enquiries/:id", show_page::page)];

/// The pages that are loaded afterwards.
pub(crate) const LATER: &[Route] = &[Route::new(enquiries::FORM, form::page)];

pub(crate) use show_page::view;
