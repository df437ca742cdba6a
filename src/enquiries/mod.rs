//! Enquiries in the portal: one text, and the same honest decision as everything else.

mod show_page;

use crate::router::Route;

/// The pages. The form's address comes first: it looks like an enquiry's.
pub(crate) const ROUTES: &[Route] = &[Route::new("/enquiries/:id", show_page::page)];

pub(crate) use show_page::view;
