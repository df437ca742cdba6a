//! The SQL of allocations. Both postings carry what is allocated of them, written in the same statement sequence; the database refuses more
//! than there is.

use std::collections::BTreeSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::statements::settle::{self, Standing};
use eyelevel_contract::statements::{Allocation, Released};
use eyelevel_texts::statement_books as t;

use crate::db::{AsConn, Query, q};
use crate::error::{Error, Result};
use crate::write::Write;

const ALLOCATIONS: &str = "SELECT a.id, a.lowers, a.raises, a.amount, a.why, a.reason, a.by_id, b.name AS by_name, a.at, \
     r.at AS released_at, r.reason AS released_because, r.by_id AS released_by, c.name AS released_by_name FROM allocations a \
     LEFT JOIN people b ON b.id = a.by_id LEFT JOIN allocations r ON r.releases = a.id LEFT JOIN people c ON c.id = r.by_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    lowers: Id,
    raises: Id,
    amount: i64,
    why: Option<String>,
    reason: Option<String>,
    by_id: Option<Id>,
    by_name: Option<String>,
    at: Millis,
    released_at: Option<Millis>,
    released_because: Option<String>,
    released_by: Option<Id>,
    released_by_name: Option<String>,
}

/// Why something is allocated.
pub(crate) enum Because<'a> {
    /// Somebody said so.
    Reason(&'a str),
    /// The matching found it.
    Why(&'a settle::Because),
}

/// The allocations of an account, with those that were taken back, the oldest first.
pub(crate) async fn all(on: &mut impl AsConn, account_id: &str, lang: Lang) -> Result<Vec<Allocation>> {
    let sql = format!("{ALLOCATIONS} WHERE a.account_id = $1 AND a.releases IS NULL ORDER BY a.at, a.id");
    read(on, q(sql).bind(account_id), lang).await
}

/// One of them.
pub(crate) async fn one(on: &mut impl AsConn, account_id: &str, id: &str, lang: Lang) -> Result<Allocation> {
    let sql = format!("{ALLOCATIONS} WHERE a.account_id = $1 AND a.id = $2 AND a.releases IS NULL");
    read(on, q(sql).bind(account_id).bind(id), lang).await?.pop().ok_or(Error::NotFound)
}

async fn read(on: &mut impl AsConn, query: Query, lang: Lang) -> Result<Vec<Allocation>> {
    let rows: Vec<Row> = query.all(on).await?;
    rows.into_iter().map(|row| row.allocation(lang)).collect()
}

impl Row {
    fn allocation(self, lang: Lang) -> Result<Allocation> {
        let person = |id: Option<Id>, name: Option<String>| id.zip(name).map(|(id, name)| PersonRef { id, name });
        let because: Option<settle::Because> = self.why.as_deref().map(serde_json::from_str).transpose()?;
        let why = match (&because, self.reason) {
            (_, Some(reason)) => reason,
            (Some(because), None) => eyelevel_texts::statements::because(lang, because),
            (None, None) => String::new(),
        };
        Ok(Allocation {
            id: self.id,
            lowers: self.lowers,
            raises: self.raises,
            amount: self.amount,
            why,
            by: person(self.by_id, self.by_name),
            at: self.at,
            released: self.released_at.map(|at| released(at, person(self.released_by, self.released_by_name), self.released_because, lang)),
        })
    }
}

/// That something was taken back: somebody said why, or the debit itself came back.
fn released(at: Millis, by: Option<PersonRef>, reason: Option<String>, lang: Lang) -> Released {
    Released { by, at, reason: reason.unwrap_or_else(|| t::came_back(lang).to_owned()) }
}

/// The pairs that stand.
pub(crate) async fn standing(on: &mut impl AsConn, account_id: &str) -> Result<Vec<Standing>> {
    let sql = "SELECT a.id, a.lowers, a.raises, a.amount, a.why FROM allocations a WHERE a.account_id = $1 AND a.releases IS NULL \
               AND NOT EXISTS (SELECT 1 FROM allocations r WHERE r.releases = a.id) ORDER BY a.at, a.id";
    let rows: Vec<(Id, Id, Id, i64, Option<String>)> = q(sql).bind(account_id).all(on).await?;
    let read = |(id, lowers, raises, amount, why): (Id, Id, Id, i64, Option<String>)| {
        let because = why.as_deref().map(serde_json::from_str).transpose()?;
        Ok(Standing { id, lowers, raises, amount, because })
    };
    rows.into_iter().map(read).collect()
}

/// Pairs that a person has taken back: the matching does not make them again.
pub(crate) async fn refused(on: &mut impl AsConn, account_id: &str) -> Result<BTreeSet<(Id, Id)>> {
    let sql = "SELECT a.lowers, a.raises FROM allocations r JOIN allocations a ON a.id = r.releases \
               WHERE r.account_id = $1 AND r.reason IS NOT NULL";
    Ok(q(sql).bind(account_id).all::<(Id, Id)>(on).await?.into_iter().collect())
}

/// Takes a pair back because its debit came back.
pub(crate) async fn undo(w: &mut Write, account_id: &str, of: &Standing, because: &settle::Because) -> Result<()> {
    let new = New {
        account_id,
        lowers: &of.lowers,
        raises: &of.raises,
        amount: -of.amount,
        because: Because::Why(because),
        releases: Some(&of.id),
    };
    insert(w, new).await?;
    Ok(())
}

/// A row that is added.
struct New<'a> {
    account_id: &'a str,
    lowers: &'a str,
    raises: &'a str,
    /// Below zero: it takes back.
    amount: i64,
    because: Because<'a>,
    releases: Option<&'a str>,
}

/// Allocates an amount of the one that lowers on the one that raises.
pub(crate) async fn allocate(
    w: &mut Write,
    account_id: &str,
    (lowers, raises): (&str, &str),
    amount: i64,
    because: Because<'_>,
) -> Result<Id> {
    insert(w, New { account_id, lowers, raises, amount, because, releases: None }).await
}

/// Takes an allocation back.
pub(crate) async fn release(w: &mut Write, account_id: &str, of: &Allocation, reason: &str) -> Result<()> {
    let new = New {
        account_id,
        lowers: &of.lowers,
        raises: &of.raises,
        amount: -of.amount,
        because: Because::Reason(reason),
        releases: Some(&of.id),
    };
    insert(w, new).await?;
    Ok(())
}

/// The row, and what it changes on both sides; the database refuses more than there is.
async fn insert(w: &mut Write, new: New<'_>) -> Result<Id> {
    let id = w.id();
    let (why, reason, by) = match new.because {
        Because::Why(why) => (Some(serde_json::to_string(why)?), None, None),
        Because::Reason(reason) => (None, Some(reason), w.actor.clone()),
    };
    q("INSERT INTO allocations (id, account_id, lowers, raises, amount, why, reason, releases, by_id, at) \
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(&id)
    .bind(new.account_id)
    .bind(new.lowers)
    .bind(new.raises)
    .bind(new.amount)
    .bind(why)
    .bind(reason)
    .bind(new.releases)
    .bind(by)
    .bind(w.now)
    .run(&mut w.tx)
    .await?;
    for end in [new.lowers, new.raises] {
        q("UPDATE postings SET allocated = allocated + $1 WHERE id = $2 AND account_id = $3")
            .bind(new.amount)
            .bind(end)
            .bind(new.account_id)
            .run(&mut w.tx)
            .await?;
    }
    Ok(id)
}
