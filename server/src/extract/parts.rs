use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use eyelevel_contract::lang::{Lang, PageLang};
use serde::de::DeserializeOwned;

use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::{Error, Result};

/// The language of the request: `?lang=` where a page offers it, else what `Accept-Language` asks for.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub Lang);

/// The language that `?lang=` names.
#[derive(Clone, Copy, Debug)]
pub struct NamedLanguage(pub Option<PageLang>);

/// As [`Language`], among those of the recipient's page.
#[derive(Clone, Copy, Debug)]
pub struct PageLanguage(pub PageLang);

impl<S: Sync> FromRequestParts<S> for NamedLanguage {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(query.split('&').find_map(|pair| PageLang::from_word(pair.strip_prefix("lang=")?))))
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Self::Rejection> {
        let NamedLanguage(named) = NamedLanguage::from_request_parts(parts, state).await?;
        Ok(Self(named.map_or_else(|| crate::problem::language(&parts.headers), PageLang::portal)))
    }
}

impl<S: Sync> FromRequestParts<S> for PageLanguage {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Self::Rejection> {
        let NamedLanguage(named) = NamedLanguage::from_request_parts(parts, state).await?;
        let asked = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self(named.unwrap_or_else(|| PageLang::negotiate(asked))))
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
        let mut client = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_canonical());
        // A proxy may append to the header, or add a line of its own below what the client sent.
        let lines = parts.headers.get_all("x-forwarded-for").iter().rev().map(|v| v.to_str().unwrap_or_default());
        // From the nearest hop backwards, as far as we trust who says so.
        for hop in lines.flat_map(|line| line.rsplit(',')).map(|hop| hop.trim().parse::<IpAddr>()) {
            let (Some(known), Ok(hop)) = (client, hop) else { break };
            if !app.config.trusted_proxies.contains(&known) {
                break;
            }
            client = Some(hop.to_canonical());
        }
        Ok(Self(client.map_or_else(|| "nowhere".to_owned(), of_one)))
    }
}

/// Who has one IPv6 address has the 2⁶⁴ beside it: they count as one client.
fn of_one(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
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

/// An answer with its `ETag`, the version that an edit names in `If-Match`.
pub fn versioned<T: serde::Serialize>(version: i64, body: &T) -> Response {
    let mut response = axum::Json(body).into_response();
    if let Ok(tag) = format!("\"{version}\"").parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
