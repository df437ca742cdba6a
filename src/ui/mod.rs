//! What pages are made of. Knows no feature, no server: texts, the contract's types and `i18n` only.
//!
//! | module | has |
//! |---|---|
//! | [`el`] | `el("p").class("…").child(…)`, `dynamic(…)`, `text(…)`: every view is an [`el::El`] |
//! | [`button`] | `primary`, `secondary`, `quiet`, `link`; [`button::explained`] can't be used and says why |
//! | [`form`] | [`form::Form`]: field errors by dotted path, the summary that links to them, what was typed kept in the browser |
//! | [`field`] | [`field::Field`]: line, area, number, date, select, checkbox, radio group, with label, hint and error |
//! | [`dialog`] | [`dialog::open`]: native, modal, returns the focus |
//! | [`toast`] | [`toast::say`], [`toast::offer`] (with an undo) |
//! | [`menu`] | a button with a list of links and actions below it |
//! | [`table`] | a table whose headers are links with the order in the address |
//! | [`timeline`] | messages and events, oldest first |
//! | [`status`] | a shape and a word |
//! | [`files`] | a list of files |
//! | [`file_zone`] | a button that chooses files, and a place to drop them onto |
//! | [`pager`] | first page, next page, rows of a page |
//! | [`empty`] | nothing here, and what to do next |
//! | [`record`] | the values of a form as a table, and its JSON |
//! | [`rows`] | rows of a form that come and go |
//! | [`skeleton`] | rows that are not here yet |
//! | [`listening`] | the window's events, and those of media queries |
//! | [`loaded`] | what was read from the server: value, failure, age |
//! | [`versions`] | two versions of the same, side by side where they differ |
//! | [`failure`] | what may go wrong with a call, in words |
//! | [`reactive`] | Leptos' signals and effects, `window()`, `document()` |
//!
//! A style of the same name is in `style/ui/`.

pub(crate) mod button;
pub(crate) mod dialog;
pub(crate) mod el;
pub(crate) mod empty;
pub(crate) mod failure;
pub(crate) mod field;
pub(crate) mod file_zone;
pub(crate) mod files;
mod focus;
pub(crate) mod form;
pub(crate) mod listening;
pub(crate) mod loaded;
pub(crate) mod menu;
pub(crate) mod pager;
pub(crate) mod reactive;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod skeleton;
pub(crate) mod status;
pub(crate) mod table;
pub(crate) mod timeline;
pub(crate) mod toast;
pub(crate) mod versions;
