use axum::extract::{Path, State};
use eyelevel_contract::civil::Date;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::findings::{self, FindingSettings};
use eyelevel_contract::statements::ledger::{Equation, Posted, PostingKind};
use eyelevel_contract::statements::matching::{self, Settings};
use eyelevel_contract::statements::{Account, Month, Posting, Proposal, Statement, Verdict, rules};
use serde::Deserialize;

use super::matching::Ledger;
use super::{accounts, allocations, queries, words};
use crate::app::App;
use crate::calendar;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};

/// Which days.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Period {
    /// The first day; none: the first of the books.
    from: Option<Date>,
    /// The last day; none: today.
    until: Option<Date>,
}

/// A statement: the equation, every posting of the period, what belongs to what, and what does not add up.
#[utoipa::path(get, path = "/api/v1/statements/{id}", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, body = Statement), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(period): Query<Period>,
) -> Result<axum::Json<Statement>> {
    // As it was at one instant: postings and allocations that fit together.
    let mut on = app.db.snapshot().await?;
    Ok(axum::Json(seen(&app, &mut on, &caller, &id, &period).await?))
}

/// The statement as the caller may see it: what the page shows and what is taken away is this.
///
/// # Errors
/// `NotFound` for an account that is not theirs to see.
pub(super) async fn seen(app: &App, on: &mut impl AsConn, caller: &Caller, id: &str, period: &Period) -> Result<Statement> {
    let today = calendar::today(app)?;
    let account = accounts::store::visible(on, &caller.actor, id).await?;
    let until = period.until.unwrap_or(today);
    let from = period.from.unwrap_or(account.opened_on);
    let statement = statement(on, account, (from, until), today, caller.lang).await?;
    Ok(Statement { keeps: rules::can_keep(&caller.actor).is_ok(), ..statement })
}

/// The statement of an account over some days, both included.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn statement(
    on: &mut impl AsConn,
    account: Account,
    (from, until): (Date, Date),
    today: Date,
    lang: Lang,
) -> Result<Statement> {
    let ledger = Ledger::load(on, &account).await?;
    let (findings, proposals) = judged(&ledger, until.min(today), lang);
    let mut held = queries::store::held(on, &account.id).await?;
    let mut all = ledger.postings;
    all.retain(|posting| posting.booked_on <= until);
    for posting in &mut all {
        posting.held = held.remove(&posting.id);
    }
    let allocations = allocations::store::all(on, &account.id, lang).await?;
    let beyond = || Error::Internal("a balance beyond all bounds".to_owned());
    let (before, within): (Vec<Posting>, Vec<Posting>) = all.into_iter().partition(|posting| posting.booked_on < from);
    let opening = Equation::of(account.opening, before.iter().map(posted)).ok_or_else(beyond)?.closing;
    let equation = Equation::of(opening, within.iter().map(posted)).ok_or_else(beyond)?;
    Ok(Statement {
        account,
        from,
        until,
        equation,
        months: months(&within),
        postings: within,
        allocations,
        proposals,
        findings,
        keeps: false,
    })
}

/// What does not add up on a day, and what may belong together.
fn judged(ledger: &Ledger, as_of: Date, lang: Lang) -> (Vec<Verdict>, Vec<Proposal>) {
    let books = ledger.books();
    let found = matching::allocate(&books, &Settings::default());
    let findings = findings::find(&books.with(&found), &found, as_of, &FindingSettings::default());
    let drawn = ledger.postings.iter().filter(|posting| posting.kind == PostingKind::Debit);
    let debits = drawn.map(|posting| (&posting.id, posting.value_on.unwrap_or(posting.booked_on))).collect();
    (findings.iter().map(|finding| words::verdict(lang, finding, &debits, as_of)).collect(), words::proposals(lang, &found))
}

fn posted(posting: &Posting) -> Posted {
    Posted { kind: posting.kind, amount: posting.amount }
}

/// Invoiced (less credited) and debited (less returned), by month.
fn months(postings: &[Posting]) -> Vec<Month> {
    let mut months: std::collections::BTreeMap<Date, Month> = std::collections::BTreeMap::new();
    for posting in postings {
        let day = posting.booked_on;
        let Ok(first) = Date::new(day.year(), day.month(), 1) else { continue };
        let month = months.entry(first).or_insert(Month { month: first, invoiced: 0, debited: 0 });
        let signed = posting.kind.sign().saturating_mul(posting.amount);
        match posting.kind {
            kind if kind.is_document() => month.invoiced = month.invoiced.saturating_add(signed),
            PostingKind::Fee => {}
            _ => month.debited = month.debited.saturating_sub(signed),
        }
    }
    months.into_values().collect()
}
