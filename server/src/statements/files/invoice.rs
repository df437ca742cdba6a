//! An invoice, as a posting of its buyer.

use eyelevel_contract::statements::Tax;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::CashDiscount;
use eyelevel_contract::statements::reading::invoice::{Invoice, Skonto};

use super::entries::Entry;

/// A correction, by UNTDID 1001.
const CORRECTION: &str = "384";

/// What is posted is what is left to pay: what was prepaid has an invoice of its own.
pub(super) fn entry(invoice: &Invoice) -> Entry {
    let earlier = invoice.references.first().map(|earlier| earlier.number.clone());
    // Less than nothing is left to pay: the vendor owes.
    let lowers = invoice.credit_note != (invoice.due_minor < 0);
    let kind = match (invoice.kind == CORRECTION && earlier.is_some(), lowers) {
        (true, true) => PostingKind::CorrectionDown,
        (true, false) => PostingKind::CorrectionUp,
        (false, true) => PostingKind::CreditNote,
        (false, false) => PostingKind::Invoice,
    };
    let seller = invoice.seller.vat_id.as_deref().or(invoice.seller.id.as_deref()).or(invoice.seller.name.as_deref()).unwrap_or_default();
    Entry {
        line: 0,
        path: String::new(),
        booked: true,
        kind,
        amount: invoice.due_minor.saturating_abs(),
        currency: invoice.currency.code().to_owned(),
        number: Some(invoice.number.clone()),
        day: Some(invoice.date),
        value_on: None,
        due_on: invoice.due_date,
        taxes: invoice.vat.iter().map(|vat| Tax { rate: vat.basis_points.unwrap_or(0), net: vat.net_minor, tax: vat.vat_minor }).collect(),
        terms: invoice.skonto.iter().filter_map(|skonto| discount(invoice, skonto)).collect(),
        end_to_end_id: None,
        mandate: invoice.mandate.clone(),
        remittance: invoice.payment_reference.clone().unwrap_or_default(),
        reason: None,
        corrects: earlier,
        ibans: invoice.debited_account().map(str::to_owned).into_iter().collect(),
        vat_id: invoice.buyer.vat_id.clone(),
        customer: invoice.buyer.id.clone(),
        same: format!("invoice\n{seller}\n{}", invoice.number),
    }
}

fn discount(invoice: &Invoice, skonto: &Skonto) -> Option<CashDiscount> {
    let days = skonto.days.or_else(|| skonto.until.map(|until| until.days() - invoice.date.days()))?;
    (skonto.basis_points > 0 && days >= 0).then_some(CashDiscount {
        days,
        basis_points: skonto.basis_points,
        base_minor: skonto.base_minor,
    })
}
