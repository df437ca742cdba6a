//! The second story: a line that works, and accounts that don't.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::NewPosting;
use eyelevel_contract::statements::ledger::PostingKind;

use super::super::scene::Scene;
use super::acts::{Books, Invoice, Opened};
use crate::error::Result;

/// The monthly price, net.
const MONTHLY: i64 = 107_941;
/// The first month in which something is odd.
const ODD: i64 = 9;

/// What the queries ask about.
pub(super) struct Story {
    pub(super) account: Id,
    /// Debited twice: the invoice, and the second debit.
    pub(super) twice: (Invoice, Id, Date),
    /// An invoice of which less was debited.
    pub(super) rebate: Invoice,
}

pub(super) async fn told(scene: &Scene<'_>) -> Result<Story> {
    let opened = Opened {
        of: "accounts",
        number: "10234",
        currency: "EUR",
        vat: 1_900,
        mandate: Some("KS-10234-01"),
        iban: "DE89370400440532013000",
        vat_id: "DE136695976",
        months: ODD + 12,
    };
    let mut books = Books::open(scene, opened).await?;
    // A year in which every invoice came on the third, and was debited when it was due.
    for months in (ODD + 1..=ODD + 12).rev() {
        let on = books.day(months, 3)?;
        books.settled(on, MONTHLY).await?;
    }
    let rebate = short(&mut books).await?;
    let late = books.day(8, 5)?;
    let late = books.invoice(late, MONTHLY).await?;
    let twice = twice(&mut books).await?;
    collective(&mut books).await?;
    // Half a year after it was due.
    let on = books.day(2, 24)?;
    books.debit(on, late.gross, &format!("Nachbelastung {}", late.number)).await?;
    // Never debited.
    let on = books.day(4, 11)?;
    books.invoice(on, MONTHLY).await?;
    returned(&mut books).await?;
    discounted(&mut books).await?;
    // Not due yet.
    books.invoice(scene.day(-5)?, MONTHLY).await?;
    let account = books.account.clone();
    books.matched(scene).await?;
    Ok(Story { account, twice, rebate })
}

/// Less was debited than invoiced: a rebate that the invoice had forgotten.
async fn short(books: &mut Books) -> Result<Invoice> {
    let on = books.day(ODD, 3)?;
    let invoice = books.invoice(on, MONTHLY).await?;
    books.debit(on.plus_days(14), invoice.gross - 7_140, &invoice.number).await?;
    Ok(invoice)
}

/// The same sum, drawn twice within a week.
async fn twice(books: &mut Books) -> Result<(Invoice, Id, Date)> {
    let on = books.day(7, 23)?;
    let invoice = books.invoice(on, MONTHLY).await?;
    let (first, again) = (on.plus_days(14), on.plus_days(21));
    books.debit(first, invoice.gross, &invoice.number).await?;
    let second = books.debit(again, invoice.gross, &invoice.number).await?;
    Ok((invoice, second, again))
}

/// One debit over three invoices, less a credit note.
async fn collective(books: &mut Books) -> Result<()> {
    let mut all = Vec::new();
    for (months, day, net) in [(6, 20, MONTHLY), (6, 27, 21_500), (5, 1, MONTHLY)] {
        let on = books.day(months, day)?;
        all.push(books.invoice(on, net).await?);
    }
    let on = books.day(5, 3)?;
    let credit = books.document(PostingKind::CreditNote, &format!("GS-{}-0061", on.year()), on, None, 21_500).await?;
    let sum: i64 = all.iter().map(|invoice| invoice.gross).sum::<i64>() - credit.gross;
    let numbers = all.iter().map(|invoice| invoice.number.as_str()).collect::<Vec<_>>().join(", ");
    books.debit(on.plus_days(5), sum, &format!("SAMMELLASTSCHRIFT {numbers} ABZGL. {}", credit.number)).await.map(drop)
}

/// The bank took it back, and wants its fee.
async fn returned(books: &mut Books) -> Result<()> {
    let on = books.day(3, 29)?;
    let invoice = books.invoice(on, MONTHLY).await?;
    let drawn = on.plus_days(14);
    let debit = books.debit(drawn, invoice.gross, &invoice.number).await?;
    let back = drawn.plus_days(5);
    let new = NewPosting {
        corrects: Some(debit.clone()),
        ..Books::line(PostingKind::Returned, back, invoice.gross, &format!("RETOURE MD01 KEIN GUELTIGES MANDAT {}", invoice.number))
    };
    let returned = books.post(&new).await?;
    let fee = NewPosting { corrects: Some(returned.clone()), ..Books::line(PostingKind::Fee, back, 350, "RUECKLASTSCHRIFTENTGELT") };
    books.post(&fee).await.map(drop)
}

/// Two per cent less, as it was agreed: no finding.
async fn discounted(books: &mut Books) -> Result<()> {
    let on = books.day(2, 8)?;
    let invoice = books.invoice(on, MONTHLY).await?;
    let part = invoice.gross * 2 / 100;
    books.debit(on.plus_days(9), invoice.gross - part, &format!("{} ABZGL 2 PROZ SKONTO", invoice.number)).await?;
    let discount =
        books.post(&Books::line(PostingKind::Discount, on.plus_days(9), part, "2 % Skonto bei Einzug binnen zehn Tagen")).await?;
    books.belongs(&discount, &invoice.id, part, "Vereinbartes Skonto: 2 % binnen zehn Tagen.").await.map(drop)
}
