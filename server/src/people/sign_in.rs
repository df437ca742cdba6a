use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::{Me, PASSWORD_MAX, SignIn};
use sha2::{Digest as _, Sha256};

use super::{password, session, store, throttle};
use crate::app::App;
use crate::chain;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{ClientIp, Json, hex};
use crate::write::Write;

/// Failures that cost nothing, for one address and for one client.
const ALLOWED: (i64, i64) = (5, 50);

/// Signs in: sets the session's cookie and answers who it is.
#[utoipa::path(post, path = "/api/v1/session", tag = "people", security(()), request_body = SignIn,
    responses((status = 200, body = Me), (status = 400), (status = 401), (status = 429)))]
pub(super) async fn sign_in(State(app): State<App>, ip: ClientIp, headers: HeaderMap, Json(body): Json<SignIn>) -> Result<Response> {
    let (person, cookie) = authenticate(&app, &ip, &headers, &body).await?;
    let me = store::me(&app, &mut app.db.read().await?, &person).await?;
    Ok(([(header::SET_COOKIE, cookie)], axum::Json(me)).into_response())
}

/// Checks mail address and password, begins a session and ends the one that this browser had; the person, and the cookie to set.
///
/// # Errors
/// `WrongCredentials` whichever of the two is wrong; `Throttled` after too many failures.
pub(super) async fn authenticate(app: &App, ip: &ClientIp, headers: &HeaderMap, body: &SignIn) -> Result<(Id, HeaderValue)> {
    let key = Email::parse(&body.email).map(|e| e.key()).unwrap_or_default();
    // Hashed: the table of throttles is no list of addresses.
    let by_address = format!("sign-in:{}", &hex(&Sha256::digest(key.as_bytes()))[..32]);
    let by_client = format!("sign-in-from:{}", ip.0);
    throttle::check(app, &[by_address.clone(), by_client.clone()]).await?;
    let mut w = Write::begin(app, None, "portal").await?;
    throttle::attempt(&mut w, &by_address, ALLOWED.0).await?;
    throttle::attempt(&mut w, &by_client, ALLOWED.1).await?;
    w.commit().await?;
    let sql = "SELECT id, password_hash FROM people WHERE email_key = $1";
    let found: Option<(Id, Option<String>)> = q(sql).bind(&key).maybe(&mut app.db.read().await?).await?;
    let (id, hash) = found.map_or((None, None), |(id, hash)| (Some(id), hash));
    let typed = if body.password.chars().count() > PASSWORD_MAX { String::new() } else { body.password.clone() };
    let right = password::verify(typed, hash).await?;
    let (Some(id), true) = (id, right) else { return Err(Error::WrongCredentials) };
    let mut w = Write::begin(app, Some(id.clone()), "portal").await?;
    throttle::forget(&mut w, &by_address).await?;
    throttle::forgive(&mut w, &by_client).await?;
    if let Some(token) = session::token_of(app, headers) {
        session::end(&mut w, &token).await?;
    }
    let cookie = session::begin(&mut w, &id).await?;
    w.audit_change(chain::SIGN_IN, ("person", &id), "from", (None, Some(ip.0.clone()))).await?;
    w.commit().await?;
    Ok((id, cookie))
}
