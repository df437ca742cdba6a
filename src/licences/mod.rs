//! Licence keys in the portal.

mod audience;
mod check_page;
mod form;
mod import_page;
mod installation_form;
mod installations_page;
mod key_file;
mod known_issue;
mod known_issues_page;
mod products;
mod renewal_view;
mod renewals_page;
mod request;
mod signing_keys_page;
mod until;
mod verdict;

use eyelevel_contract::licences::paths;

use crate::{later, router::Route};

pub(crate) use form::DRAFT;

/// The pages that are loaded when somebody opens them: what proves signatures is large.
pub(crate) const ON_DEMAND: &[Route] = &[
    Route::new(paths::CHECK_PAGE, check_page::page),
    Route::new(paths::RENEWALS_PAGE, renewals_page::page),
    Route::new(paths::FORM, form::page),
    Route::new(paths::IMPORT_PAGE, import_page::page),
    Route::new(paths::PRODUCTS_PAGE, products::list_page::page),
    Route::new(paths::PRODUCT_FORM, products::add_page),
    Route::new("/products/:id", products::page),
    Route::new("/pools/:id", products::pool),
    Route::new(paths::SIGNING_KEYS_PAGE, signing_keys_page::page),
];

/// The pages that are loaded afterwards. Those that come still later stand first: their addresses look like a request's.
pub(crate) const LATER: &[Route] = &[
    Route::new(paths::INSTALLATIONS_PAGE, installations_page::page),
    Route::new(paths::PAGE, installations_page::page),
    Route::new(paths::KNOWN_ISSUES_PAGE, known_issues_page::page),
    Route::new("/known-issues/:id", known_issues_page::one),
    Route::new(paths::CHECK_PAGE, later::on_demand),
    Route::new(paths::RENEWALS_PAGE, later::on_demand),
    Route::new(paths::FORM, later::on_demand),
    Route::new(paths::IMPORT_PAGE, later::on_demand),
    Route::new(paths::PRODUCTS_PAGE, later::on_demand),
    Route::new("/products/:id", later::on_demand),
    Route::new("/pools/:id", later::on_demand),
    Route::new(paths::SIGNING_KEYS_PAGE, later::on_demand),
    Route::new("/licences/:id", request::page),
];

/// Pages for everybody: whoever holds a key can check it, with or without an account.
pub(crate) const PUBLIC: &[&str] = &[paths::CHECK_PAGE];
