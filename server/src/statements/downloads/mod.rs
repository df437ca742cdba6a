//! A statement to take away: PDF, CSV, workbook, DATEV, JSON, each written from the one [`Export`] of the statement that the page shows.
//!
//! | module | has |
//! |---|---|
//! | `download` | the operations, and a file as an answer |
//! | `table`, `equation`, `ties` | lines, sums and what belongs to what, once for all files |
//! | `csv`, `xlsx`, `datev`, `json` | the files |
//! | `paper` | what the PDF says (`crate::documents` has it made) |

mod csv;
mod datev;
mod download;
mod equation;
mod file;
mod json;
mod paper;
mod table;
mod ties;
mod xlsx;

pub(super) use file::of as file;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(download::pdf))
        .routes(routes!(download::csv))
        .routes(routes!(download::xlsx))
        .routes(routes!(download::datev))
        .routes(routes!(download::json))
}
