//! Drafts: nothing a person types is lost. A form with one is a [`page::Form`]; [`keeper::Keeper`] saves it, [`send`] submits or discards it.
//!
//! | module | has |
//! |---|---|
//! | `local` | the copy in the browser, there only while the server lacks it |
//! | `merge` | which version a form begins with |
//! | [`keeper`] | saves: local at once, the server after a pause, again when the network is back |
//! | [`page`] | the page around a form: follows the address, shows two versions |
//! | [`files`] | what was uploaded into it |
//! | `send` | submits, discards with undo |
//! | [`waiting`] | what was submitted without a network |
//! | [`list`] | what was begun and not sent |

pub(crate) mod files;
pub(crate) mod keeper;
pub(crate) mod list;
mod local;
mod merge;
pub(crate) mod page;
mod send;
pub(crate) mod waiting;

pub(crate) use keeper::Keeper;
