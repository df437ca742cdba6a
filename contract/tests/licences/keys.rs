//! Signed keys, licence files and the ring that proves them.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    json,
    licences::{
        KeyRing, LicenceFile, NoFile, NoKey, NoPublicKey, PublicKey, PublishedKeys, SignedKey, Unproven, instant::DAY, prove, prove_file,
    },
};

use super::samples::{NOW, data, ring, signed, signer};

fn key(text: &str) -> SignedKey {
    SignedKey::parse(text).unwrap()
}

#[test]
fn a_key_comes_back_as_it_went() {
    let text = signed(&data());
    let key = key(&text);
    assert_eq!((key.data(), key.as_str()), (&data(), text.as_str()));
    assert_eq!(prove(&key, &ring()).map(PublicKey::id), Ok("2026"));
}

#[test]
fn a_key_is_written_as_keygen_writes_it() {
    let text = signed(&data());
    let (unsigned, signature) = text.split_once('.').unwrap();
    assert!(unsigned.starts_with("key/eyJ") && signature.len() == 88 && signature.ends_with("=="), "{text}");
    assert_eq!(key(&text).message(), unsigned.as_bytes());
    // Ed25519 gives the same signature for ever: whoever changes the form of keys finds out here.
    assert_eq!(text, include_str!("seeds/key.txt").trim_end());
}

#[test]
fn what_is_no_key() {
    let text = signed(&data());
    let bare = text.trim_end_matches('=');
    for (wrong, why) in [
        (String::new(), NoKey::Form),
        (text.replacen("key/", "KEY/", 1), NoKey::Form),
        (format!(" {text}"), NoKey::Form),
        (format!("{text}\n"), NoKey::Signature),
        (bare.to_owned(), NoKey::Signature),
        (format!("{text}.x"), NoKey::Signature),
        (format!("{text}="), NoKey::Signature),
        (text.replacen("eyJ", "eyJ+", 1), NoKey::Dataset),
        (text.replacen("eyJ", "e\u{200b}yJ", 1), NoKey::Dataset),
        (format!("key/e30=.{}", text.split_once('.').unwrap().1), NoKey::Meaning),
        (format!("key/.{}", text.split_once('.').unwrap().1), NoKey::Meaning),
        ("key/".repeat(3_000), NoKey::TooLong),
    ] {
        assert_eq!(SignedKey::parse(&wrong).map(|_| ()), Err(why), "{wrong}");
    }
}

#[test]
fn who_signed_it_and_when() {
    let proven = |data| prove(&key(&signed(data)), &ring()).map(|p| p.id().to_owned());
    let mut late = data();
    late.issued_at = NOW + 100 * DAY;
    assert_eq!(proven(&late), Err(Unproven::SignerNotInUse { key_id: "2026".to_owned(), issued_at: late.issued_at }));
    let mut early = data();
    early.issued_at = -1;
    assert!(matches!(proven(&early), Err(Unproven::SignerNotInUse { .. })));
    let stranger = eyelevel_contract::licences::Signer::new("else", &[9; 32]).sign_key(&data());
    assert_eq!(prove(&key(&stranger), &ring()), Err(Unproven::UnknownSigner { key_id: "else".to_owned() }));
    let impostor = eyelevel_contract::licences::Signer::new("2026", &[9; 32]).sign_key(&data());
    assert_eq!(prove(&key(&impostor), &ring()), Err(Unproven::Signature { key_id: "2026".to_owned() }));
}

#[test]
fn a_ring_is_published_and_read_back() {
    let ring = ring();
    let text = json::to_text(&ring.publish());
    let read: PublishedKeys = json::from_text(&text).unwrap();
    assert_eq!(KeyRing::read(&read), Ok(ring));
    let wrong = |change: fn(&mut eyelevel_contract::licences::PublishedKey)| {
        let mut keys = read.clone();
        change(&mut keys.keys[0]);
        KeyRing::read(&keys).unwrap_err()
    };
    assert_eq!(wrong(|k| k.id = "a b".to_owned()), NoPublicKey::Id);
    assert_eq!(wrong(|k| k.algorithm = "rsa".to_owned()), NoPublicKey::Algorithm);
    assert_eq!(wrong(|k| k.public_key.push('0')), NoPublicKey::Bytes);
    assert_eq!(wrong(|k| k.public_key = "é".repeat(32)), NoPublicKey::Bytes);
    assert_eq!(wrong(|k| k.retired_at = Some(k.not_before)), NoPublicKey::Times);
    assert!(!format!("{:?}", signer()).contains("key"), "a private key shows itself nowhere");
}

#[test]
fn a_licence_file_comes_back_as_it_went() {
    let text = signer().sign_file(&key(&signed(&data())), 7 * 86_400, NOW);
    assert!(text.starts_with("-----BEGIN LICENSE FILE-----\n") && text.ends_with("-----END LICENSE FILE-----\n"));
    assert!(text.lines().all(|line| line.len() <= 60));
    let file = LicenceFile::parse(&text).unwrap();
    assert_eq!((file.issued(), file.expiry(), file.ttl()), (NOW, NOW + 7 * DAY, 7 * 86_400));
    assert_eq!(file.key().data(), &data());
    assert_eq!(prove_file(&file, &ring()).map(PublicKey::id), Ok("2026"));
    assert_eq!(text, include_str!("seeds/file.txt"));
    let shortest = LicenceFile::parse(&signer().sign_file(file.key(), 1, NOW)).unwrap();
    assert_eq!(shortest.ttl(), 3_600);
}

#[test]
fn what_is_no_licence_file() {
    let text = signer().sign_file(&key(&signed(&data())), 86_400, NOW);
    let wrong = |text: &str| LicenceFile::parse(text).unwrap_err();
    assert_eq!(wrong(&text.replace("END", "ENDE")), NoFile::Form);
    assert_eq!(wrong(&text.replacen("FILE-----\n", "FILE-----\n!", 1)), NoFile::Body);
    assert_eq!(wrong(&"x".repeat(70_000)), NoFile::TooLong);
    // Another key's payload under this file's signature.
    let mut other = data();
    other.capacity = Some(1_000);
    let payload = eyelevel_contract::licences::file::payload(&key(&signed(&other)), NOW, 86_400);
    let forged = eyelevel_contract::licences::file::sealed(&payload, LicenceFile::parse(&text).unwrap().signature());
    let forged = LicenceFile::parse(&forged).unwrap();
    assert_eq!(prove_file(&forged, &ring()), Err(Unproven::Signature { key_id: "2026".to_owned() }));
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use eyelevel_contract::licences::{KeyData, verify};
    use proptest::prelude::*;

    use super::{super::samples::any_data, *};

    proptest! {
        #[test]
        fn any_key_comes_back_as_it_went(data in any_data()) {
            let key = key(&signed(&data));
            prop_assert_eq!(key.data(), &KeyData { key_id: "2026".to_owned(), ..data });
            prop_assert!(verify(ring().get("2026").unwrap().bytes(), key.message(), key.signature()));
        }

        #[test]
        fn any_changed_byte_is_refused(data in any_data(), at: prop::sample::Index, byte: u8) {
            let text = signed(&data);
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != byte);
            bytes[at] = byte;
            let accepted = String::from_utf8(bytes).is_ok_and(|t| SignedKey::parse(&t).is_ok_and(|k| prove(&k, &ring()).is_ok()));
            prop_assert!(!accepted, "{} at {}", byte, at);
        }

        #[test]
        fn any_changed_byte_of_a_file_is_refused(at: prop::sample::Index, byte: u8) {
            let text = signer().sign_file(&key(&signed(&data())), 86_400, NOW);
            let text = text.trim_end();
            let mut bytes = text.as_bytes().to_vec();
            let at = at.index(bytes.len());
            // Between lines one line's end is as good as the other.
            prop_assume!(bytes[at] != byte && !bytes[at].is_ascii_whitespace());
            bytes[at] = byte;
            let accepted = String::from_utf8(bytes).is_ok_and(|t| LicenceFile::parse(&t).is_ok_and(|f| prove_file(&f, &ring()).is_ok()));
            prop_assert!(!accepted, "{} at {}", byte, at);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn garbage_is_refused_and_never_a_panic(text in "(key/)?[a-zA-Z0-9_=.+/ -]{0,200}|\\PC{0,80}") {
            prop_assert!(SignedKey::parse(&text).is_err());
            let file = format!("-----BEGIN LICENSE FILE-----\n{text}\n-----END LICENSE FILE-----");
            prop_assert!(LicenceFile::parse(&file).is_err() && LicenceFile::parse(&text).is_err());
        }
    }
}
