//! Enquiries in the portal: one text, and the same honest decision as everything else.

mod form;
mod show_page;

use eyelevel_contract::enquiries;

use crate::router::Route;

pub(crate) use form::DRAFT;

/// The pages. The form's address comes first: it looks like an enquiry's.
pub(crate) const ROUTES: &[Route] = &[Route::new(enquiries::FORM, form::page), Route::new("/enquiries/:id", show_page::page)];

pub(crate) use show_page::view;
