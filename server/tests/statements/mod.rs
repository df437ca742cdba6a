//! Statements: the ledger, what files bring into it, what belongs to what.

mod bad;
mod books;
pub(crate) mod camt;
mod downloads;
mod files;
mod folder;
mod large;
mod ledger;
pub(crate) mod monthly;
mod pdf;
mod queries;

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, NewAccount, NewPosting, Posting, Statement, paths};

use crate::support::{Client, World};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The form of a new account of Nordlicht IT.
pub(crate) fn account_form(partner_id: &str, number: &str) -> NewAccount {
    NewAccount {
        partner_id: partner_id.to_owned(),
        number: number.to_owned(),
        currency: "eur ".to_owned(),
        opening: 0,
        opened_on: day("2026-01-01"),
        mandates: vec![format!("M-{number}")],
        ibans: vec!["DE02 1203 0000 0000 2020 51".to_owned()],
        vat_id: "de 136695976".to_owned(),
    }
}

/// The form of a posting by hand.
pub(crate) fn posting_form(kind: PostingKind, number: &str, booked_on: &str, amount: i64) -> NewPosting {
    NewPosting {
        kind,
        number: number.to_owned(),
        booked_on: day(booked_on),
        due_on: None,
        amount,
        taxes: vec![],
        corrects: None,
        remittance: String::new(),
        note: "As agreed on the phone.".to_owned(),
    }
}

impl World {
    /// An account of Nordlicht IT.
    pub(crate) async fn account(&self, number: &str) -> Account {
        let partner = self.organisation("Nordlicht IT").await;
        self.as_("ledger").await.post(paths::ACCOUNTS, account_form(&partner, number)).await.ok()
    }
}

impl World {
    /// An account whose books begin on that day, with what was owed then.
    pub(crate) async fn account_since(&self, number: &str, day: &str, opening: i64) -> Account {
        let form = account_form(&self.organisation("Nordlicht IT").await, number);
        self.as_("ledger").await.post(paths::ACCOUNTS, NewAccount { opened_on: self::day(day), opening, ..form }).await.ok()
    }
}

impl Client {
    /// Posts by hand.
    pub(crate) async fn posts(&self, account: &Account, form: NewPosting) -> Posting {
        self.post(paths::postings(&account.id), form).await.ok()
    }

    /// A statement.
    pub(crate) async fn statement(&self, account: &Account, query: &str) -> Statement {
        self.get(format!("{}{query}", paths::one(&account.id))).await.ok()
    }
}

/// An account into which a file has brought something, and a query about it: for tests that want something in every table.
pub(crate) async fn a_busy_month(world: &World) {
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-2026-001", "2026-10-01", 11_900)).await;
    let table = "Buchungstag;Verwendungszweck;Mandatsreferenz;Betrag;Währung\n15.10.2026;RE-2026-001;M-10042;119,00;EUR\n";
    let path = format!("{}?name=bank.csv&confirm=true", paths::FILES);
    ledger.raw("POST", path, "application/octet-stream", table.to_owned()).await.is(200);
    let statement = ledger.statement(&account, "").await;
    let release = paths::release(&account.id, &statement.allocations[0].id);
    ledger.post(release, serde_json::json!({ "reason": "Not so." })).await.is(200);
    let body = serde_json::json!({ "account_id": account.id, "posting_ids": [statement.postings[0].id], "text": "Why?" });
    world.as_("accounts").await.post(paths::QUERIES, body).await.is(201);
    monthly::a_month(world, &account).await;
}
