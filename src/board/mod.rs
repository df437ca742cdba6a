//! The board, home of both sides: your move, their move, on the way, done. The vendor's is a queue by time left, with the chosen request beside it.

mod keys;
mod page;
mod queue;
mod rows;

use eyelevel_contract::board;

use crate::router::Route;

/// The pages.
pub(crate) const ROUTES: &[Route] = &[Route::new(board::PAGE, page::page)];
