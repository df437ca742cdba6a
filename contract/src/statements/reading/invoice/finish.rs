//! From what was gathered to an invoice: what can't be done without, what is concluded, what does not add up.

use super::document::InvoiceFormat;
use super::draft::{Draft, RawTerms};
use super::raw::Raw;
use super::types::{Invoice, Skonto, VatRate};
use super::{terms, totals};
use crate::civil::Date;
use crate::statements::reading::{CurrencyCode, Refusal, RefusalKind, RemarkKind, Remarks};

/// The types of UNTDID 1001 that are credit notes in EN 16931.
const CREDIT_NOTES: [&str; 11] = ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"];

pub(super) fn finish(mut draft: Draft, format: InvoiceFormat) -> Result<(Invoice, Remarks), Refusal> {
    let names = Names::of(format);
    for terms in &mut draft.terms {
        terms.text =
            terms.text.take().map(|text| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"));
    }
    let number = draft.number.take().ok_or_else(|| draft.missing(names.number))?;
    let date = draft.date.ok_or_else(|| draft.missing(names.date))?;
    let kind = kind(&mut draft, format)?;
    let currency = match &draft.currency {
        None => return Err(draft.missing(names.currency)),
        Some((code, place)) => CurrencyCode::parse(code).map_err(|_| Refusal::at(RefusalKind::Currency, place.clone(), code))?,
    };
    let gross_minor = match &draft.gross {
        None => return Err(draft.missing(names.gross)),
        Some(gross) => gross.minor(currency)?,
    };
    let prepaid_minor = Raw::minor_or(draft.prepaid.as_ref(), currency, 0)?;
    let rounding_minor = Raw::minor_or(draft.rounding.as_ref(), currency, 0)?;
    let computed = gross_minor.checked_sub(prepaid_minor).and_then(|left| left.checked_add(rounding_minor));
    let due_minor = match (&draft.payable, computed) {
        (Some(payable), _) => payable.minor(currency)?,
        (None, Some(computed)) => {
            draft.remarks.note(RemarkKind::DueComputed, || draft.place.clone(), "");
            computed
        }
        (None, None) => return Err(Refusal::at(RefusalKind::AmountTooLarge, draft.place.clone(), "")),
    };
    let net_minor = draft.net.as_ref().map(|net| net.minor(currency)).transpose()?;
    let total = tax_total(&mut draft, currency)?;
    let vat = vat(&mut draft, currency)?;
    // CII leaves the total out where UBL writes a zero: then the rates add up to it.
    let sum = || if vat.is_empty() { None } else { vat.iter().try_fold(0_i64, |sum, rate| sum.checked_add(rate.vat_minor)) };
    let vat_minor = total.or_else(sum);
    let (due_date, due_date_from_text) = due(&mut draft);
    let skonto = skonto(&draft.terms, currency)?;
    several_means(&mut draft);
    let texts = draft.terms.iter().filter_map(|terms| terms.text.clone()).collect();
    let invoice = Invoice {
        number,
        date,
        credit_note: format == InvoiceFormat::UblCreditNote || CREDIT_NOTES.contains(&kind.as_str()),
        kind,
        currency,
        due_date,
        due_date_from_text,
        gross_minor,
        prepaid_minor,
        rounding_minor,
        due_minor,
        net_minor,
        vat_minor,
        vat,
        skonto,
        terms: texts,
        payment_means: draft.means,
        payment_reference: draft.payment_reference,
        mandate: draft.mandate,
        creditor_id: draft.creditor_id,
        seller: draft.seller,
        buyer: draft.buyer,
        payee: draft.payee,
        buyer_reference: draft.buyer_reference,
        order_reference: draft.order_reference,
        references: draft.references,
    };
    totals::check(&invoice, &draft.place, &mut draft.remarks);
    Ok((invoice, draft.remarks))
}

/// Where what can't be done without stands.
struct Names {
    number: &'static str,
    date: &'static str,
    currency: &'static str,
    gross: &'static str,
    kind: &'static str,
}

impl Names {
    const fn of(format: InvoiceFormat) -> Self {
        match format {
            InvoiceFormat::UblInvoice | InvoiceFormat::UblCreditNote => Self {
                number: "ID",
                date: "IssueDate",
                currency: "DocumentCurrencyCode",
                gross: "LegalMonetaryTotal/TaxInclusiveAmount",
                kind: "InvoiceTypeCode",
            },
            InvoiceFormat::Cii => Self {
                number: "ExchangedDocument/ID",
                date: "ExchangedDocument/IssueDateTime",
                currency: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/InvoiceCurrencyCode",
                gross: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount",
                kind: "ExchangedDocument/TypeCode",
            },
            InvoiceFormat::Zugferd1 => Self {
                number: "HeaderExchangedDocument/ID",
                date: "HeaderExchangedDocument/IssueDateTime",
                currency: "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeSettlement/InvoiceCurrencyCode",
                gross: "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeSettlement/SpecifiedTradeSettlementMonetarySummation/GrandTotalAmount",
                kind: "HeaderExchangedDocument/TypeCode",
            },
        }
    }
}

fn kind(draft: &mut Draft, format: InvoiceFormat) -> Result<String, Refusal> {
    if let Some(kind) = draft.kind.take() {
        return Ok(kind);
    }
    // In UBL, the document's own name says it too.
    let concluded = match format {
        InvoiceFormat::UblInvoice => "380",
        InvoiceFormat::UblCreditNote => "381",
        InvoiceFormat::Cii | InvoiceFormat::Zugferd1 => return Err(draft.missing(Names::of(format).kind)),
    };
    draft.remarks.note(RemarkKind::TypeConcluded, || draft.place.clone(), concluded);
    Ok(concluded.to_owned())
}

/// The tax total in the invoice's currency; another one is for the tax office.
fn tax_total(draft: &mut Draft, currency: CurrencyCode) -> Result<Option<i64>, Refusal> {
    let mut total = None;
    for raw in &draft.tax_totals {
        if raw.is_foreign(currency) && CurrencyCode::parse(raw.currency()).is_ok() {
            draft.remarks.note(RemarkKind::SecondTaxTotal, || raw.place.clone(), raw.currency());
        } else if total.is_none() {
            total = Some(raw.minor(currency)?);
        }
    }
    Ok(total)
}

fn vat(draft: &mut Draft, currency: CurrencyCode) -> Result<Vec<VatRate>, Refusal> {
    let mut rates = Vec::new();
    for raw in &draft.vat {
        // What belongs to the second tax total was told with it.
        if raw.net.iter().chain(&raw.vat).any(|amount| amount.is_foreign(currency) && CurrencyCode::parse(amount.currency()).is_ok()) {
            continue;
        }
        rates.push(VatRate {
            category: raw.category.clone(),
            basis_points: raw.basis_points,
            net_minor: Raw::minor_or(raw.net.as_ref(), currency, 0)?,
            vat_minor: Raw::minor_or(raw.vat.as_ref(), currency, 0)?,
        });
    }
    if rates.is_empty() {
        draft.remarks.note(RemarkKind::MissingVat, || draft.place.clone(), "");
    }
    Ok(rates)
}

/// The due date: the last one that is not a discount's; else what the text clearly says.
fn due(draft: &mut Draft) -> (Option<Date>, bool) {
    let discounted = |terms: &RawTerms| !terms.skonto.is_empty() || terms.text.as_deref().is_some_and(terms::is_discount);
    let of = |discounts: bool| -> Vec<Date> {
        let mut dates: Vec<Date> =
            draft.terms.iter().filter(|terms| discounts || !discounted(terms)).flat_map(|terms| terms.due.clone()).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    };
    let (all, plain) = (of(true), of(false));
    if all.len() > 1 {
        let list = all.iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
        draft.remarks.note(RemarkKind::SeveralDueDates, || draft.place.clone(), list);
    }
    if let Some(date) = plain.last().or(all.last()) {
        return (Some(*date), false);
    }
    let text: String = draft.terms.iter().filter_map(|terms| terms.text.as_deref()).collect::<Vec<_>>().join("\n");
    match terms::due_date(&text) {
        Some((date, clause)) => {
            draft.remarks.note(RemarkKind::DueFromText, || draft.place.clone(), clause);
            (Some(date), true)
        }
        None => {
            draft.remarks.note(RemarkKind::MissingDueDate, || draft.place.clone(), "");
            (None, false)
        }
    }
}

/// Discounts: those that are stated in a structured way, and of terms without any, those of their text.
fn skonto(all: &[RawTerms], currency: CurrencyCode) -> Result<Vec<Skonto>, Refusal> {
    let mut found = Vec::new();
    for one in all {
        let mut structured = Vec::new();
        for raw in &one.skonto {
            let Some(basis_points) = raw.basis_points.filter(|points| *points > 0) else { continue };
            let base_minor = raw.base.as_ref().map(|base| base.minor(currency)).transpose()?;
            let until = raw.until.or_else(|| if raw.days.is_none() { one.due.first().copied() } else { None });
            structured.push(Skonto { basis_points, days: raw.days, until, base_minor });
        }
        if structured.is_empty() {
            structured = terms::skonto(one.text.as_deref().unwrap_or_default(), one.due.first().copied(), currency);
        }
        found.append(&mut structured);
    }
    Ok(found)
}

fn several_means(draft: &mut Draft) {
    let mut codes: Vec<&str> = draft.means.iter().map(|means| means.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > 1 {
        draft.remarks.note(RemarkKind::SeveralPaymentMeans, || draft.place.clone(), codes.join(", "));
    }
}
