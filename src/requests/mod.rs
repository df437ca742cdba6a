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
//! | [`chosen`], `bulk` | rows that somebody has chosen, and the same step with each of them |
//! | `groups` | the list in groups |
//! | [`unread`] | the mark of what has happened since somebody last looked |
//! | [`views`], `views_page` | filters that somebody has given a name |
//! | [`actions`] | the dialogs of the spine: ask, answer, withdraw, move the promise, … |

pub(crate) mod actions;
mod bulk;
mod chosen;
mod composer;
pub(crate) mod decline;
mod escalations;
mod groups;
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

/// Parts of the list that are loaded when somebody wants them. No address leads to them.
const GROUPS_PART: &str = "requests:groups";
const BULK_PART: &str = "requests:chosen";

/// What is loaded when somebody opens it: the page of saved views, parts of the list.
pub(crate) const ON_DEMAND: &[Route] =
    &[Route::new(VIEWS_PAGE, views_page::page), Route::new(GROUPS_PART, groups::part), Route::new(BULK_PART, bulk::part)];

/// The list, which comes soon after the board; and where the file of the others is asked for.
pub(crate) const LATER: &[Route] = &[Route::new(paths::PAGE, list_page::page), Route::new(VIEWS_PAGE, later::on_demand)];
