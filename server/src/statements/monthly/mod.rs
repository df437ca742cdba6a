//! Statements that are sent each month: on a month's first business day the month before, as a PDF, to whom the partner has named.
//!
//! | module | has |
//! |---|---|
//! | `show`, `pin` | to whom it goes and how it went; who gets it from now on |
//! | `send` | the job: a mail to each, once an account and month |
//! | `letter` | what the mail says, made when it is sent |

pub(crate) mod letter;
mod pin;
mod send;
mod show;
mod store;

pub use send::send;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;
use crate::error::Result;
use crate::write::Write;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::get, pin::post))
}

/// Whether a statement may still go to whom it was written to: they are named still, and may see it still.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn may_go(w: &mut Write, pin_id: &str) -> Result<bool> {
    store::is_pinned(&mut w.tx, pin_id).await
}
