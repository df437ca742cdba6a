use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::{Error, Result};

/// The largest JSON body.
pub const BODY_MAX: usize = 1024 * 1024;

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

pub(super) async fn read(parts: &Parts, body: axum::body::Body) -> Result<Bytes> {
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

pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // serde_json's message names line, column and field, never the value.
    serde_json::from_slice(bytes).map_err(|e| Error::Malformed(e.to_string()))
}
