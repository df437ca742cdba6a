//! Whether an invoice adds up.

use super::Invoice;
use crate::statements::reading::{Place, RemarkKind, Remarks};

pub(super) fn check(invoice: &Invoice, place: &Place, remarks: &mut Remarks) {
    let wide = i128::from;
    let mut note = |what: &str, said: i128, sum: i128| {
        if said != sum {
            remarks.note(RemarkKind::TotalsDiffer, || place.clone(), format!("{what}: {said}, {sum}"));
        }
    };
    if let (Some(net), Some(vat)) = (invoice.net_minor, invoice.vat_minor) {
        note("BT-112", wide(invoice.gross_minor), wide(net) + wide(vat));
    }
    note("BT-115", wide(invoice.due_minor), wide(invoice.gross_minor) - wide(invoice.prepaid_minor) + wide(invoice.rounding_minor));
    if !invoice.vat.is_empty()
        && let Some(vat) = invoice.vat_minor
    {
        note("BT-110", wide(vat), invoice.vat.iter().map(|rate| wide(rate.vat_minor)).sum());
    }
}
