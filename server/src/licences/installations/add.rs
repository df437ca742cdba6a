use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{EditInstallation, Installation, paths, rules, validate_installation};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::{Fault, Faults};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::licences::products;
use crate::write::Write;

/// Adds an installation at a customer of the caller's company, or (support, admins) of any partner.
#[utoipa::path(post, path = "/api/v1/installations", tag = "installations", request_body = EditInstallation,
    responses((status = 201, body = Installation), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditInstallation>) -> Result<Response> {
    // At home: whose the customer is comes next.
    rules::can_keep_installations(&caller.actor, &caller.actor.organisation_id)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = add(&mut w, &caller.actor, &submission.body).await?;
    let installation = store::installation(&mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &paths::installation(&id), &installation).await
}

/// Adds an installation.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, actor: &Actor, installation: &EditInstallation) -> Result<Id> {
    let (partner_id, installation) = checked(w, actor, None, installation).await?;
    let id = w.id();
    store::insert(w, &id, &partner_id, &installation).await?;
    w.audit("installation.added", "installation", &id).await?;
    Ok(id)
}

/// Checks a form; gives the partner whose customer it is. `home`: the partner whose it is already, and stays.
pub(super) async fn checked(
    w: &mut Write,
    actor: &Actor,
    home: Option<&str>,
    installation: &EditInstallation,
) -> Result<(Id, EditInstallation)> {
    let product = products::store::maybe(&mut w.tx, &installation.product_id).await?;
    let partner = store::partner_of(&mut w.tx, &installation.customer_id).await?;
    // Another partner's customer is as good as none.
    let known = partner.filter(|p| rules::can_keep_installations(actor, p).is_ok() && home.is_none_or(|home| home == p));
    let (clean, mut faults) = match validate_installation(installation, product.as_ref()) {
        Ok(clean) => (Some(clean), Faults::new()),
        Err(faults) => (None, faults),
    };
    if known.is_none() && faults.of("customer_id").is_empty() {
        faults.add("customer_id", Fault::Unknown);
    }
    faults.or(())?;
    known.zip(clean).ok_or(Error::NotFound)
}
