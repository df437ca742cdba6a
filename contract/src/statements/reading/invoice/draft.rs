//! What has been gathered of an invoice, before it is one.

use super::raw::Raw;
use super::types::{EarlierInvoice, PaymentMeans, TradeParty};
use crate::civil::Date;
use crate::statements::reading::{Place, Refusal, RefusalKind, Remarks};

/// So many of one kind an invoice may have.
const MOST: usize = 5_000;

/// The VAT of one rate.
#[derive(Default)]
pub(super) struct RawVat {
    pub(super) category: String,
    pub(super) basis_points: Option<i64>,
    pub(super) net: Option<Raw>,
    pub(super) vat: Option<Raw>,
}

/// A discount that is stated in a structured way.
#[derive(Default)]
pub(super) struct RawSkonto {
    pub(super) basis_points: Option<i64>,
    pub(super) days: Option<i64>,
    pub(super) until: Option<Date>,
    pub(super) base: Option<Raw>,
}

/// Terms of payment.
#[derive(Default)]
pub(super) struct RawTerms {
    pub(super) text: Option<String>,
    pub(super) due: Vec<Date>,
    pub(super) skonto: Vec<RawSkonto>,
}

/// All that was found, in whatever order it came.
pub(super) struct Draft {
    /// The document's element.
    pub(super) place: Place,
    pub(super) remarks: Remarks,
    pub(super) number: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) kind: Option<String>,
    pub(super) currency: Option<(String, Place)>,
    pub(super) gross: Option<Raw>,
    pub(super) prepaid: Option<Raw>,
    pub(super) rounding: Option<Raw>,
    pub(super) payable: Option<Raw>,
    pub(super) net: Option<Raw>,
    pub(super) tax_totals: Vec<Raw>,
    pub(super) vat: Vec<RawVat>,
    pub(super) terms: Vec<RawTerms>,
    pub(super) means: Vec<PaymentMeans>,
    pub(super) payment_reference: Option<String>,
    pub(super) mandate: Option<String>,
    pub(super) creditor_id: Option<String>,
    pub(super) seller: TradeParty,
    pub(super) buyer: TradeParty,
    pub(super) payee: Option<TradeParty>,
    pub(super) buyer_reference: Option<String>,
    pub(super) order_reference: Option<String>,
    pub(super) references: Vec<EarlierInvoice>,
}

impl Draft {
    pub(super) fn new(place: Place, remarks: Remarks) -> Self {
        Self {
            place,
            remarks,
            number: None,
            date: None,
            kind: None,
            currency: None,
            gross: None,
            prepaid: None,
            rounding: None,
            payable: None,
            net: None,
            tax_totals: Vec::new(),
            vat: Vec::new(),
            terms: Vec::new(),
            means: Vec::new(),
            payment_reference: None,
            mandate: None,
            creditor_id: None,
            seller: TradeParty::default(),
            buyer: TradeParty::default(),
            payee: None,
            buyer_reference: None,
            order_reference: None,
            references: Vec::new(),
        }
    }

    /// A refusal that names what is missing.
    pub(super) fn missing(&self, what: &str) -> Refusal {
        let place = Place { line: self.place.line, path: format!("{}/{what}", self.place.path) };
        Refusal::at(RefusalKind::Missing, place, "")
    }

    /// What is collected has an end.
    pub(super) fn not_too_much(&self) -> Result<(), Refusal> {
        let most = [self.tax_totals.len(), self.vat.len(), self.terms.len(), self.means.len(), self.references.len()].into_iter().max();
        match most {
            Some(length) if length > MOST => Err(Refusal::at(RefusalKind::TooLong, self.place.clone(), MOST.to_string())),
            _ => Ok(()),
        }
    }
}
