//! Statements in the portal: accounts, the statement with its verdict, and what is asked about it. All in a file of their own.
//!
//! | module | has |
//! |---|---|
//! | `accounts_page` | the accounts, and the way straight to the only one |
//! | `show_page` | the statement: verdict, equation, findings, chart, ledger |
//! | `view` | what the page shows of a statement, by its address |
//! | `ledger` | invoices on the left, debits on the right, lines between them; virtual rows |
//! | `monthly` | to whom it is sent each month, and what became of it |
//! | `nothing` | nothing there yet, and whom to ask |
//! | `download` | the statement as a file |
//! | `details` | everything that is known of a line |
//! | `chosen`, `raise` | the lines that are chosen, and the query about them |
//! | `bank` | the partner's own bank file beside the statement; nothing of it leaves the browser |
//! | `query_page` | a query, and its answer |
//! | `keep`, `posting_form`, `account_form`, `check` | what who keeps the books does |
//! | `files` | files of the bank and invoices: looked at, posted, and what came of them |
//! | `words` | kinds, findings and money in words |

mod account_form;
mod accounts_page;
mod bank;
mod chart;
mod check;
mod chosen;
mod desk;
mod details;
mod download;
mod equation;
mod files;
mod findings;
mod keep;
mod ledger;
mod monthly;
mod nothing;
mod posting_form;
mod query_page;
mod raise;
mod show_page;
mod toolbar;
mod view;
mod words;

use eyelevel_contract::statements::paths;

use crate::{later, router::Route};

/// Where the pages are, for who has not loaded them yet.
pub(crate) const ROUTES: &[Route] = &[
    Route::new(paths::PAGE, later::statements),
    Route::new(paths::FILES_PAGE, later::statements),
    Route::new("/statements/files/:id", later::statements),
    Route::new("/statements/queries/:id", later::statements),
    Route::new("/statements/:id/bank", later::bank),
    Route::new("/statements/:id", later::statements),
];

/// The pages, in a file of their own.
pub(crate) const PAGES: &[Route] = &[
    Route::new(paths::PAGE, accounts_page::page),
    Route::new(paths::FILES_PAGE, files::page),
    Route::new("/statements/files/:id", files::report_page::page),
    Route::new("/statements/queries/:id", query_page::page),
    Route::new("/statements/:id", show_page::page),
];

/// The page that compares a bank file with a statement, in a file of its own.
pub(crate) const BANK: &[Route] = &[Route::new("/statements/:id/bank", bank::page)];
