//! What belongs to what: the matching of the contract over the books of an account, and what it writes into them.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::{self, CashDiscount, Matching, Settings};
use eyelevel_contract::statements::reading::CurrencyCode;
use eyelevel_contract::statements::settle::{self, Because, Plan, Standing};
use eyelevel_contract::statements::{Account, Matched, Posting, rules};

use super::{accounts, allocations, postings};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, stored};
use crate::error::{Error, Result};
use crate::extract::{Caller, Nothing, Submission};
use crate::write::Write;

/// The books of an account, with all that the matching needs.
pub(super) struct Ledger {
    pub(super) postings: Vec<Posting>,
    discounts: BTreeMap<Id, Vec<CashDiscount>>,
    standing: Vec<Standing>,
    refused: BTreeSet<(Id, Id)>,
    currency: CurrencyCode,
}

impl Ledger {
    pub(super) async fn load(on: &mut impl AsConn, account: &Account) -> Result<Self> {
        Ok(Self {
            postings: postings::store::all(on, &account.id).await?,
            discounts: postings::store::terms(on, &account.id).await?,
            standing: allocations::store::standing(on, &account.id).await?,
            refused: allocations::store::refused(on, &account.id).await?,
            currency: stored(CurrencyCode::parse(&account.currency))?,
        })
    }

    /// As the matching reads them.
    pub(super) fn books(&self) -> matching::Books {
        let with = |posting: &'_ Posting| self.discounts.get(&posting.id).cloned().unwrap_or_default();
        let all: Vec<_> = self.postings.iter().map(|posting| (posting, with(posting))).collect();
        settle::books(&all, &self.standing, self.currency)
    }

    /// What the matching finds that nobody has refused.
    pub(super) fn plan(&self, found: &Matching) -> Plan {
        settle::plan(found, &self.standing, &self.refused)
    }
}

/// Lets the matching look at an account again, and makes what is sure (ledger). What a person has taken back is not made again.
#[utoipa::path(post, path = "/api/v1/statements/{id}/match", tag = "statements", params(("id" = String, Path)),
    responses((status = 200, body = Matched), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let account = accounts::store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    accounts::store::hold(&mut w, &id).await?;
    let made = run(&mut w, &account, &BTreeSet::new()).await?;
    w.audit("account.matched", "account", &id).await?;
    submission.done(w, &caller, &made).await
}

/// Makes everything that is sure. Postings in `fresh` were added in this very write: what a bank kept of a return is split off them.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn run(w: &mut Write, account: &Account, fresh: &BTreeSet<Id>) -> Result<Matched> {
    let ledger = Ledger::load(&mut w.tx, account).await?;
    let found = matching::allocate(&ledger.books(), &Settings::default());
    let plan = ledger.plan(&found);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let proposals = count(found.proposals.len() + found.back_proposals.len());
    let allocations = count(write(w, account, &ledger, &plan, fresh).await?);
    Ok(Matched { allocations, proposals })
}

/// Writes a plan; how many allocations it makes.
async fn write(w: &mut Write, account: &Account, ledger: &Ledger, plan: &Plan, fresh: &BTreeSet<Id>) -> Result<usize> {
    let standing: BTreeMap<&Id, &Standing> = ledger.standing.iter().map(|pair| (&pair.id, pair)).collect();
    let pair = |id: &Id| standing.get(id).copied().ok_or_else(|| Error::Internal("a pair that does not stand".to_owned()));
    let back = |why: &matching::WhyBack| Because::TakenBack { why: why.clone(), was: Vec::new() };
    for (id, why) in &plan.releases {
        allocations::store::undo(w, &account.id, pair(id)?, &back(why)).await?;
    }
    let today = calendar::today(w.app())?;
    for (id, why) in &plan.undone {
        let pair = pair(id)?;
        allocations::store::undo(w, &account.id, pair, &back(why)).await?;
        let correction = postings::store::New::correcting(w.id(), PostingKind::CorrectionUp, pair.amount, today, pair.lowers.clone());
        postings::store::insert(w, &account.id, std::slice::from_ref(&correction)).await?;
        let ends = (pair.lowers.as_str(), correction.id.as_str());
        allocations::store::allocate(w, &account.id, ends, pair.amount, allocations::store::Because::Why(&back(why))).await?;
    }
    for discount in &plan.discounts {
        let on = ledger.postings.iter().find(|p| p.id == discount.payment).map_or(account.opened_on, |p| p.booked_on);
        let posting = postings::store::New::discount(w.id(), discount.amount, on);
        postings::store::insert(w, &account.id, std::slice::from_ref(&posting)).await?;
        let because = Because::Discount { payment: discount.payment.clone(), basis_points: discount.basis_points, until: discount.until };
        let ends = (posting.id.as_str(), discount.item.as_str());
        allocations::store::allocate(w, &account.id, ends, discount.amount, allocations::store::Because::Why(&because)).await?;
    }
    for one in &plan.pairs {
        let ends = (one.lowers.as_str(), one.raises.as_str());
        allocations::store::allocate(w, &account.id, ends, one.amount, allocations::store::Because::Why(&one.because)).await?;
    }
    for (posting, fee) in plan.fees.iter().filter(|(posting, _)| fresh.contains(posting)) {
        postings::store::split_fee(w, &account.id, posting, *fee).await?;
    }
    Ok(plan.pairs.len() + plan.discounts.len())
}
