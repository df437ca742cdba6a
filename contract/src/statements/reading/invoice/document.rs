//! Which syntax an invoice is in, and reading it.

use std::io::Read;

use super::draft::Draft;
use super::finish::finish;
use super::{Invoice, cii, ubl};
use crate::statements::reading::documents::is_document;
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Refusal, Remarks};

words! {
    /// The form of an invoice.
    InvoiceFormat {
        /// UBL, an invoice.
        UblInvoice = "ubl",
        /// UBL, a credit note.
        UblCreditNote = "ubl-credit-note",
        /// CII: XRechnung, ZUGFeRD 2, Factur-X.
        Cii = "cii",
        /// ZUGFeRD 1.0.
        Zugferd1 = "zugferd-1",
    }
}

impl InvoiceFormat {
    /// By the name of the document's element, and its namespace.
    pub(in super::super) fn of(name: &str, namespace: Option<&str>) -> Option<Self> {
        let namespace = namespace?;
        match name {
            "Invoice" if namespace.ends_with(":xsd:Invoice-2") => Some(Self::UblInvoice),
            "CreditNote" if namespace.ends_with(":xsd:CreditNote-2") => Some(Self::UblCreditNote),
            "CrossIndustryInvoice" if namespace.contains(":CrossIndustryInvoice:") => Some(Self::Cii),
            "CrossIndustryDocument" if namespace.contains(":CrossIndustryDocument:") => Some(Self::Zugferd1),
            _ => None,
        }
    }
}

/// An invoice of which is known in which form it is.
pub struct InvoiceReader<R: Read> {
    xml: Xml<R>,
    format: InvoiceFormat,
    remarks: Remarks,
}

impl<R: Read> InvoiceReader<R> {
    /// From the document's element on, which was entered.
    pub(in super::super) fn new(xml: Xml<R>, format: InvoiceFormat, remarks: Remarks) -> Self {
        Self { xml, format, remarks }
    }

    /// The form.
    #[must_use]
    pub fn format(&self) -> InvoiceFormat {
        self.format
    }

    /// Reads it, to the end of the file.
    ///
    /// # Errors
    /// If it is not well-formed, something is missing without which it is no invoice, or a value is none.
    pub fn read(self) -> Result<(Invoice, Remarks), Refusal> {
        let Self { mut xml, format, remarks } = self;
        let mut draft = Draft::new(xml.place(), remarks);
        match format {
            InvoiceFormat::UblInvoice | InvoiceFormat::UblCreditNote => ubl::read(&mut xml, &mut draft)?,
            InvoiceFormat::Cii | InvoiceFormat::Zugferd1 => cii::read(&mut xml, &mut draft)?,
        }
        xml.end(is_document)?;
        finish(draft, format)
    }
}
