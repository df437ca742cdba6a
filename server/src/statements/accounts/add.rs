use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::statements::{Account, NewAccount, paths, rules, validate_account};
use eyelevel_contract::validate::Fault;

use super::store;
use crate::app::App;
use crate::db::{q, violated};
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::write::Write;

/// Opens an account of a partner (ledger).
#[utoipa::path(post, path = "/api/v1/statements", tag = "statements", request_body = NewAccount,
    responses((status = 201, body = Account), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewAccount>) -> Result<Response> {
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = add(&mut w, &submission.body).await?;
    let account = store::account(&mut w.tx, &id).await?;
    submission.created(w, &caller, &paths::one(&id), &account).await
}

/// Opens an account.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, new: &NewAccount) -> Result<Id> {
    let new = validate_account(new)?;
    let kind: Option<(String,)> = q("SELECT kind FROM organisations WHERE id = $1").bind(&new.partner_id).maybe(&mut w.tx).await?;
    if kind.is_none_or(|(kind,)| kind != OrganisationKind::Partner.word()) {
        return Err(Error::field("partner_id", Fault::Unknown));
    }
    let id = w.id();
    let taken = |error: sqlx::Error| match violated(&error) {
        Some(name) if name == "accounts_number_currency_key" => Error::field("number", Fault::Taken),
        _ => error.into(),
    };
    store::insert(w, &id, &new).await.map_err(taken)?;
    store::mark(w, &id, &new.mandates, &new.ibans).await?;
    w.audit("account.opened", "account", &id).await?;
    Ok(id)
}
