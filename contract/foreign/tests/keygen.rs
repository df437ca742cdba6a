//! keygen-rs, which knows nothing of us, reads our keys and licence files as it reads Keygen's.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use eyelevel_contract::{
    ids::Millis,
    json,
    licences::{Host, KeyData, PublicKey, SignedKey, instant::DAY, instant::iso},
};
use eyelevel_foreign::{data, now, ring, signer};
use keygen_rs::{
    config::KeygenConfig,
    errors::Error,
    license::{LicenseFileAlgorithm, SchemeCode},
    license_file::{LicenseFile, LicenseFileDataset},
    verify_with_config,
};
use serde_json::json;

fn public(id: &str) -> String {
    ring().get(id).map(PublicKey::hex).unwrap()
}

fn verify(key: &str, public_key: &str) -> Result<Vec<u8>, Error> {
    let config = KeygenConfig { public_key: Some(public_key.to_owned()), ..KeygenConfig::default() };
    verify_with_config(&config, SchemeCode::Ed25519Sign, key)
}

/// The text with one byte changed, three ways for each byte that is no line end.
fn changed(text: &str) -> impl Iterator<Item = String> {
    let places = text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
    places.flat_map(move |(at, byte)| {
        let others = [byte ^ 1, b'A', b'='].into_iter().filter(move |other| *other != byte);
        others.map(move |other| [&text[..at], &char::from(other).to_string(), &text[at + 1..]].concat())
    })
}

#[test]
fn our_keys_are_verified_and_say_what_they_said() {
    let unbound = KeyData { host: None, capacity: None, expires: None, ..data() };
    let foreign = KeyData { licence: "Größe 漢".to_owned(), host: Some(Host::parse("büro-01").unwrap()), ..data() };
    for data in [data(), unbound, foreign] {
        let said = verify(&signer().sign_key(&data), &public("2026")).unwrap();
        assert_eq!(json::from_text::<KeyData>(str::from_utf8(&said).unwrap()), Some(data));
    }
}

#[test]
fn a_changed_key_is_refused_and_so_is_another_public_key() {
    let key = signer().sign_key(&data());
    assert!(matches!(verify(&key, &public("2025")), Err(Error::LicenseKeyNotGenuine)));
    assert!(verify(&key[..key.len() - 2], &public("2026")).is_err(), "without its padding");
    let mut refused = 0;
    for changed in changed(&key) {
        assert!(matches!(verify(&changed, &public("2026")), Err(Error::LicenseKeyNotGenuine)), "{changed}");
        refused += 1;
    }
    assert!(refused > 2 * key.len());
}

/// A file of a key of ours, fetched then, for seven days.
fn file(issued: Millis) -> LicenseFile {
    let key = SignedKey::parse(&signer().sign_key(&data())).unwrap();
    read(&signer().sign_file(&key, 7 * 86_400, issued))
}

/// What Keygen's servers say around a certificate proves nothing, and clients that only have the file make it up.
fn read(certificate: &str) -> LicenseFile {
    let epoch = iso(0);
    serde_json::from_value(json!({ "id": "", "certificate": certificate, "issued": epoch, "expiry": epoch, "ttl": 0 })).unwrap()
}

fn decode(file: &LicenseFile, public_key: &str) -> Result<LicenseFileDataset, Error> {
    file.verify_and_decode(public_key, LicenseFileAlgorithm::Base64Ed25519)
}

#[test]
fn our_licence_files_are_verified_with_the_key_inside() {
    let issued = now();
    let found = decode(&file(issued), &public("2026")).unwrap();
    assert_eq!((found.issued.timestamp_millis(), found.expiry.timestamp_millis(), found.ttl), (issued, issued + 7 * DAY, 7 * 86_400));
    let license = found.license;
    assert_eq!((license.id.as_str(), license.name.as_deref(), license.status.as_deref()), ("0193-licence", Some("backup"), Some("ACTIVE")));
    assert_eq!((license.scheme, license.metadata["edition"].as_str()), (Some(SchemeCode::Ed25519Sign), Some("server")));
    assert_eq!(license.product_id.as_deref(), Some("backup"));
    let said: KeyData = json::from_text(str::from_utf8(&verify(&license.key, &public("2026")).unwrap()).unwrap()).unwrap();
    assert_eq!(license.expiry.map(|at| at.timestamp_millis()), said.expires);
}

#[test]
fn a_licence_file_that_was_not_fetched_anew_has_expired() {
    let old = file(now() - 8 * DAY);
    assert!(old.verify_with_key(&public("2026")).is_ok(), "genuine it stays");
    assert!(matches!(decode(&old, &public("2026")), Err(Error::LicenseFileExpired(found)) if found.ttl == 7 * 86_400));
}

#[test]
fn a_changed_licence_file_is_refused_and_so_is_another_public_key() {
    let file = file(now());
    assert!(matches!(decode(&file, &public("2025")), Err(Error::LicenseFileNotGenuine(_))));
    let mut refused = 0;
    for changed in changed(&file.certificate) {
        assert!(decode(&read(&changed), &public("2026")).is_err(), "{changed}");
        refused += 1;
    }
    assert!(refused > 2 * file.certificate.len());
}
