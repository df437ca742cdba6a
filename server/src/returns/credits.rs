use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::{Credit, CreditAccount, NewCredit};

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// Money that is credited. `app.rs` registers who keeps the books.
#[async_trait]
pub trait Credits: Send + Sync {
    /// The accounts of a partner; none: nobody has opened one yet.
    async fn accounts(&self, on: &mut dyn AsConn, partner_id: &str) -> Result<Vec<CreditAccount>>;

    /// Posts a credit note, once for each key; its id. Faults stand at the fields of [`NewCredit`].
    async fn post(&self, w: &mut Write, partner_id: &str, credit: &NewCredit, posted: Posted<'_>) -> Result<Id>;

    /// How postings stand now, as this person may know.
    async fn now(&self, on: &mut dyn AsConn, actor: &Actor, postings: &[Id]) -> Result<BTreeMap<Id, Now>>;
}

/// How a posting stands.
pub struct Now {
    pub booked_on: Date,
    /// What corrections have taken back of it since, in minor units.
    pub taken_back: i64,
    /// Where the statement is, for who may see it.
    pub page: Option<String>,
}

/// What a credit note says beside its amount.
pub struct Posted<'a> {
    /// The same never posts twice.
    pub key: &'a str,
    /// What the partner reads in the statement.
    pub remittance: &'a str,
    /// Why it was posted.
    pub note: &'a str,
}

#[derive(sqlx::FromRow)]
struct Row {
    item_id: Id,
    account_id: Id,
    account: String,
    currency: String,
    posting_id: Id,
    amount: i64,
    number: String,
    by_id: Id,
    by_name: String,
    at: Millis,
}

/// What was credited for the devices of a return, by device, with what was taken back of it since.
pub(super) async fn of(app: &App, on: &mut impl AsConn, actor: &Actor, request_id: &str) -> Result<BTreeMap<Id, Credit>> {
    let sql = "SELECT c.item_id, c.account_id, a.number AS account, c.currency, c.posting_id, c.amount, c.number, c.by_id, p.name AS by_name, \
               c.at FROM return_credits c JOIN accounts a ON a.id = c.account_id JOIN people p ON p.id = c.by_id WHERE c.request_id = $1";
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    let postings: Vec<Id> = rows.iter().map(|row| row.posting_id.clone()).collect();
    let mut now = app.credits().now(on, actor, &postings).await?;
    let credit = |row: Row| {
        let now = now.remove(&row.posting_id).ok_or_else(|| Error::Internal("a credit of no posting".to_owned()))?;
        let account = CreditAccount { id: row.account_id, number: row.account, currency: row.currency };
        let by = PersonRef { id: row.by_id, name: row.by_name };
        Ok((
            row.item_id,
            Credit {
                account,
                posting_id: row.posting_id,
                amount: row.amount,
                number: row.number,
                booked_on: now.booked_on,
                taken_back: now.taken_back,
                page: now.page,
                by,
                at: row.at,
            },
        ))
    };
    rows.into_iter().map(credit).collect()
}
