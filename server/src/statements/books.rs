use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::ledger::{AllocationRow, Fault, PostingRow, check};
use eyelevel_contract::statements::{Books, rules};
use eyelevel_texts::statement_books as t;

use super::{accounts, postings};
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::{Caller, Nothing, Submission};

/// Reads all books again (ledger): every closing balance is the opening one and the sum of what was posted, in SQL as in the contract; what is
/// allocated of a posting is the sum of its allocations and never more than there is.
#[utoipa::path(post, path = "/api/v1/statements/check", tag = "statements",
    responses((status = 200, body = Books), (status = 401), (status = 403)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<Nothing>) -> Result<Response> {
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let lang = caller.lang;
    let mut on = app.db.snapshot().await?;
    let mut books = Books { accounts: 0, postings: 0, allocations: 0, faults: Vec::new(), at: app.clock.now() };
    for account in accounts::store::all(&mut on).await? {
        let found = read(&mut on, &account.id).await?;
        let (rows, sum) = sums(&found.postings);
        books.accounts += 1;
        books.postings += rows;
        books.allocations += i64::try_from(found.allocations.len()).unwrap_or(i64::MAX);
        let name = format!("{} {}", account.number, account.currency);
        if sum != i128::from(found.sum) {
            books.faults.push(t::books_balance(lang, &name));
        }
        books.faults.extend(check(&found.postings, &found.allocations).iter().map(|fault| words(lang, &name, fault, &found)));
    }
    drop(on);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    w.audit("books.checked", "books", caller.id()).await?;
    submission.done(w, &caller, &books).await
}

/// The books of an account as they stand in the database.
struct Found {
    postings: Vec<PostingRow>,
    allocations: Vec<AllocationRow>,
    numbers: Vec<(Id, String)>,
    /// As the database sums it.
    sum: i64,
}

async fn read(on: &mut impl AsConn, account_id: &str) -> Result<Found> {
    let all = postings::store::all(on, account_id).await?;
    let numbers = all.iter().map(|p| (p.id.clone(), p.number.clone().unwrap_or_else(|| p.booked_on.to_string()))).collect();
    let postings =
        all.into_iter().map(|p| PostingRow { id: p.id, kind: p.kind, amount: p.amount, allocated: p.allocated, corrects: p.corrects });
    let rows: Vec<(Id, Id, Id, i64, Option<Id>)> =
        q("SELECT id, lowers, raises, amount, releases FROM allocations WHERE account_id = $1 ORDER BY at, id")
            .bind(account_id)
            .all(on)
            .await?;
    let allocations = rows.into_iter().map(|(id, lowers, raises, amount, releases)| AllocationRow { id, lowers, raises, amount, releases });
    let (sum,): (i64,) =
        q("SELECT CAST(COALESCE(SUM(signed), 0) AS BIGINT) FROM postings WHERE account_id = $1").bind(account_id).one(on).await?;
    Ok(Found { postings: postings.collect(), allocations: allocations.collect(), numbers, sum })
}

fn sums(postings: &[PostingRow]) -> (i64, i128) {
    let sum = postings.iter().map(|posting| i128::from(posting.kind.sign()) * i128::from(posting.amount)).sum();
    (i64::try_from(postings.len()).unwrap_or(i64::MAX), sum)
}

fn words(lang: eyelevel_contract::lang::Lang, account: &str, fault: &Fault, found: &Found) -> String {
    let number = |id: &Id| found.numbers.iter().find(|(known, _)| known == id).map_or("", |(_, number)| number.as_str());
    match fault {
        Fault::Amount(id) => t::books_amount(lang, account, number(id)),
        Fault::Allocated { posting, .. } => t::books_allocated(lang, account, number(posting)),
        Fault::TooMuch { posting, .. } => t::books_too_much(lang, account, number(posting)),
        Fault::Correction(id) => t::books_correction(lang, account, number(id)),
        Fault::Astray(_) => t::books_astray(lang, account),
        Fault::Release(_) => t::books_release(lang, account),
    }
}
