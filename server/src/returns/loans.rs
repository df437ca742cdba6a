use async_trait::async_trait;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::{Reason, Return};
use eyelevel_texts::return_words as t;

use crate::db::q;
use crate::error::Result;
use crate::extract::Caller;
use crate::requests::timeline;
use crate::write::Write;

/// Pieces that are on loan. `app.rs` registers who keeps the loans.
#[async_trait]
pub trait Loans: Send + Sync {
    /// What a partner has on loan and what came back now: it is checked in at its loan. The numbers of the loans, and of those that can't take it
    /// back yet.
    async fn came_back(&self, w: &mut Write, caller: &Caller, partner_id: &str, serials: &[&str]) -> Result<(Vec<String>, Vec<String>)>;
}

/// What came back because a loan is over, is back at that loan, too. The vendor reads at which: a loan may be a colleague's own.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn came_back(w: &mut Write, caller: &Caller, thing: &Return, serials: &[&str]) -> Result<()> {
    if thing.reason != Reason::LoanReturn || serials.is_empty() {
        return Ok(());
    }
    let request = &thing.page.request;
    let loans = w.app().loans();
    let (at, not_at) = loans.came_back(w, caller, &request.partner.id, serials).await?;
    if at.is_empty() && not_at.is_empty() {
        return Ok(());
    }
    let (lang,): (String,) = q("SELECT lang FROM people WHERE id = $1").bind(&request.owner.id).one(&mut w.tx).await?;
    let lang = Lang::from_word(&lang).unwrap_or(Lang::De);
    let mut sentences = Vec::new();
    sentences.extend((!at.is_empty()).then(|| t::back_at_loan(lang, at.join(", "))));
    sentences.extend((!not_at.is_empty()).then(|| t::not_back_at_loan(lang, not_at.join(", "))));
    // The portal has found the loan, not whoever scans.
    let actor = w.actor.take();
    timeline::event(w, &request.id, EventKind::Note, Some(&sentences.join(" ")), None).await?;
    w.actor = actor;
    Ok(())
}
