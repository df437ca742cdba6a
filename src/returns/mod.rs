//! Returns in the portal: any serial number begins one; what was decided for each device; labels, receipt by scan, what became of them.

mod decide;
mod devices;
mod dialogs;
mod faults_page;
mod finish;
mod form;
mod import_page;
mod inspect;
mod known_issue;
mod referral;
mod replace;
mod show_page;

use eyelevel_contract::returns::paths;

use crate::{later, router::Route};

pub(crate) use form::DRAFT;

/// The pages. The form's address comes first: it looks like a return's.
pub(crate) const ROUTES: &[Route] = &[
    Route::new(paths::FORM, later::page),
    Route::new(paths::IMPORT_PAGE, later::on_demand),
    Route::new(paths::FAULTS_PAGE, later::on_demand),
    Route::new("/returns/:id", later::page),
];

/// What few people need, and only when they open it.
pub(crate) const ON_DEMAND: &[Route] =
    &[Route::new(paths::IMPORT_PAGE, import_page::page), Route::new(paths::FAULTS_PAGE, faults_page::page)];

/// The pages that are loaded afterwards.
pub(crate) const LATER: &[Route] = &[Route::new(paths::FORM, form::page), Route::new("/returns/:id", show_page::page)];
