//! The codes in a picture.

use std::collections::HashSet;

use rxing::common::HybridBinarizer;
use rxing::multi::{GenericMultipleBarcodeReader, MultipleBarcodeReader as _};
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, FilteredImageReader, Luma8LuminanceSource, MultiFormatReader, RXingResult,
    RXingResultMetadataType, RXingResultMetadataValue,
};

/// What devices, boxes and pallets carry.
const FORMATS: [BarcodeFormat; 6] = [
    BarcodeFormat::DATA_MATRIX,
    BarcodeFormat::QR_CODE,
    BarcodeFormat::CODE_128,
    BarcodeFormat::EAN_13,
    BarcodeFormat::EAN_8,
    BarcodeFormat::UPC_A,
];

/// What the codes of a picture say, each behind its symbology identifier (ISO/IEC 15424: `]d2…`); the `luma` is a byte a pixel, row by row.
#[must_use]
pub fn texts(luma: Vec<u8>, width: u32, height: u32) -> Vec<String> {
    let Ok(picture) = Luma8LuminanceSource::new(luma, width, height) else { return Vec::new() };
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from(FORMATS)),
        TryHarder: Some(true),
        AlsoInverted: Some(true),
        // Separators stay in what Code 128 says.
        AssumeGs1: Some(true),
        ..DecodeHints::default()
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(picture));
    // Labels have several codes: the product's, the batch's, and the one that is wanted.
    let mut reader = GenericMultipleBarcodeReader::new(FilteredImageReader::new(MultiFormatReader::default()));
    let mut texts: Vec<String> = reader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default().iter().map(text).collect();
    texts.sort();
    texts.dedup();
    texts
}

fn text(found: &RXingResult) -> String {
    let text = found.getText();
    match found.getRXingResultMetadata().get(&RXingResultMetadataType::SYMBOLOGY_IDENTIFIER) {
        Some(RXingResultMetadataValue::SymbologyIdentifier(mark)) if !text.starts_with(mark.as_str()) => [mark, text].concat(),
        _ => text.to_owned(),
    }
}

/// How bright each pixel is, of four bytes each: red, green, blue and how much of it is there (on white).
#[must_use]
pub fn grey(rgba: &[u8]) -> Vec<u8> {
    let of = |pixel: &[u8]| {
        let [red, green, blue, alpha] = [0, 1, 2, 3].map(|at| u32::from(pixel[at]));
        let bright = (306 * red + 601 * green + 117 * blue) >> 10;
        u8::try_from((bright * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    rgba.chunks_exact(4).map(of).collect()
}
