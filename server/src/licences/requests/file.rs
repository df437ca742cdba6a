use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::file::{TTL_MAX, TTL_MIN};
use eyelevel_contract::licences::rules::may_see_key;
use eyelevel_contract::licences::{IssuedKey, SignedKey};

use super::keys;
use crate::app::App;
use crate::deliveries::attached;
use crate::error::{Error, Result};
use crate::events::Audience;
use crate::extract::Caller;
use crate::licences::ring;
use crate::requests::{spine, store};
use crate::write::Write;

/// A licence file must be fetched anew after so long: 90 days, in seconds.
const TTL: i64 = 90 * 86_400;

/// One of the request's keys as a licence file, made now and valid for 90 days; a key that is not signed, as text.
#[utoipa::path(get, path = "/api/v1/licences/{id}/keys/{key_id}/file", tag = "licences", params(("id" = String, Path), ("key_id" = String, Path)),
    responses((status = 200, content_type = "text/plain", body = String), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path((id, key_id)): Path<(Id, Id)>) -> Result<Response> {
    let request = store::visible(&mut app.db.read().await?, &caller.actor, &id).await?;
    let key = keys::of_request(&mut app.db.read().await?, &id, &key_id).await?;
    if !may_see_key(&caller.actor) {
        return Err(Error::NeedsRole(eyelevel_contract::licences::rules::ISSUERS));
    }
    // What was taken back is not made anew.
    let key = Some(key).filter(|key| key.revoked_at.is_none()).ok_or(Error::NotFound)?;
    let mut w = caller.write(&app).await?;
    spine::held(&mut w, &caller.actor, &id).await?;
    // That it was read is a status, which both sides see.
    w.changes(&id, Audience::Everybody);
    let (name, text) = licence_file(&mut w, &key, &request.number).await?;
    w.audit("key.fetched", "key", &key_id).await?;
    w.commit().await?;
    Ok(attached(&name, text))
}

/// Name and text of the file of a key. A licence file never lives longer than its key.
///
/// # Errors
/// Whatever the database says.
pub(in crate::licences) async fn licence_file(w: &mut Write, key: &IssuedKey, number: &str) -> Result<(String, String)> {
    let text = key.key.clone().unwrap_or_default();
    let Ok(signed) = SignedKey::parse(&text) else { return Ok((format!("{number}.txt"), format!("{text}\n"))) };
    let left: Millis = key.expires.map_or(TTL, |at| (at - w.now) / 1_000);
    let signer = ring::signer(w).await?;
    Ok((format!("{number}.lic"), signer.sign_file(&signed, TTL.min(left).clamp(TTL_MIN, TTL_MAX), w.now)))
}
