use std::collections::BTreeMap;

use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::{CreditAccount, NewCredit};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{NewPosting, paths, rules, validate_posting};
use eyelevel_contract::validate::{Fault, Faults};

use crate::calendar;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::returns::{Credits, Now, Posted};
use crate::statements::accounts::store as accounts;
use crate::statements::postings::store::{self as postings, New};
use crate::write::Write;

/// The partners' books, as returns post into them.
pub(super) struct Books;

#[async_trait]
impl Credits for Books {
    async fn accounts(&self, on: &mut dyn AsConn, partner_id: &str) -> Result<Vec<CreditAccount>> {
        let mut on = on;
        let all = accounts::of_partner(&mut on, partner_id).await?;
        Ok(all.into_iter().map(|of| CreditAccount { id: of.id, number: of.number, currency: of.currency }).collect())
    }

    async fn post(&self, w: &mut Write, partner_id: &str, credit: &NewCredit, posted: Posted<'_>) -> Result<Id> {
        let unknown = || Error::field("account_id", Fault::Unknown);
        let known = accounts::of_partner(&mut w.tx, partner_id).await?;
        if known.is_empty() {
            return Err(Error::field("account_id", Fault::NoAccount));
        }
        // Somebody else's account is none.
        known.iter().find(|of| of.id == credit.account_id).ok_or_else(unknown)?;
        accounts::hold(w, &credit.account_id).await?;
        let account = accounts::account(&mut w.tx, &credit.account_id).await?;
        if account.currency != credit.currency {
            return Err(Error::field("currency", Fault::OtherCurrency(account.currency)));
        }
        let today = calendar::today(w.app())?;
        let new = NewPosting {
            kind: PostingKind::CreditNote,
            number: credit.number.clone(),
            booked_on: today,
            due_on: None,
            amount: credit.amount,
            taxes: Vec::new(),
            corrects: None,
            remittance: posted.remittance.to_owned(),
            note: posted.note.to_owned(),
        };
        let new = validate_posting(&new, account.opened_on).map_err(here)?;
        if postings::is_numbered(&mut w.tx, &account.id, &new.number).await? {
            return Err(Error::field("number", Fault::Taken));
        }
        let id = w.id();
        let row = New { entry_key: Some(posted.key.to_owned()), ..New::by_hand(&id, &new) };
        postings::insert(w, &account.id, &[row]).await?;
        w.audit("posting.added", "posting", &id).await?;
        Ok(id)
    }

    async fn now(&self, on: &mut dyn AsConn, actor: &Actor, ids: &[Id]) -> Result<BTreeMap<Id, Now>> {
        let mut on = on;
        let mut all = BTreeMap::new();
        for id in ids {
            let Some((account_id, booked_on, taken_back)) = postings::corrected(&mut on, id).await? else { continue };
            let partner = accounts::account(&mut on, &account_id).await?.partner.id;
            let page = rules::may_see(actor, &partner).then(|| paths::page(&account_id));
            all.insert(id.clone(), Now { booked_on, taken_back, page });
        }
        Ok(all)
    }
}

/// The books' own fields, as far as they are those of a credit; what is wrong with the day is wrong with the account, which begins later.
#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn here(faults: Faults) -> Error {
    let mut own = Faults::new();
    for (field, all) in faults.iter() {
        let field = if matches!(field, "amount" | "number") { field } else { "account_id" };
        all.iter().for_each(|fault| own.add(field, fault.clone()));
    }
    Error::Invalid(own)
}
