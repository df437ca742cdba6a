//! Eyelevel's PDFs: plain data in, with every word already in the reader's language; bytes out. PDF/A-3 and PDF/UA-1: for keeping, and for whoever
//! does not read by eye.
//!
//! | module | has |
//! |---|---|
//! | `paper` | what a statement on paper says |
//! | `sheet` | what any other letter says: a packing slip, a proof |
//! | `fonts` | the fonts that are in the program, and which characters they have |
//! | `world` | what typst may read: the layout and the data, nothing of the machine |
//! | `statement.typ`, `sheet.typ` | the layouts |

mod fonts;
mod paper;
mod sheet;
mod world;

pub use paper::{Attached, Balance, Findings, Ledger, Paper, Row, Sums};
pub use sheet::{Code, Section, Sheet};

/// What the program lays out.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum Document {
    Statement(Box<Paper>),
    Sheet(Box<Sheet>),
}

impl Document {
    /// It as a PDF.
    ///
    /// # Errors
    /// If the layout or the standard refuses what is in it.
    pub fn pdf(&self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Statement(paper) => statement(paper),
            Self::Sheet(paper) => sheet(paper),
        }
    }
}

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why there is no PDF; for whoever looks after the program.
#[derive(Debug)]
pub struct Failure(String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// A statement as PDF/A-3a and PDF/UA-1. The same paper gives the same bytes.
///
/// # Errors
/// If the layout or the standard refuses what is in it.
pub fn statement(paper: &Paper) -> Result<Vec<u8>, Failure> {
    laid_out(include_str!("statement.typ"), paper)
}

/// Any other letter, to the same standards.
///
/// # Errors
/// If the layout or the standard refuses what is in it.
pub fn sheet(paper: &Sheet) -> Result<Vec<u8>, Failure> {
    laid_out(include_str!("sheet.typ"), paper)
}

fn laid_out(layout: &str, paper: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    let data = serde_json::to_value(paper).map_err(|e| Failure(e.to_string()))?;
    let world = world::Papers::new(layout, data)?;
    let document: PagedDocument = typst::compile(&world).output.map_err(|all| refused(&all))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).map_err(|e| Failure(e.message().to_string()))?;
    let options = PdfOptions { creator: Smart::Custom(Some("Eyelevel".to_owned())), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|all| refused(&all))
}

fn refused(all: &[SourceDiagnostic]) -> Failure {
    Failure(all.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; "))
}
