//! How and when it is paid.

use std::io::Read;

use super::only;
use crate::civil::Date;
use crate::statements::reading::Refusal;
use crate::statements::reading::invoice::PaymentMeans;
use crate::statements::reading::invoice::draft::{Draft, RawSkonto, RawTerms};
use crate::statements::reading::invoice::raw::{Raw, basis_points};
use crate::statements::reading::xml::Xml;

pub(super) fn means<R: Read>(xml: &mut Xml<R>, draft: &mut Draft, due: &mut Vec<Date>) -> Result<(), Refusal> {
    let mut means = PaymentMeans { code: String::new(), account: None, debited_account: None };
    while let Some(name) = xml.child()? {
        match &*name {
            "PaymentMeansCode" => means.code = xml.text()?,
            "PaymentDueDate" => due.extend(xml.date()?),
            "PaymentID" => draft.payment_reference = draft.payment_reference.take().or(xml.value()?),
            "PayeeFinancialAccount" => means.account = only(xml, "ID")?.map(|account| account.split_whitespace().collect()),
            "PaymentMandate" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "ID" => draft.mandate = draft.mandate.take().or(xml.value()?),
                        "PayerFinancialAccount" => {
                            means.debited_account = only(xml, "ID")?.map(|account| account.split_whitespace().collect());
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    if !means.code.is_empty() {
        draft.means.push(means);
    }
    Ok(())
}

pub(super) fn terms<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    let (mut terms, mut skonto, mut texts) = (RawTerms::default(), RawSkonto::default(), Vec::new());
    while let Some(name) = xml.child()? {
        match &*name {
            "Note" => texts.extend(xml.value()?),
            "PaymentDueDate" => terms.due.extend(xml.date()?),
            "SettlementDiscountPercent" => skonto.basis_points = basis_points(&xml.text()?),
            "Amount" => skonto.base = Some(Raw::read(xml)?),
            "SettlementPeriod" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "EndDate" => skonto.until = xml.date()?,
                        "DurationMeasure" => skonto.days = xml.text()?.parse().ok(),
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    terms.text = Some(texts.join("\n")).filter(|text| !text.is_empty());
    terms.skonto.extend(skonto.basis_points.is_some().then_some(skonto));
    if terms.text.is_some() || !terms.due.is_empty() || !terms.skonto.is_empty() {
        draft.terms.push(terms);
    }
    Ok(())
}
