//! Invoices: XRechnung, ZUGFeRD and Factur-X in both syntaxes of EN 16931 (UBL and CII), and ZUGFeRD 1.0. The same case gives the same
//! [`Invoice`], whichever syntax it came in.

mod cii;
mod document;
mod draft;
mod finish;
mod raw;
mod terms;
mod totals;
mod types;
mod ubl;

pub use document::{InvoiceFormat, InvoiceReader};
pub use types::{EarlierInvoice, Invoice, PaymentMeans, Skonto, TradeParty, VatRate};
