//! What does not add up, asked: one query is answered by a correction, one is open.

use eyelevel_contract::requests::Severity;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{AnswerQuery, NewAllocation, NewPosting, Outcome, Query};

use super::super::scene::Scene;
use super::acts::Books;
use super::story::Story;
use crate::calendar;
use crate::error::Result;
use crate::statements::allocations;
use crate::statements::queries::{decide::decide, store, submit::submit};

/// A rebate was missing; it is posted.
pub(super) async fn answered(scene: &Scene<'_>, story: &Story) -> Result<()> {
    let then = scene.at(2, 10, 5).await?;
    let (mut w, caller) = scene.write(&then, "accounts").await?;
    let query = Query {
        account_id: story.account.clone(),
        posting_ids: vec![story.rebate.id.clone()],
        text: format!(
            "Auf der Rechnung {} fehlt der Rabatt, abgebucht wurde richtig.\n\nBitte berichtigen Sie die Rechnung, damit wir sie buchen können.",
            story.rebate.number
        ),
        reference: "BH-118".to_owned(),
        severity: Severity::Normal,
        beyond: false,
    };
    let id = submit(&mut w, caller, &query).await?;
    scene.done(w).await?;
    let then = scene.at(2, 14, 30).await?;
    let (mut w, caller) = scene.write(&then, "ledger").await?;
    let on = calendar::day(&then, then.clock.now())?;
    let posting = NewPosting {
        number: format!("BE-{}-0009", on.year()),
        corrects: Some(story.rebate.id.clone()),
        note: "Rabatt nach Rahmenvertrag, auf der Rechnung vergessen.".to_owned(),
        ..Books::line(PostingKind::CorrectionDown, on, 7_140, "")
    };
    let answer = AnswerQuery {
        outcome: Outcome::Correction,
        reason: "Sie haben recht: Der Rabatt fehlte auf der Rechnung. Die Berichtigung über 71,40 € ist gebucht.".to_owned(),
        alternative: String::new(),
        no_alternative: false,
        posting: Some(posting),
    };
    decide(&mut w, caller, &id, &answer).await?;
    let posted = store::query(&then, &mut w.tx, &caller.actor, &id).await?.posted;
    if let Some(posted) = posted {
        let reason = "Die Berichtigung nennt diese Rechnung.".to_owned();
        let new = NewAllocation { lowers: posted.id, raises: story.rebate.id.clone(), amount: posted.amount, reason };
        allocations::allocate(&mut w, &story.account, &new).await?;
    }
    scene.done(w).await
}

/// Debited twice: the money should come back.
pub(super) async fn open(scene: &Scene<'_>, story: &Story) -> Result<()> {
    let then = scene.at(1, 11, 20).await?;
    let (mut w, caller) = scene.write(&then, "accounts").await?;
    let (invoice, second, on) = &story.twice;
    let (day, month) = (on.day(), on.month());
    let query = Query {
        account_id: story.account.clone(),
        posting_ids: vec![invoice.id.clone(), second.clone()],
        text: format!(
            "Rechnung {} ist doppelt abgebucht.\n\nDas zweite Mal am {day:02}.{month:02}. Bitte erstatten Sie den Betrag.",
            invoice.number
        ),
        reference: "BH-121".to_owned(),
        severity: Severity::Normal,
        beyond: false,
    };
    submit(&mut w, caller, &query).await?;
    scene.done(w).await
}
