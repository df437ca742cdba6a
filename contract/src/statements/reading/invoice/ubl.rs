//! Invoices and credit notes in UBL 2.

mod party;
mod payment;
mod tax;

use std::io::Read;

use super::draft::Draft;
use super::raw::Raw;
use super::types::EarlierInvoice;
use crate::statements::reading::Refusal;
use crate::statements::reading::xml::Xml;

/// From the document's element on, which was entered and is left.
pub(super) fn read<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    let mut due = Vec::new();
    while let Some(name) = xml.child()? {
        match &*name {
            "ID" => draft.number = xml.value()?,
            "IssueDate" => draft.date = xml.date()?,
            "DueDate" => due.extend(xml.date()?),
            "InvoiceTypeCode" | "CreditNoteTypeCode" => draft.kind = xml.value()?,
            "DocumentCurrencyCode" => draft.currency = xml.value()?.map(|code| (code, xml.place_left())),
            "BuyerReference" => draft.buyer_reference = xml.value()?,
            "OrderReference" => draft.order_reference = only(xml, "ID")?,
            "BillingReference" => draft.references.extend(earlier(xml)?),
            "AccountingSupplierParty" => party::supplier(xml, draft)?,
            "AccountingCustomerParty" => party::customer(xml, draft)?,
            "PayeeParty" => party::payee(xml, draft)?,
            "PaymentMeans" => payment::means(xml, draft, &mut due)?,
            "PaymentTerms" => payment::terms(xml, draft)?,
            "TaxTotal" => tax::total(xml, draft)?,
            "LegalMonetaryTotal" => totals(xml, draft)?,
            _ => xml.skip()?,
        }
        draft.not_too_much()?;
    }
    if !due.is_empty() {
        // They belong to the terms if these are one, and stand alone if there are none or several.
        match &mut draft.terms[..] {
            [only] => only.due.append(&mut due),
            _ => draft.terms.push(super::draft::RawTerms { due, ..Default::default() }),
        }
    }
    Ok(())
}

/// The text of a child of this name.
pub(super) fn only<R: Read>(xml: &mut Xml<R>, wanted: &str) -> Result<Option<String>, Refusal> {
    let mut value = None;
    while let Some(name) = xml.child()? {
        if &*name == wanted { value = xml.value()?.or(value) } else { xml.skip()? }
    }
    Ok(value)
}

fn earlier<R: Read>(xml: &mut Xml<R>) -> Result<Option<EarlierInvoice>, Refusal> {
    let (mut number, mut date) = (None, None);
    while let Some(name) = xml.child()? {
        match &*name {
            "InvoiceDocumentReference" | "CreditNoteDocumentReference" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "ID" => number = xml.value()?,
                        "IssueDate" => date = xml.date()?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(number.map(|number| EarlierInvoice { number, date }))
}

fn totals<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "TaxExclusiveAmount" => draft.net = Some(Raw::read(xml)?),
            "TaxInclusiveAmount" => draft.gross = Some(Raw::read(xml)?),
            "PrepaidAmount" => draft.prepaid = Some(Raw::read(xml)?),
            "PayableRoundingAmount" => draft.rounding = Some(Raw::read(xml)?),
            "PayableAmount" => draft.payable = Some(Raw::read(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(())
}
