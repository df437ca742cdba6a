//! Writes come from our own pages. `Origin` is checked; if it is null or absent, only `Sec-Fetch-Site: same-origin` passes. Programs
//! without a cookie have nothing that a foreign page could borrow, and are exempt; so is who brings an API token, and no cookie.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::Error;
use crate::people::{session, tokens};

/// Refuses writes from foreign pages.
pub(super) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || by_token(&app, request.headers()) || is_ours(&app, request.headers()) {
        next.run(request).await
    } else {
        Error::ForeignOrigin.into_response()
    }
}

fn by_token(app: &App, headers: &HeaderMap) -> bool {
    tokens::bearer(headers).is_some() && session::token_of(app, headers).is_none()
}

fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    match text(header::ORIGIN) {
        Some(origin) if origin != "null" => {
            // On a machine of one's own any loopback name is ours.
            let here = |host: &str| is_loopback(host) && origin == format!("http://{host}");
            let local = !app.config.base_url_named && text(header::HOST).is_some_and(here);
            origin == app.config.base_url || local
        }
        origin => {
            let same = headers.get("sec-fetch-site").is_some_and(|v| v == "same-origin");
            same || (origin.is_none() && session::token_of(app, headers).is_none() && !headers.contains_key("sec-fetch-site"))
        }
    }
}

/// `localhost:8480`, `127.0.0.1:8480`, `[::1]:8480`. A name of somebody else's that points here is none of ours.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(name, _)| name);
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
