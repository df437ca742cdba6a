//! Places in lists: the last row's sort key and id, as one opaque word.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eyelevel_contract::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The place after a row with this key.
///
/// # Errors
/// If the key can't be written as JSON.
pub fn encode(key: &impl Serialize) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(key)?))
}

/// The key of a place; none at the beginning of the list.
///
/// # Errors
/// `Malformed` for what this list did not give.
pub fn decode<T: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<T>> {
    let Some(cursor) = cursor else { return Ok(None) };
    let wrong = || Error::Malformed("a cursor that this list did not give".to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    serde_json::from_slice(&bytes).map(Some).map_err(|_| wrong())
}

/// How many rows a page has: what was wished, within bounds.
#[must_use]
pub fn limit(wished: Option<i64>) -> i64 {
    wished.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
}

/// A page of rows of which one more than `limit` was asked for; `key` gives a row's place.
///
/// # Errors
/// If a key can't be written as JSON.
pub fn page<T, K: Serialize>(mut items: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Result<Page<T>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| encode(&key(last))).transpose()?;
    Ok(Page { items, next })
}

/// What a search finds: in lower case, as the columns `search` hold it.
#[must_use]
pub fn found_by<const N: usize>(words: [&str; N]) -> String {
    words.join(" ").to_lowercase()
}

/// A pattern that finds a text anywhere; what the text holds of wildcards is meant literally (`LIKE … ESCAPE '!'`).
#[must_use]
pub fn like(search: &str) -> String {
    let escaped = search.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}
