//! Invoices in CII (UN/CEFACT Cross Industry Invoice), and in its predecessor of ZUGFeRD 1.0, which has other names for the same.

mod agreement;
mod settlement;

use std::io::Read;

use super::draft::Draft;
use crate::civil::Date;
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Refusal, RefusalKind, dates};

/// From the document's element on, which was entered and is left.
pub(super) fn read<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "ExchangedDocument" | "HeaderExchangedDocument" => header(xml, draft)?,
            "SupplyChainTradeTransaction" | "SpecifiedSupplyChainTradeTransaction" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "ApplicableHeaderTradeAgreement" | "ApplicableSupplyChainTradeAgreement" => agreement::read(xml, draft)?,
                        "ApplicableHeaderTradeSettlement" | "ApplicableSupplyChainTradeSettlement" => settlement::read(xml, draft)?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn header<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "ID" => draft.number = xml.value()?,
            "TypeCode" => draft.kind = xml.value()?,
            "IssueDateTime" => draft.date = date(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// `DateTimeString` (with a format: 102 is `20260305`), `DateTime` or `Date`.
fn date<R: Read>(xml: &mut Xml<R>) -> Result<Option<Date>, Refusal> {
    let mut date = None;
    while let Some(name) = xml.child()? {
        match &*name {
            "DateTimeString" | "DateTime" | "Date" => {
                if let Some(text) = xml.value()? {
                    let found = dates::compact(&text).or_else(|| dates::iso(&text));
                    date = Some(found.ok_or_else(|| xml.refuse_value(RefusalKind::Date, text))?);
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(date)
}
