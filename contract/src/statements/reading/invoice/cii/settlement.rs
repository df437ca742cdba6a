//! What is to be paid, how and when.

use std::io::Read;

use super::agreement::party;
use super::date;
use crate::statements::reading::Refusal;
use crate::statements::reading::invoice::draft::{Draft, RawSkonto, RawTerms, RawVat};
use crate::statements::reading::invoice::raw::{Raw, basis_points};
use crate::statements::reading::invoice::{EarlierInvoice, PaymentMeans, TradeParty};
use crate::statements::reading::xml::Xml;

pub(super) fn read<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "CreditorReferenceID" => draft.creditor_id = xml.value()?,
            "PaymentReference" => draft.payment_reference = xml.value()?,
            "InvoiceCurrencyCode" => draft.currency = xml.value()?.map(|code| (code, xml.place_left())),
            "PayeeTradeParty" => draft.payee = Some(party(xml)?).filter(|payee| *payee != TradeParty::default()),
            "SpecifiedTradeSettlementPaymentMeans" => means(xml, draft)?,
            "ApplicableTradeTax" => draft.vat.push(tax(xml)?),
            "SpecifiedTradePaymentTerms" => terms(xml, draft)?,
            "SpecifiedTradeSettlementHeaderMonetarySummation" | "SpecifiedTradeSettlementMonetarySummation" => totals(xml, draft)?,
            "InvoiceReferencedDocument" => draft.references.extend(earlier(xml)?),
            _ => xml.skip()?,
        }
        draft.not_too_much()?;
    }
    Ok(())
}

fn means<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    let mut means = PaymentMeans { code: String::new(), account: None, debited_account: None };
    while let Some(name) = xml.child()? {
        match &*name {
            "TypeCode" => means.code = xml.text()?,
            "PayeePartyCreditorFinancialAccount" => means.account = account(xml)?,
            "PayerPartyDebtorFinancialAccount" => means.debited_account = account(xml)?,
            _ => xml.skip()?,
        }
    }
    if !means.code.is_empty() {
        draft.means.push(means);
    }
    Ok(())
}

fn account<R: Read>(xml: &mut Xml<R>) -> Result<Option<String>, Refusal> {
    let (mut iban, mut other) = (None, None);
    while let Some(name) = xml.child()? {
        match &*name {
            "IBANID" => iban = xml.value()?,
            "ProprietaryID" => other = xml.value()?,
            _ => xml.skip()?,
        }
    }
    Ok(iban.or(other).map(|account: String| account.split_whitespace().collect()))
}

fn tax<R: Read>(xml: &mut Xml<R>) -> Result<RawVat, Refusal> {
    let mut vat = RawVat::default();
    while let Some(name) = xml.child()? {
        match &*name {
            "CalculatedAmount" => vat.vat = Some(Raw::read(xml)?),
            "BasisAmount" => vat.net = Some(Raw::read(xml)?),
            "CategoryCode" => vat.category = xml.text()?,
            // The second one is what ZUGFeRD 1.0 calls it.
            "RateApplicablePercent" | "ApplicablePercent" => vat.basis_points = basis_points(&xml.text()?),
            _ => xml.skip()?,
        }
    }
    Ok(vat)
}

fn terms<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    let (mut terms, mut texts) = (RawTerms::default(), Vec::new());
    while let Some(name) = xml.child()? {
        match &*name {
            "Description" => texts.extend(xml.value()?),
            "DueDateDateTime" => terms.due.extend(date(xml)?),
            "DirectDebitMandateID" => draft.mandate = draft.mandate.take().or(xml.value()?),
            "ApplicableTradePaymentDiscountTerms" => terms.skonto.push(skonto(xml)?),
            _ => xml.skip()?,
        }
    }
    terms.text = Some(texts.join("\n")).filter(|text| !text.is_empty());
    if terms.text.is_some() || !terms.due.is_empty() || !terms.skonto.is_empty() {
        draft.terms.push(terms);
    }
    Ok(())
}

fn skonto<R: Read>(xml: &mut Xml<R>) -> Result<RawSkonto, Refusal> {
    let mut skonto = RawSkonto::default();
    while let Some(name) = xml.child()? {
        match &*name {
            "CalculationPercent" => skonto.basis_points = basis_points(&xml.text()?),
            "BasisPeriodMeasure" => {
                let days = matches!(xml.attribute("unitCode").as_deref(), None | Some("DAY"));
                skonto.days = xml.text()?.parse().ok().filter(|_| days);
            }
            "BasisAmount" => skonto.base = Some(Raw::read(xml)?),
            "BasisDateTime" => skonto.until = date(xml)?,
            _ => xml.skip()?,
        }
    }
    // The basis date is the day from which the days count; without any, it is the last day itself.
    if skonto.days.is_some() {
        skonto.until = None;
    }
    Ok(skonto)
}

fn totals<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "TaxBasisTotalAmount" => draft.net = Some(Raw::read(xml)?),
            "TaxTotalAmount" => draft.tax_totals.push(Raw::read(xml)?),
            "RoundingAmount" => draft.rounding = Some(Raw::read(xml)?),
            "GrandTotalAmount" => draft.gross = Some(Raw::read(xml)?),
            "TotalPrepaidAmount" => draft.prepaid = Some(Raw::read(xml)?),
            "DuePayableAmount" => draft.payable = Some(Raw::read(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn earlier<R: Read>(xml: &mut Xml<R>) -> Result<Option<EarlierInvoice>, Refusal> {
    let (mut number, mut issued) = (None, None);
    while let Some(name) = xml.child()? {
        match &*name {
            "IssuerAssignedID" | "ID" => number = xml.value()?,
            "FormattedIssueDateTime" | "IssueDateTime" => issued = date(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(number.map(|number| EarlierInvoice { number, date: issued }))
}
