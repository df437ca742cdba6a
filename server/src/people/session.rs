//! Sessions: opaque tokens in a cookie, their hash in the database. Several processes share nothing but that row. Programs come without one, by
//! an API token (`tokens`).

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{OrganisationKind, Role, rules::Actor};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::{Caller, hex};
use crate::people::tokens;
use crate::write::Write;

const HOUR: Millis = 3_600_000;
/// A session ends when nobody used it for so long …
const IDLE: Millis = 14 * 24 * HOUR;
/// … and after so long in any case.
const LONGEST: Millis = 60 * 24 * HOUR;
/// Use is noted no more often than this: reading should not write.
pub(super) const NOTED_EVERY: Millis = HOUR;

/// The cookie's name. `__Host-` binds it to this host and to https, which loopback lacks.
fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-eyelevel" } else { "eyelevel" }
}

fn set_cookie(app: &App, token: &str, seconds: i64) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", cookie_name(app));
    // The token is base64url: always a valid header.
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}

/// The session token that a request carries.
#[must_use]
pub fn token_of(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(app);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    cookies.flat_map(|v| v.split(';')).find_map(|c| c.trim().split_once('=').filter(|(n, _)| *n == name).map(|(_, v)| v.to_owned()))
}

pub(super) fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Begins a session; answers the cookie to set.
///
/// # Errors
/// Whatever the database says.
pub async fn begin(w: &mut Write, person_id: &str) -> Result<HeaderValue> {
    let token = URL_SAFE_NO_PAD.encode(w.app().clock.secret::<32>());
    q("INSERT INTO sessions (token_hash, person_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)")
        .bind(hash(&token))
        .bind(person_id)
        .bind(w.now)
        .bind(w.now + IDLE)
        .run(&mut w.tx)
        .await?;
    Ok(set_cookie(w.app(), &token, LONGEST / 1000))
}

/// Ends the session of this token; answers the cookie that removes it.
///
/// # Errors
/// Whatever the database says.
pub async fn end(w: &mut Write, token: &str) -> Result<HeaderValue> {
    q("DELETE FROM sessions WHERE token_hash = $1").bind(hash(token)).run(&mut w.tx).await?;
    Ok(set_cookie(w.app(), "", 0))
}

/// Ends all sessions of a person.
///
/// # Errors
/// Whatever the database says.
pub async fn end_all(w: &mut Write, person_id: &str) -> Result<HeaderValue> {
    q("DELETE FROM sessions WHERE person_id = $1").bind(person_id).run(&mut w.tx).await?;
    Ok(set_cookie(w.app(), "", 0))
}

/// A person as a row.
#[derive(sqlx::FromRow)]
pub(super) struct Who {
    id: Id,
    name: String,
    lang: String,
    organisation_id: Id,
    kind: String,
    roles: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    who: Who,
    created_at: Millis,
    seen_at: Millis,
}

/// Who holds this token, if its session lives.
async fn find(on: &mut impl AsConn, token: &str, now: Millis) -> Result<Option<(Caller, Row)>> {
    let sql = "SELECT p.id, p.name, p.lang, p.organisation_id, o.kind, s.created_at, s.seen_at, \
               (SELECT string_agg(r.role, ' ') FROM person_roles r WHERE r.person_id = p.id) AS roles \
               FROM sessions s JOIN people p ON p.id = s.person_id JOIN organisations o ON o.id = p.organisation_id \
               WHERE s.token_hash = $1 AND s.expires_at > $2";
    let row: Option<Row> = q(sql).bind(hash(token)).bind(now).maybe(on).await?;
    Ok(row.map(|row| (caller(&row.who), row)))
}

/// A person as who they act, if they can sign in: for what goes on in their name, and for links of theirs.
///
/// # Errors
/// Whatever the database says.
pub async fn caller_of(on: &mut impl AsConn, person_id: &str) -> Result<Option<Caller>> {
    let sql = "SELECT p.id, p.name, p.lang, p.organisation_id, o.kind, \
               (SELECT string_agg(r.role, ' ') FROM person_roles r WHERE r.person_id = p.id) AS roles \
               FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1 AND p.password_hash IS NOT NULL";
    let row: Option<Who> = q(sql).bind(person_id).maybe(on).await?;
    Ok(row.as_ref().map(caller))
}

/// The same by their address, however it is written.
///
/// # Errors
/// Whatever the database says.
pub async fn caller_by_email(on: &mut impl AsConn, email: &str) -> Result<Option<Caller>> {
    let found: Option<(Id,)> = q("SELECT id FROM people WHERE email_key = $1").bind(email.trim().to_lowercase()).maybe(on).await?;
    match found {
        Some((id,)) => caller_of(on, &id).await,
        None => Ok(None),
    }
}

pub(super) fn caller(row: &Who) -> Caller {
    let kind = OrganisationKind::from_word(&row.kind).unwrap_or(OrganisationKind::Customer);
    let roles = row.roles.as_deref().unwrap_or_default().split(' ').filter_map(Role::from_word).collect();
    Caller {
        actor: Actor { id: row.id.clone(), organisation_id: row.organisation_id.clone(), kind, roles },
        name: row.name.clone(),
        lang: Lang::from_word(&row.lang).unwrap_or(Lang::De),
        token: None,
    }
}

/// Who holds this token, as they are now, if its session lives. Asking is no use of it.
///
/// # Errors
/// Whatever the database says.
pub async fn living(app: &App, token: &str) -> Result<Option<Caller>> {
    Ok(find(&mut app.db.read().await?, token, app.clock.now()).await?.map(|(caller, _)| caller))
}

/// Puts the [`Caller`] into the request, if somebody is signed in, or a program comes with an API token. Pages are for people: there a token
/// counts for nothing.
pub async fn layer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/")
        && let Some(token) = tokens::bearer(request.headers()).map(<[u8]>::to_owned)
    {
        return by_token(&app, &token, request, next).await;
    }
    if let Some(token) = token_of(&app, request.headers()) {
        match known(&app, &token).await {
            Ok(Some(caller)) => {
                tracing::Span::current().record("person", caller.id().as_str());
                request.extensions_mut().insert(caller);
            }
            Ok(None) => {}
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

async fn by_token(app: &App, token: &[u8], mut request: Request, next: Next) -> Response {
    if token_of(app, request.headers()).is_some() {
        let error = Error::Malformed("a session's cookie and an API token: which of the two is it?".to_owned());
        return error.into_response();
    }
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (counted, admitted) = tokens::admit(app, token, (method.as_str(), &path)).await;
    let mut response = match admitted {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    };
    if let Some(counted) = counted {
        counted.tell(response.headers_mut());
    }
    response
}

async fn known(app: &App, token: &str) -> Result<Option<Caller>> {
    let now = app.clock.now();
    let Some((caller, row)) = find(&mut app.db.read().await?, token, now).await? else { return Ok(None) };
    if now - row.seen_at > NOTED_EVERY {
        let expires = (now + IDLE).min(row.created_at + LONGEST);
        let mut w = Write::begin(app, Some(caller.actor.id.clone()), "portal").await?;
        q("UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE token_hash = $3")
            .bind(now)
            .bind(expires)
            .bind(hash(token))
            .run(&mut w.tx)
            .await?;
        w.commit().await?;
    }
    Ok(Some(caller))
}
