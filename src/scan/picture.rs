//! Pictures of a size that is read in a moment.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

use crate::ui::reactive::{document, window};

/// The longer side, in pixels: enough for a label that fills half of the picture.
const SIDE: f64 = 1_280.0;

/// The picture in a file; nothing if the browser knows none in it. It turns photos the way they were taken.
pub(super) async fn of_file(file: &File) -> Option<HtmlCanvasElement> {
    let read = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(read).await.ok()?.unchecked_into();
    let drawn = drawn(bitmap.width(), bitmap.height(), |context, width, height| {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    });
    bitmap.close();
    drawn
}

/// A picture of that size, made smaller where it is large, by who can draw it.
pub(super) fn drawn(
    width: u32,
    height: u32,
    draw: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Option<HtmlCanvasElement> {
    if width == 0 || height == 0 {
        return None;
    }
    let smaller = (SIDE / f64::from(width.max(height))).min(1.0);
    let [width, height] = [width, height].map(|side| (f64::from(side) * smaller).floor().max(1.0));
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    draw(&context, width, height).ok()?;
    Some(canvas)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1280")]
fn pixels(side: f64) -> u32 {
    side as u32
}
