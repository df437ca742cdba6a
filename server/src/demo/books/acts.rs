//! How books are filled in the stories, in one line each.

use std::collections::BTreeSet;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::money::Money;
use eyelevel_contract::people::Role;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{NewAccount, NewAllocation, NewPosting, Tax};

use super::super::scene::Scene;
use crate::calendar;
use crate::error::{Error, Result};
use crate::statements::{accounts, allocations, matching, postings};
use crate::write::Write;

/// Whose books, and by what they are recognised.
pub(super) struct Opened {
    /// Somebody of the partner.
    pub(super) of: &'static str,
    pub(super) number: &'static str,
    pub(super) currency: &'static str,
    /// In basis points.
    pub(super) vat: i64,
    pub(super) mandate: Option<&'static str>,
    pub(super) iban: &'static str,
    pub(super) vat_id: &'static str,
    /// How many months ago.
    pub(super) months: i64,
}

/// Books that are being filled.
pub(super) struct Books {
    pub(super) w: Write,
    pub(super) account: Id,
    of: Opened,
    today: Date,
    /// How many invoices there are.
    invoices: i64,
}

/// An invoice, and what it asks for.
#[derive(Clone)]
pub(super) struct Invoice {
    pub(super) id: Id,
    pub(super) number: String,
    pub(super) gross: i64,
}

impl Books {
    /// Opens an account, in the ledger's hand.
    pub(super) async fn open(scene: &Scene<'_>, of: Opened) -> Result<Self> {
        let then = scene.at(2, 8, 40).await?;
        let today = calendar::today(scene.app)?;
        let (mut w, keeper) = scene.write(&then, "ledger").await?;
        debug_assert!(keeper.actor.is(Role::Ledger), "the books are the ledger's");
        let new = NewAccount {
            partner_id: scene.people.who(of.of)?.actor.organisation_id.clone(),
            number: of.number.to_owned(),
            currency: of.currency.to_owned(),
            opening: 0,
            opened_on: month(today, of.months, 1)?,
            mandates: of.mandate.iter().map(|mandate| (*mandate).to_owned()).collect(),
            ibans: vec![of.iban.to_owned()],
            vat_id: of.vat_id.to_owned(),
        };
        let account = accounts::add(&mut w, &new).await?;
        Ok(Self { w, account, of, today, invoices: 0 })
    }

    /// A day of the month so many months ago.
    pub(super) fn day(&self, months: i64, day: u8) -> Result<Date> {
        month(self.today, months, day)
    }

    /// Nothing but what a kind, a day and an amount say.
    pub(super) fn line(kind: PostingKind, booked_on: Date, amount: i64, remittance: &str) -> NewPosting {
        NewPosting {
            kind,
            number: String::new(),
            booked_on,
            due_on: None,
            amount,
            taxes: Vec::new(),
            corrects: None,
            remittance: remittance.to_owned(),
            note: "Aus der bisherigen Buchhaltung übernommen.".to_owned(),
        }
    }

    pub(super) async fn post(&mut self, new: &NewPosting) -> Result<Id> {
        postings::add(&mut self.w, &self.account, new).await
    }

    /// A document with its VAT; gives its gross amount.
    pub(super) async fn document(&mut self, kind: PostingKind, number: &str, on: Date, due_in: Option<i64>, net: i64) -> Result<Invoice> {
        let tax = Money::eur(net).share(self.of.vat).map_or(0, Money::minor);
        let new = NewPosting {
            number: number.to_owned(),
            due_on: due_in.map(|days| on.plus_days(days)),
            taxes: vec![Tax { rate: self.of.vat, net, tax }],
            ..Self::line(kind, on, net + tax, "")
        };
        Ok(Invoice { id: self.post(&new).await?, number: number.to_owned(), gross: net + tax })
    }

    /// The next invoice.
    pub(super) async fn invoice(&mut self, on: Date, net: i64) -> Result<Invoice> {
        self.invoices += 1;
        let number = format!("RE-{}-{:04}", on.year(), 4_180 + 37 * self.invoices);
        self.document(PostingKind::Invoice, &number, on, Some(14), net).await
    }

    /// What the vendor's bank drew from the partner's account.
    pub(super) async fn debit(&mut self, on: Date, amount: i64, remittance: &str) -> Result<Id> {
        self.post(&Self::line(PostingKind::Debit, on, amount, remittance)).await
    }

    /// What belongs to what.
    pub(super) async fn belongs(&mut self, lowers: &Id, raises: &Id, amount: i64, why: &str) -> Result<Id> {
        let new = NewAllocation { lowers: lowers.clone(), raises: raises.clone(), amount, reason: why.to_owned() };
        allocations::allocate(&mut self.w, &self.account, &new).await
    }

    /// An invoice, and its debit on the day when it is due.
    pub(super) async fn settled(&mut self, on: Date, net: i64) -> Result<Invoice> {
        let invoice = self.invoice(on, net).await?;
        self.debit(on.plus_days(14), invoice.gross, &invoice.number).await?;
        Ok(invoice)
    }

    /// What belongs to what, as far as that is sure; commits.
    pub(super) async fn matched(mut self, scene: &Scene<'_>) -> Result<()> {
        let account = accounts::store::account(&mut self.w.tx, &self.account).await?;
        matching::run(&mut self.w, &account, &BTreeSet::new()).await?;
        scene.done(self.w).await
    }
}

/// A day of the month so many months before today's; an earlier one, where that month has no such day.
fn month(today: Date, ago: i64, day: u8) -> Result<Date> {
    let months = i64::from(today.year()) * 12 + i64::from(today.month()) - 1 - ago;
    let year = i16::try_from(months.div_euclid(12)).unwrap_or(i16::MAX);
    let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, day).or_else(|_| Date::new(year, month, 28)).map_err(|e| Error::Internal(e.to_string()))
}
