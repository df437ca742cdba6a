//! The SQL of queries.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::{RequestRef, State};
use eyelevel_contract::statements::{Outcome, StatementQuery};

use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, Query, bulk, q};
use crate::error::{Error, Result};
use crate::requests::{spine, store::word};
use crate::statements::{accounts, postings, words};
use crate::write::Write;

/// A query, as this person may see it.
pub(crate) async fn query(app: &App, on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<StatementQuery> {
    let page = spine::page(app, on, actor, id).await?;
    let row: Option<(Id, String, Option<String>, Option<Id>)> =
        q("SELECT account_id, text, outcome, posting_id FROM statement_queries WHERE request_id = $1").bind(id).maybe(on).await?;
    let (account_id, text, outcome, posting_id) = row.ok_or(Error::NotFound)?;
    let account = accounts::store::account(on, &account_id).await?;
    let postings = postings::store::of_query(on, id).await?;
    let posted = match posting_id {
        Some(posting) => postings::store::maybe(on, &account_id, &posting).await?,
        None => None,
    };
    let outcome = outcome.map(|outcome| word(Outcome::from_word, &outcome)).transpose()?;
    Ok(StatementQuery {
        page,
        account,
        text,
        outcome,
        posted,
        refundable_until: words::refundable(&postings, calendar::today(app)?),
        postings,
    })
}

/// Which of an account's postings an open query asks about.
pub(crate) async fn held(on: &mut impl AsConn, account_id: &str) -> Result<BTreeMap<Id, RequestRef>> {
    let sql = "SELECT l.posting_id, r.id, r.number, r.state FROM statement_queries s JOIN requests r ON r.id = s.request_id \
               JOIN statement_query_lines l ON l.request_id = r.id \
               WHERE s.account_id = $1 AND r.state IN ('submitted', 'question', 'offered', 'approved')";
    let rows: Vec<(Id, Id, String, String)> = q(sql).bind(account_id).all(on).await?;
    rows.into_iter()
        .map(|(posting, id, number, state)| Ok((posting, RequestRef { id, number, state: word(State::from_word, &state)? })))
        .collect()
}

/// Which of these postings are the account's.
pub(super) async fn of_account(on: &mut impl AsConn, account_id: &str, ids: &[Id]) -> Result<i64> {
    let mut found = 0;
    for (some, places) in bulk::some_of(ids) {
        let account = some.len() + 1;
        let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM postings WHERE id IN {places} AND account_id = ${account}");
        let (n,): (i64,) = some.iter().fold(q(sql), Query::bind).bind(account_id).one(on).await?;
        found += n;
    }
    Ok(found)
}

pub(super) async fn insert(w: &mut Write, request_id: &str, account_id: &str, text: &str, postings: &[Id]) -> Result<()> {
    q("INSERT INTO statement_queries (request_id, account_id, text) VALUES ($1, $2, $3)")
        .bind(request_id)
        .bind(account_id)
        .bind(text)
        .run(&mut w.tx)
        .await?;
    let rows = postings.iter().map(|posting| bulk::row((request_id, posting))).collect();
    bulk::insert(&mut w.tx, "INSERT INTO statement_query_lines (request_id, posting_id)", "", rows).await?;
    Ok(())
}

pub(super) async fn answered(w: &mut Write, request_id: &str, outcome: Outcome, posting_id: Option<&Id>) -> Result<()> {
    q("UPDATE statement_queries SET outcome = $1, posting_id = $2 WHERE request_id = $3")
        .bind(outcome.word())
        .bind(posting_id)
        .bind(request_id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}
