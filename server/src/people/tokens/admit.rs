//! Who comes with a token (RFC 6750), and whether they may come in with what they ask for.

use axum::http::{HeaderMap, HeaderValue, header};
use eyelevel_contract::people::tokens::{PREFIX, allows};

use super::limit::Counted;
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;

const SCHEME: &[u8] = b"bearer";

/// The token of ours that a request carries, as it is. What begins otherwise is somebody else's: of the settings, or of a proxy in front.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get_all(header::AUTHORIZATION).iter().map(HeaderValue::as_bytes).find_map(|said| {
        let (scheme, token) = said.split_at_checked(SCHEME.len())?;
        let is_one = scheme.eq_ignore_ascii_case(SCHEME) && token.first().is_some_and(u8::is_ascii_whitespace);
        is_one.then(|| token.trim_ascii()).filter(|token| token.starts_with(PREFIX.as_bytes()))
    })
}

/// Who it is, and how often they have asked; what they may not do is refused, and counts as well. Without a count: too often, or nobody.
///
/// # Errors
/// `BadToken` if it is not good, `Barred` if its scope does not go so far, `Throttled` if it comes too often.
pub async fn admit(app: &App, token: &[u8], (method, path): (&str, &str)) -> (Option<Counted>, Result<Caller>) {
    let now = app.clock.now();
    let found = match std::str::from_utf8(token) {
        Ok(token) => look(app, token).await,
        Err(_) => Err(Error::BadToken),
    };
    let (caller, known) = match found {
        Ok(found) => found,
        Err(error) => return (None, Err(error)),
    };
    let counted = app.config.api_rate_limit.map(|most| app.limits.count(&known.id, most, now));
    if let Some(over) = counted.filter(|counted| counted.over) {
        return (counted, Err(Error::Throttled(over.seconds)));
    }
    let admitted = async {
        store::note(app, &known).await?;
        allows(known.scope, method, path)?;
        Ok(caller)
    };
    (counted, admitted.await)
}

async fn look(app: &App, token: &str) -> Result<(Caller, store::Known)> {
    let found = store::find(&mut app.db.read().await?, token, app.clock.now()).await?;
    found.ok_or(Error::BadToken)
}
