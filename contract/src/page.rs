//! Lists that are read page by page.

use serde::{Deserialize, Serialize};

/// One page of a list. `next` is an opaque cursor for the next page; `None` on the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Hand it back as `cursor` for what follows.
    pub next: Option<String>,
}

/// Rows of a page where the caller names no number.
pub const DEFAULT_LIMIT: i64 = 50;
/// The most rows that one page may ask for.
pub const MAX_LIMIT: i64 = 1000;
