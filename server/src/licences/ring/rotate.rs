use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::licences::{PublishedKeys, Signer, paths::PUBLIC_KEYS, rules::can_keep_products};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Nothing, Submission, hex};
use crate::seal::{Purpose, seal};
use crate::write::Write;

/// A new signing key takes over; the one before it is retired, and what it proved stays proved (admins). Answers with the whole ring.
#[utoipa::path(post, path = "/api/v1/licences/signing-keys", tag = "licences",
    responses((status = 201, body = PublishedKeys), (status = 401), (status = 403), (status = 409)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<Nothing>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    can_keep_products(&caller.actor)?;
    rotate(&mut w).await?;
    let ring = store::ring(&mut w.tx).await?.publish();
    submission.created(w, &caller, PUBLIC_KEYS, &ring).await
}

/// Rotates.
///
/// # Errors
/// Whatever the database says; of two at once, the second is refused.
pub async fn rotate(w: &mut Write) -> Result<()> {
    store::retire_current(w).await?;
    let (suffix, private, nonce) = (w.app().clock.secret::<4>(), w.app().clock.secret::<32>(), w.app().clock.secret::<24>());
    let day = crate::calendar::today(w.app())?;
    let id = format!("{day}-{}", hex(&suffix));
    let public = Signer::new(&id, &private).public(w.now, None).map_err(|e| Error::Internal(format!("{e:?}")))?;
    let sealed = seal(&w.app().config.secret, Purpose::Licences, &id, nonce, &private)?;
    store::insert(w, &public, &sealed, w.now).await?;
    w.audit("signing_key.made", "signing_key", &id).await
}
