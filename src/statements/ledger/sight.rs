//! Which rows are in sight: every row has the same height.

use web_sys::HtmlElement;

use crate::ui::reactive::window;

/// Rows above and below those in sight.
const AROUND: usize = 12;

/// From which row, and until which, a body of `all` rows has to be there.
pub(super) fn rows(body: &HtmlElement, all: usize) -> (usize, usize) {
    let place = body.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
    let row = place.height() / all.max(1) as f64;
    // Before the first layout a row has no height.
    if row < 1.0 {
        return (0, all.min(2 * AROUND));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and all rows")]
    let at = |y: f64| ((y / row).max(0.0) as usize).min(all);
    (at(-place.top()).saturating_sub(AROUND), (at(height - place.top()) + AROUND).min(all))
}
