//! Licence files, as Keygen's clients read them: a key that must be fetched anew before its time to live is over.
//!
//! ```text
//! -----BEGIN LICENSE FILE-----
//! base64 of {"enc": "…", "sig": "…", "alg": "base64+ed25519"}, in lines
//! -----END LICENSE FILE-----
//! ```
//!
//! `enc` is the base64 (with padding) of a JSON:API document: `data.attributes.key` is the signed key, `meta` says `issued`, `expiry` (RFC 3339)
//! and `ttl` (seconds). `sig` is the base64 of an Ed25519 signature over the bytes `license/` and `enc`.

use base64ct::{Base64, Encoding};

use super::{
    instant::{from_iso, iso},
    key::{NoKey, SignedKey},
};
use crate::{
    ids::Millis,
    json::{self, Json},
};

/// The first line.
pub const BEGIN: &str = "-----BEGIN LICENSE FILE-----";
/// The last line.
pub const END: &str = "-----END LICENSE FILE-----";
/// The one algorithm that we write and read.
pub const ALGORITHM: &str = "base64+ed25519";
/// The longest file that is read.
pub const FILE_MAX: usize = 65_536;
/// The shortest time to live: an hour, in seconds.
pub const TTL_MIN: i64 = 3_600;
/// The longest: a year and a day.
pub const TTL_MAX: i64 = 366 * 86_400;

/// What goes before the payload when it is signed.
pub(super) const SIGNED_AS: &str = "license/";
const LINE: usize = 60;

/// A file that is written as a file must be. Whether it is genuine, a key ring says.
#[derive(Clone, Debug, PartialEq)]
pub struct LicenceFile {
    key: SignedKey,
    message: String,
    signature: [u8; 64],
    issued: Millis,
    expiry: Millis,
    ttl: i64,
}

/// Why a text is no licence file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// The first or the last line is missing.
    Form,
    /// Longer than any file.
    TooLong,
    /// What stands between the lines is no base64 of such a document.
    Body,
    /// Another algorithm.
    Algorithm(String),
    /// The signature is not the base64 of 64 bytes.
    Signature,
    /// The payload is no base64 of a JSON document with a key and its times.
    Payload,
    /// The key inside can't be read.
    Key(NoKey),
}

impl LicenceFile {
    /// Reads a file; white space around it is dropped.
    ///
    /// # Errors
    /// What is wrong with it first.
    pub fn parse(text: &str) -> Result<Self, NoFile> {
        if text.len() > FILE_MAX {
            return Err(NoFile::TooLong);
        }
        let body = text.trim().strip_prefix(BEGIN).and_then(|t| t.strip_suffix(END)).ok_or(NoFile::Form)?;
        let outer = decoded(&body.replace(['\r', '\n'], "")).ok_or(NoFile::Body)?;
        let field = |name| match outer.get(name) {
            Json::Text(text) => Ok(text.as_str()),
            _ => Err(NoFile::Body),
        };
        let (enc, sig, alg) = (field("enc")?, field("sig")?, field("alg")?);
        if alg != ALGORITHM {
            return Err(NoFile::Algorithm(alg.to_owned()));
        }
        let mut signature = [0; 64];
        if Base64::decode(sig, &mut signature).map_or(0, <[u8]>::len) != 64 {
            return Err(NoFile::Signature);
        }
        let inner = decoded(enc).ok_or(NoFile::Payload)?;
        let key = match inner.at("data.attributes.key") {
            Json::Text(key) => SignedKey::parse(key).map_err(NoFile::Key)?,
            _ => return Err(NoFile::Payload),
        };
        let instant = |name| match inner.at(name) {
            Json::Text(text) => from_iso(text).ok_or(NoFile::Payload),
            _ => Err(NoFile::Payload),
        };
        let (issued, expiry) = (instant("meta.issued")?, instant("meta.expiry")?);
        match inner.at("meta.ttl") {
            Json::Number(ttl) if ttl.checked_mul(1_000).and_then(|ms| issued.checked_add(ms)) == Some(expiry) => {
                Ok(Self { key, message: format!("{SIGNED_AS}{enc}"), signature, issued, expiry, ttl: *ttl })
            }
            _ => Err(NoFile::Payload),
        }
    }

    /// The key inside.
    #[must_use]
    pub const fn key(&self) -> &SignedKey {
        &self.key
    }

    /// The bytes that are signed.
    #[must_use]
    pub const fn message(&self) -> &[u8] {
        self.message.as_bytes()
    }

    /// The signature over them.
    #[must_use]
    pub const fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// When it was fetched.
    #[must_use]
    pub const fn issued(&self) -> Millis {
        self.issued
    }

    /// From when on it must have been fetched anew.
    #[must_use]
    pub const fn expiry(&self) -> Millis {
        self.expiry
    }

    /// Its time to live, in seconds.
    #[must_use]
    pub const fn ttl(&self) -> i64 {
        self.ttl
    }
}

fn decoded(text: &str) -> Option<Json> {
    let bytes = Base64::decode_vec(text).ok()?;
    json::parse(core::str::from_utf8(&bytes).ok()?).ok()
}

/// The payload (`enc`) of a file for that key, for who signs it: `license/` and this are signed.
#[must_use]
pub fn payload(key: &SignedKey, issued: Millis, ttl: i64) -> String {
    let ttl = ttl.clamp(TTL_MIN, TTL_MAX);
    let data = key.data();
    let text = |text: &str| Json::Text(text.to_owned());
    let mut document = Json::Null;
    for (path, value) in [
        ("data.id", text(&data.licence)),
        ("data.type", text("licenses")),
        ("data.attributes.name", text(data.product.as_str())),
        ("data.attributes.key", text(key.as_str())),
        ("data.attributes.scheme", text("ED25519_SIGN")),
        ("data.attributes.expiry", data.expires.map_or(Json::Null, |at| Json::Text(iso(at)))),
        ("data.attributes.status", text("ACTIVE")),
        // What the key says, for clients that don't open it.
        ("data.attributes.metadata", json::parse(&json::to_text(data)).unwrap_or(Json::Null)),
        // A client that knows JSON:API well insists on these.
        ("data.relationships.product.data.type", text("products")),
        ("data.relationships.product.data.id", text(data.product.as_str())),
        ("included", Json::List(Vec::new())),
        ("meta.issued", Json::Text(iso(issued))),
        ("meta.expiry", Json::Text(iso(issued + ttl * 1_000))),
        ("meta.ttl", Json::Number(ttl)),
    ] {
        document.put(path, value);
    }
    Base64::encode_string(json::to_text(&document).as_bytes())
}

/// What is signed of a file with that payload.
#[must_use]
pub fn unsigned(payload: &str) -> String {
    format!("{SIGNED_AS}{payload}")
}

/// The whole file.
#[must_use]
pub fn sealed(payload: &str, signature: &[u8; 64]) -> String {
    let mut document = Json::Null;
    document.put("enc", Json::Text(payload.to_owned()));
    document.put("sig", Json::Text(Base64::encode_string(signature)));
    document.put("alg", Json::Text(ALGORITHM.to_owned()));
    let body = Base64::encode_string(json::to_text(&document).as_bytes());
    let mut out = format!("{BEGIN}\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(LINE));
        out.push_str(line);
        out.push('\n');
        rest = more;
    }
    out.push_str(END);
    out.push('\n');
    out
}
