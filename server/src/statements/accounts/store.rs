//! The SQL of accounts.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::people::{OrganisationRef, rules::Actor};
use eyelevel_contract::statements::{Account, AccountRow, EditAccount, NewAccount, rules};

use crate::cursor::like;
use crate::db::{AsConn, Filter, Query, bulk, q, stored};
use crate::error::{Error, Result};
use crate::write::Write;

const ACCOUNTS: &str = "SELECT a.id, a.partner_id, o.name AS partner_name, a.number, a.currency, a.opening, a.opened_on, a.vat_id, a.version \
     FROM accounts a JOIN organisations o ON o.id = a.partner_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    partner_id: Id,
    partner_name: String,
    number: String,
    currency: String,
    opening: i64,
    opened_on: String,
    vat_id: Option<String>,
    version: i64,
}

/// An account, whoever asks.
pub(crate) async fn account(on: &mut impl AsConn, id: &str) -> Result<Account> {
    read(on, q(format!("{ACCOUNTS} WHERE a.id = $1")).bind(id)).await?.pop().ok_or(Error::NotFound)
}

/// An account that the actor may see.
pub(crate) async fn visible(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Account> {
    Some(account(on, id).await?).filter(|account| rules::may_see(actor, &account.partner.id)).ok_or(Error::NotFound)
}

/// All accounts, of one partner or of all, in the order of their numbers.
pub(crate) async fn all(on: &mut impl AsConn) -> Result<Vec<Account>> {
    read(on, q(format!("{ACCOUNTS} ORDER BY a.number, a.id"))).await
}

/// The accounts of a partner, in the order of their numbers.
pub(crate) async fn of_partner(on: &mut impl AsConn, partner_id: &str) -> Result<Vec<Account>> {
    read(on, q(format!("{ACCOUNTS} WHERE a.partner_id = $1 ORDER BY a.number, a.id")).bind(partner_id)).await
}

/// Accounts with their balances.
pub(super) async fn rows(
    on: &mut impl AsConn,
    partner: Option<&str>,
    search: &str,
    after: Option<(String, Id)>,
    limit: i64,
) -> Result<Vec<AccountRow>> {
    let mut filter = Filter::new();
    if let Some(partner) = partner {
        filter.and("a.partner_id = ?", partner);
    }
    if !search.is_empty() {
        filter.and("(LOWER(a.number) LIKE ? ESCAPE '!' OR LOWER(o.name) LIKE ? ESCAPE '!')", (like(search), like(search)));
    }
    if let Some(after) = after {
        filter.and("(a.number, a.id) > (?, ?)", after);
    }
    let accounts = read(on, filter.query(ACCOUNTS, "ORDER BY a.number, a.id LIMIT ?", limit)).await?;
    let mut sums = sums(on, &accounts).await?;
    let row = |account: Account| {
        let (sum, open, last) = sums.remove(&account.id).unwrap_or_default();
        let balance = account.opening.checked_add(sum).ok_or_else(|| Error::Internal("a balance beyond all bounds".to_owned()))?;
        Ok(AccountRow { balance, open, last_on: last.map(|day| stored(day.parse())).transpose()?, account })
    };
    accounts.into_iter().map(row).collect()
}

/// Balance without opening, open postings and last day, by account.
async fn sums(on: &mut impl AsConn, accounts: &[Account]) -> Result<BTreeMap<Id, (i64, i64, Option<String>)>> {
    let ids: Vec<Id> = accounts.iter().map(|account| account.id.clone()).collect();
    let mut sums = BTreeMap::new();
    for (some, places) in bulk::some_of(&ids) {
        let sql = format!(
            "SELECT account_id, CAST(COALESCE(SUM(signed), 0) AS BIGINT), \
             CAST(SUM(CASE WHEN allocated < amount THEN 1 ELSE 0 END) AS BIGINT), MAX(booked_on) \
             FROM postings WHERE account_id IN {places} GROUP BY account_id"
        );
        let rows: Vec<(Id, i64, i64, Option<String>)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        sums.extend(rows.into_iter().map(|(id, sum, open, last)| (id, (sum, open, last))));
    }
    Ok(sums)
}

async fn read(on: &mut impl AsConn, query: Query) -> Result<Vec<Account>> {
    let rows: Vec<Row> = query.all(on).await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id.clone()).collect();
    let mut marks: BTreeMap<(Id, String), Vec<String>> = BTreeMap::new();
    for (some, places) in bulk::some_of(&ids) {
        let sql = format!("SELECT account_id, kind, mark FROM account_marks WHERE account_id IN {places} ORDER BY position");
        let found: Vec<(Id, String, String)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        for (account, kind, mark) in found {
            marks.entry((account, kind)).or_default().push(mark);
        }
    }
    let mut of = |id: &Id, kind: &str| marks.remove(&(id.clone(), kind.to_owned())).unwrap_or_default();
    rows.into_iter()
        .map(|row| {
            Ok(Account {
                mandates: of(&row.id, "mandate"),
                ibans: of(&row.id, "iban"),
                partner: OrganisationRef { id: row.partner_id, name: row.partner_name },
                number: row.number,
                currency: row.currency,
                opening: row.opening,
                opened_on: stored(row.opened_on.parse())?,
                vat_id: row.vat_id,
                version: row.version,
                id: row.id,
            })
        })
        .collect()
}

/// The first statement of every write on the books of an account: one at a time.
pub(crate) async fn hold(w: &mut Write, id: &str) -> Result<()> {
    match q("UPDATE accounts SET turn = turn + 1 WHERE id = $1").bind(id).run(&mut w.tx).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

pub(super) async fn insert(w: &mut Write, id: &str, new: &NewAccount) -> Result<(), sqlx::Error> {
    q("INSERT INTO accounts (id, partner_id, number, currency, opening, opened_on, vat_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(id)
        .bind(&new.partner_id)
        .bind(&new.number)
        .bind(&new.currency)
        .bind(new.opening)
        .bind(new.opened_on.to_string())
        .bind(some(&new.vat_id))
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Changes the settings; `false`: somebody else did meanwhile.
pub(super) async fn edit(w: &mut Write, id: &str, version: i64, edit: &EditAccount) -> Result<bool> {
    let sql = "UPDATE accounts SET vat_id = $1, version = version + 1 WHERE id = $2 AND version = $3";
    Ok(q(sql).bind(some(&edit.vat_id)).bind(id).bind(version).run(&mut w.tx).await? == 1)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Notes by what it is recognised.
pub(super) async fn mark(w: &mut Write, id: &str, mandates: &[String], ibans: &[String]) -> Result<()> {
    q("DELETE FROM account_marks WHERE account_id = $1").bind(id).run(&mut w.tx).await?;
    let all = mandates.iter().map(|mark| ("mandate", mark)).chain(ibans.iter().map(|mark| ("iban", mark)));
    let row = |(place, (kind, mark)): (usize, (&str, &String))| bulk::row((id, kind, mark, i64::try_from(place).unwrap_or(i64::MAX)));
    let rows: Vec<_> = all.enumerate().map(row).collect();
    if !rows.is_empty() {
        bulk::insert(&mut w.tx, "INSERT INTO account_marks (account_id, kind, mark, position)", "", rows).await?;
    }
    Ok(())
}
