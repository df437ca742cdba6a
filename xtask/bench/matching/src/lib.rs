//! What a worker of the browser's does with statements, over ledgers of any size: built as the portal's worker is.

use std::fmt::Write as _;

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::bank_view::{Ask, Gathered, LedgerLine, NamedDocument, compare};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::{Books, Payment, PaymentKind, Settings, allocate};
use eyelevel_synthetic::{Recipe, bank};
use wasm_bindgen::prelude::wasm_bindgen;

/// A ledger, and the file that the partner's bank would write about it.
#[wasm_bindgen]
pub struct Ledger {
    books: Books,
    ask: Ask,
    file: String,
}

#[wasm_bindgen]
impl Ledger {
    /// About so many invoices, and as many debits.
    #[wasm_bindgen(constructor)]
    pub fn new(invoices: usize) -> Self {
        let books = bank(&Recipe::new(1, invoices)).books;
        Self { ask: ask(&books), file: table(&books.payments), books }
    }

    /// How many invoices, credit notes and corrections there are.
    pub fn items(&self) -> usize {
        self.books.items.len()
    }

    /// How many debits, refunds and returned debits.
    pub fn payments(&self) -> usize {
        self.books.payments.len()
    }

    /// Bytes of the bank's file.
    pub fn bytes(&self) -> usize {
        self.file.len()
    }

    /// Matches debits with invoices; gives how many allocations are sure.
    pub fn allocate(&self) -> usize {
        allocate(&self.books, &Settings::default()).allocations.len()
    }

    /// Reads the bank's file and compares it; gives how many lines agree, or nothing if it can't be read.
    pub fn compare(&self) -> Option<usize> {
        let mut read = Gathered::default();
        read.add(self.file.as_bytes(), None, "EUR").ok()?;
        let outcome = compare(self.ask.clone(), read);
        outcome.summary().each.last().and_then(|agree| usize::try_from(*agree).ok())
    }
}

fn ask(books: &Books) -> Ask {
    let line = |one: &Payment| LedgerLine {
        id: one.id.clone(),
        kind: match one.kind {
            PaymentKind::Debit => PostingKind::Debit,
            PaymentKind::Refund => PostingKind::Refund,
            PaymentKind::Returned => PostingKind::Returned,
        },
        booked_on: one.booking_date,
        value_on: one.value_date,
        amount: one.amount_minor,
        end_to_end_id: one.end_to_end_id.clone(),
        mandate: one.mandate.clone(),
        text: one.remittance.clone(),
        about: Vec::new(),
    };
    Ask {
        vendor: "A vendor".to_owned(),
        currency: "EUR".to_owned(),
        opened_on: Date::EPOCH,
        mandates: Vec::new(),
        lines: books.payments.iter().map(line).collect(),
        documents: books.items.iter().map(|item| NamedDocument { id: item.id.clone(), number: item.number.clone() }).collect(),
    }
}

/// As the partner's bank says it: what was debited left the account.
fn table(payments: &[Payment]) -> String {
    let mut csv = String::from("Buchungstag;Valuta;Verwendungszweck;End-to-End-Referenz;Mandatsreferenz;Betrag;Währung\n");
    for one in payments {
        let day = one.booking_date;
        let text = one.remittance.replace(['\n', '\r', ';', '"'], " ");
        let (id, mandate) = (one.end_to_end_id.as_deref().unwrap_or_default(), one.mandate.as_deref().unwrap_or_default());
        let sign = if one.kind == PaymentKind::Debit { "-" } else { "" };
        // Writing to a String cannot fail.
        let _written =
            writeln!(csv, "{day};{day};{text};{id};{mandate};{sign}{},{:02};EUR", one.amount_minor / 100, one.amount_minor % 100);
    }
    csv
}
