use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::{PublishedKeys, rules::can_keep_products};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Nothing, Submission};

/// Retires a signing key: nothing that says to be signed by it from now on is genuine (admins). The next key that is needed makes a new one.
#[utoipa::path(post, path = "/api/v1/licences/signing-keys/{id}/retirement", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = PublishedKeys), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    can_keep_products(&caller.actor)?;
    if !store::retire(&mut w, &id).await? {
        return Err(Error::NotFound);
    }
    w.audit("signing_key.retired", "signing_key", &id).await?;
    let ring = store::ring(&mut w.tx).await?.publish();
    submission.done(w, &caller, &ring).await
}
