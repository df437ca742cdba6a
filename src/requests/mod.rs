//! The spine of all kinds of requests in the portal: the promise in words, the next step, the list, and what every request's page has.
//!
//! | module | has |
//! |---|---|
//! | [`promise`] | who owes what by when, in words, with the business time that is left |
//! | [`promised`] | what would be promised, before it is sent |
//! | [`step`] | the one next step of a person |
//! | [`words`] | kinds, sections and events in words |
//! | `list_page` | the table at `/requests` |
//! | [`page`] | what the page of every kind has: head, decision, thread, side |
//! | [`unread`] | the mark of what has happened since somebody last looked |
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
pub(crate) mod side;
pub(crate) mod step;
pub(crate) mod unread;
pub(crate) mod words;

use eyelevel_contract::requests::paths;

use crate::router::Route;

/// The pages.
pub(crate) const ROUTES: &[Route] = &[Route::new(paths::PAGE, list_page::page)];
