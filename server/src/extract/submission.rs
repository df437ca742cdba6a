use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::body::{parse, read};
use super::{Caller, hex};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::write::Write;

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
        let key = key_of(&parts.headers)?;
        let mut hash = Sha256::new();
        for part in [parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b"\n", &bytes] {
            hash.update(part);
        }
        Ok(Self { body: parse(&bytes)?, key, hash: hex(&hash.finalize()) })
    }
}

fn key_of(headers: &HeaderMap) -> Result<Option<String>> {
    match headers.get("idempotency-key").map(|v| v.to_str()) {
        None => Ok(None),
        Some(Ok(k)) if (1..=100).contains(&k.len()) => Ok(Some(k.to_owned())),
        Some(_) => Err(Error::Malformed("Idempotency-Key must have 1 to 100 ASCII characters".to_owned())),
    }
}

impl Submission<()> {
    /// For a body that is no JSON and was read by somebody else, who will say by [`Submission::of_content`] what it was.
    ///
    /// # Errors
    /// `Malformed` for a key that is none.
    pub fn keyed(headers: &HeaderMap) -> Result<Self> {
        Ok(Self { body: (), key: key_of(headers)?, hash: String::new() })
    }

    /// What it was, in a few words that are the same for the same content alone.
    #[must_use]
    pub fn of_content(self, words: &[&str]) -> Self {
        Self { hash: hex(&Sha256::digest(words.join("\n"))), ..self }
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
    pub async fn created(self, w: Write, caller: &Caller, location: &str, body: &impl serde::Serialize) -> Result<Response> {
        self.answer(w, caller, StatusCode::CREATED, Some(location), body, true).await
    }

    /// The same for a verb that changes something and creates nothing with an address of its own: 200.
    ///
    /// # Errors
    /// Whatever the database says; nothing is written then.
    pub async fn done(self, w: Write, caller: &Caller, body: &impl serde::Serialize) -> Result<Response> {
        self.answer(w, caller, StatusCode::OK, None, body, true).await
    }

    /// The same for an answer with secrets in it: that it was carried out is stored, and not what was said. Whoever asks again must be told
    /// anew: what [`Submission::begin`] gives then has no body.
    ///
    /// # Errors
    /// Whatever the database says; nothing is written then.
    pub async fn told(self, w: Write, caller: &Caller, location: Option<&str>, body: &impl serde::Serialize) -> Result<Response> {
        let status = if location.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        self.answer(w, caller, status, location, body, false).await
    }

    async fn answer(
        self,
        mut w: Write,
        caller: &Caller,
        status: StatusCode,
        location: Option<&str>,
        body: &impl serde::Serialize,
        kept: bool,
    ) -> Result<Response> {
        let answer = serde_json::to_string(body)?;
        self.keep(&mut w, caller, status, location, if kept { &answer } else { "" }).await?;
        w.commit().await?;
        Ok(answer_of(status, location, answer))
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
