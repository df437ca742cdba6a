//! Books in which there is nothing to say.

use eyelevel_contract::statements::ledger::PostingKind;

use super::super::scene::Scene;
use super::acts::{Books, Opened};
use crate::error::Result;

/// A year of invoices, each debited when it was due; one was credited.
pub(super) async fn adds_up(scene: &Scene<'_>) -> Result<()> {
    let opened = Opened {
        of: "other-owner",
        number: "10310",
        currency: "EUR",
        vat: 1_900,
        mandate: Some("KS-10310-02"),
        iban: "DE02120300000000202051",
        vat_id: "DE811907980",
        months: 13,
    };
    let mut books = Books::open(scene, opened).await?;
    for months in (2..=13).rev() {
        let on = books.day(months, 3)?;
        books.settled(on, 84_000).await?;
    }
    let on = books.day(2, 6)?;
    let wrong = books.invoice(on, 12_500).await?;
    let credit = books.document(PostingKind::CreditNote, &format!("GS-{}-0074", on.year()), on.plus_days(2), None, 12_500).await?;
    books.belongs(&credit.id, &wrong.id, wrong.gross, "Die Gutschrift hebt diese Rechnung auf.").await?;
    books.matched(scene).await
}

/// Paid by transfer, in Swiss francs.
pub(super) async fn in_francs(scene: &Scene<'_>) -> Result<()> {
    let opened = Opened {
        of: "helvetia",
        number: "10477",
        currency: "CHF",
        vat: 810,
        mandate: None,
        iban: "CH9300762011623852957",
        vat_id: "CHE123456788",
        months: 7,
    };
    let mut books = Books::open(scene, opened).await?;
    for months in (2..=7).rev() {
        let on = books.day(months, 12)?;
        let invoice = books.invoice(on, 64_000).await?;
        books.post(&Books::line(PostingKind::Transfer, on.plus_days(11), invoice.gross, &invoice.number)).await?;
    }
    books.matched(scene).await
}
