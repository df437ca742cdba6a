//! The spine of all kinds of requests in the portal: the promise in words, the next step, the list, and what every request's page has.
//!
//! | module | has |
//! |---|---|
//! | [`promise`] | who owes what by when, in words, with the business time that is left |
//! | [`promised`] | what would be promised, before it is sent |
//! | [`severity`] | how severe a request is: its field, its mark, its change |
//! | [`step`] | the one next step of a person |
//! | [`words`] | kinds, sections and events in words |
//! | `list_page` | the table at `/requests` |
//! | [`page`] | what the page of every kind has: head, decision, thread, side |
//! | [`unread`] | the mark of what has happened since somebody last looked |
//! | [`views`], `views_page` | filters that somebody has given a name |
//! | [`actions`] | the dialogs of the spine: ask, answer, withdraw, move the promise, … |

pub(crate) mod actions;
mod composer;
pub(crate) mod decline;
mod escalations;
mod list_page;
pub(crate) mod page;
pub(crate) mod promise;
pub(crate) mod promised;
mod replies;
pub(crate) mod severity;
pub(crate) mod side;
pub(crate) mod step;
pub(crate) mod unread;
pub(crate) mod views;
mod views_page;
pub(crate) mod words;

use eyelevel_contract::requests::{paths, views::VIEWS_PAGE};

use crate::{later, router::Route};

/// The pages.
pub(crate) const ROUTES: &[Route] = &[Route::new(paths::PAGE, list_page::page)];

/// The page of saved views, which is loaded when somebody opens it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(VIEWS_PAGE, views_page::page)];

/// Where its file is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(VIEWS_PAGE, later::on_demand)];
