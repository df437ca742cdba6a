//! Whether a message is its provider's: HMAC-SHA256 over the body as it came, compared in constant time.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::deliveries::tracking::{Provider, stamp};
use eyelevel_contract::ids::Millis;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Whether it is signed with this secret; where the signature has an instant, about now.
pub(super) fn is_signed(provider: Provider, secret: &[u8], headers: &HeaderMap, body: &[u8], now: Millis) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    match provider {
        Provider::AfterShip => text("aftership-hmac-sha256")
            .and_then(|signature| STANDARD.decode(signature).ok())
            .is_some_and(|digest| is_right(secret, &[body], &digest)),
        Provider::Shippo => text("shippo-auth-signature").is_some_and(|header| is_stamped(secret, header, body, now)),
        Provider::Own => text("eyelevel-signature").is_some_and(|header| is_stamped(secret, header, body, now)),
    }
}

fn is_stamped(secret: &[u8], header: &str, body: &[u8], now: Millis) -> bool {
    let Some(stamp) = stamp(header) else { return false };
    let fits = |digest: &&str| unhex(digest).is_some_and(|digest| is_right(secret, &[stamp.seconds.as_bytes(), b".", body], &digest));
    stamp.is_of(now) && stamp.digests.iter().any(fits)
}

fn is_right(secret: &[u8], parts: &[&[u8]], digest: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    parts.iter().for_each(|part| mac.update(part));
    mac.verify_slice(digest).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|n| u8::try_from(n).ok());
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != 64 || !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}
