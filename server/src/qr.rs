//! QR codes, as SVG: for a paper, and for a page that is printed.

use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

use crate::error::{Error, Result};

/// The code of a text, black on white with the quiet zone that readers need; a seventh of it may be dirty.
///
/// # Errors
/// If the text is too long for a code.
pub fn svg(text: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(code.render::<Color<'_>>().min_dimensions(240, 240).dark_color(Color("#000000")).light_color(Color("#ffffff")).build())
}
