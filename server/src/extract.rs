//! What handlers ask of a request: the caller, a JSON body, the version that an edit is based on, an idempotent submission.

use std::net::{IpAddr, SocketAddr};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::rules::Actor;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::write::Write;

/// The largest JSON body.
pub const BODY_MAX: usize = 1024 * 1024;

/// The signed-in person. Asking for it makes an operation need a session. `people::session` puts it into the request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    pub name: String,
    /// The language they read; for error texts the request's `Accept-Language` counts.
    pub lang: Lang,
}

impl Caller {
    /// The person's id.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.actor.id
    }

    /// Begins a write in their name.
    ///
    /// # Errors
    /// If the database can't be reached.
    pub async fn write(&self, app: &App) -> Result<Write> {
        Write::begin(app, Some(self.actor.id.clone()), "portal").await
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}

/// The language of the request.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub Lang);

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Self::Rejection> {
        Ok(Self(crate::problem::language(&parts.headers)))
    }
}

/// A query string, with errors of ours.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|q| Self(q.0)).map_err(|e| Error::Malformed(e.body_text()))
    }
}

/// Where a request came from: the connection, or what a trusted proxy says of it. For throttling only; never logged.
#[derive(Clone, Debug)]
pub struct ClientIp(pub String);

impl FromRequestParts<App> for ClientIp {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> std::result::Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        let mut client = peer;
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
        // From the nearest hop backwards, as far as we trust who says so.
        for hop in forwarded.rsplit(',').map(|hop| hop.trim().parse::<IpAddr>()) {
            let (Some(known), Ok(hop)) = (client, hop) else { break };
            if !app.config.trusted_proxies.contains(&known) {
                break;
            }
            client = Some(hop);
        }
        Ok(Self(client.map_or_else(|| "nowhere".to_owned(), |ip| ip.to_string())))
    }
}

/// A JSON body of at most [`BODY_MAX`] bytes, with errors of ours.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _app: &App) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts, body).await?;
        Ok(Self(parse(&bytes)?))
    }
}

async fn read(parts: &Parts, body: axum::body::Body) -> Result<Bytes> {
    let bytes = axum::body::to_bytes(body, BODY_MAX).await.map_err(|_| Error::TooLarge)?;
    if bytes.is_empty() {
        // A verb that needs no words.
        return Ok(Bytes::from_static(b"{}"));
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Error::UnsupportedMediaType);
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // serde_json's message names line, column and field, never the value.
    serde_json::from_slice(bytes).map_err(|e| Error::Malformed(e.to_string()))
}

/// The version in `If-Match`, which every edit must name.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub i64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let value = parts.headers.get(header::IF_MATCH).ok_or(Error::PreconditionRequired)?;
        let text = value.to_str().unwrap_or_default().trim().trim_matches('"');
        text.parse().map(Self).map_err(|_| Error::ChangedMeanwhile)
    }
}

/// The version in `If-Match`, where naming one is possible but not needed.
#[derive(Clone, Copy, Debug)]
pub struct Amends(pub Option<i64>);

impl<S: Sync> FromRequestParts<S> for Amends {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        if !parts.headers.contains_key(header::IF_MATCH) {
            return Ok(Self(None));
        }
        IfMatch::from_request_parts(parts, state).await.map(|v| Self(Some(v.0)))
    }
}

/// An answer with its `ETag`, the version that an edit names in `If-Match`.
pub fn versioned<T: serde::Serialize>(version: i64, body: &T) -> Response {
    let mut response = axum::Json(body).into_response();
    if let Ok(tag) = format!("\"{version}\"").parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The body of a verb that needs no words.
#[derive(Debug, serde::Deserialize)]
pub struct Nothing {}

/// A body that creates something, at most once per `Idempotency-Key` and person: a repetition gets the stored answer.
///
/// ```ignore
/// let mut w = match submission.begin(&app, &caller).await? { Ok(w) => w, Err(answer) => return Ok(answer) };
/// …
/// submission.created(w, &caller, &location, &body).await
/// ```
#[derive(Debug)]
pub struct Submission<T> {
    pub body: T,
    key: Option<String>,
    hash: String,
}

impl<T: DeserializeOwned> FromRequest<App> for Submission<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _app: &App) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts, body).await?;
        let key = match parts.headers.get("idempotency-key").map(|v| v.to_str()) {
            None => None,
            Some(Ok(k)) if (1..=100).contains(&k.len()) => Some(k.to_owned()),
            Some(_) => return Err(Error::Malformed("Idempotency-Key must have 1 to 100 ASCII characters".to_owned())),
        };
        let mut hash = Sha256::new();
        for part in [parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b"\n", &bytes] {
            hash.update(part);
        }
        Ok(Self { body: parse(&bytes)?, key, hash: hex(&hash.finalize()) })
    }
}

impl<T> Submission<T> {
    /// Begins the write under this key. `Err`: it was carried out before; this is the answer it got. Two at once wait for each other.
    ///
    /// # Errors
    /// `KeyReused` if the key came with another body.
    pub async fn begin(&self, app: &App, caller: &Caller) -> Result<std::result::Result<Write, Response>> {
        let mut w = caller.write(app).await?;
        let Some(key) = &self.key else { return Ok(Ok(w)) };
        let sql = "INSERT INTO idempotency_keys (person_id, key, body_hash, status, answer, created_at) VALUES ($1, $2, $3, 0, '', $4) \
                   ON CONFLICT (person_id, key) DO NOTHING";
        let new = q(sql).bind(caller.id()).bind(key).bind(&self.hash).bind(w.now).run(&mut w.tx).await?;
        if new == 1 {
            return Ok(Ok(w));
        }
        let sql = "SELECT body_hash, status, location, answer FROM idempotency_keys WHERE person_id = $1 AND key = $2";
        let (hash, status, location, answer): (String, i64, Option<String>, String) =
            q(sql).bind(caller.id()).bind(key).one(&mut w.tx).await?;
        if hash != self.hash {
            return Err(Error::KeyReused);
        }
        let status = u16::try_from(status).ok().and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or(StatusCode::CREATED);
        Ok(Err(answer_of(status, location.as_deref(), answer)))
    }

    /// Stores the answer beside the key, commits, and answers 201.
    ///
    /// # Errors
    /// Whatever the database says; nothing is written then.
    pub async fn created(self, mut w: Write, caller: &Caller, location: &str, body: &impl serde::Serialize) -> Result<Response> {
        let answer = serde_json::to_string(body)?;
        self.keep(&mut w, caller, StatusCode::CREATED, Some(location), &answer).await?;
        w.commit().await?;
        Ok(answer_of(StatusCode::CREATED, Some(location), answer))
    }

    /// The same for a verb that changes something and creates nothing with an address of its own: 200.
    ///
    /// # Errors
    /// Whatever the database says; nothing is written then.
    pub async fn done(self, mut w: Write, caller: &Caller, body: &impl serde::Serialize) -> Result<Response> {
        let answer = serde_json::to_string(body)?;
        self.keep(&mut w, caller, StatusCode::OK, None, &answer).await?;
        w.commit().await?;
        Ok(answer_of(StatusCode::OK, None, answer))
    }

    async fn keep(&self, w: &mut Write, caller: &Caller, status: StatusCode, location: Option<&str>, answer: &str) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        q("UPDATE idempotency_keys SET status = $1, location = $2, answer = $3 WHERE person_id = $4 AND key = $5")
            .bind(i64::from(status.as_u16()))
            .bind(location)
            .bind(answer)
            .bind(caller.id())
            .bind(key)
            .run(&mut w.tx)
            .await?;
        Ok(())
    }
}

fn answer_of(status: StatusCode, location: Option<&str>, answer: String) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response();
    if let Some(Ok(location)) = location.map(str::parse) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut s, b| {
        use std::fmt::Write as _;
        let _ = write!(s, "{b:02x}");
        s
    })
}
