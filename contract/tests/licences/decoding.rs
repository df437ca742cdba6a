//! What must hold of any text that is decoded. The fuzz targets in `fuzz/` ask the same functions with texts of their own.

use eyelevel_contract::{
    json,
    licences::{
        Code, Host, KeyPattern, KeyRing, LicenceFile, Need, SignedKey, Signer, Version, VersionRange, file, inspect, key, prove, prove_file,
    },
};

/// When the seeds were signed.
const NOW: i64 = 1_795_000_000_000;

fn signer() -> Signer {
    Signer::new("2026", &[7; 32])
}

fn ring() -> KeyRing {
    KeyRing::new(vec![signer().public(0, None).unwrap()])
}

/// A text as a signed key.
pub(crate) fn signed_key(text: &str) {
    let Ok(found) = SignedKey::parse(text) else { return };
    let message = core::str::from_utf8(found.message()).unwrap();
    assert_eq!((found.as_str(), key::signed(message, found.signature())), (text, text.to_owned()), "one key has one spelling");
    assert_eq!(json::from_text(&json::to_text(found.data())).as_ref(), Some(found.data()));
    if prove(&found, &ring()).is_ok() {
        assert_eq!(signer().sign_key(found.data()), text, "only what was signed is proven");
    }
}

/// A text as a licence file.
pub(crate) fn licence_file(text: &str) {
    let Ok(found) = LicenceFile::parse(text) else { return };
    assert_eq!(found.expiry() - found.issued(), found.ttl() * 1_000);
    signed_key(found.key().as_str());
    let payload = core::str::from_utf8(found.message()).unwrap().strip_prefix("license/").unwrap();
    assert_eq!(LicenceFile::parse(&file::sealed(payload, found.signature())).as_ref(), Ok(&found));
    if prove_file(&found, &ring()).is_ok() {
        let again = signer().sign_file(found.key(), found.ttl(), found.issued());
        assert_eq!(LicenceFile::parse(&again), Ok(found), "only what was signed is proven");
    }
}

/// A text as somebody pastes it; gives whether a key was found in it and proven.
pub(crate) fn pasted(text: &str) -> bool {
    let look = |text: &str| inspect(text, &ring(), &[], &Need::default(), NOW);
    let report = look(text);
    assert!(!report.verdicts.is_empty() && (report.proven.is_some() || !report.is_good()), "{report:?}");
    let Some(id) = &report.proven else { return false };
    let found = report.text.as_deref().unwrap();
    let key = SignedKey::parse(found).is_ok_and(|key| prove(&key, &ring()).is_ok());
    let file = LicenceFile::parse(found).is_ok_and(|file| prove_file(&file, &ring()).is_ok());
    assert!(key || file, "what is called genuine is what was signed: {found}");
    // What came out of the repairs needs none.
    let again = look(found);
    assert_eq!((again.proven.as_ref(), again.repairs.as_slice(), again.verdicts), (Some(id), &[][..], report.verdicts));
    true
}

/// What people type: in the first line a version or a name, behind it a range, a pattern or a name.
pub(crate) fn typed(text: &str) {
    let (one, other) = text.split_once('\n').unwrap_or((text, text));
    let (version, range) = (Version::typed(one), VersionRange::parse(other));
    if let Ok(version) = &version {
        assert_eq!(Version::parse(&version.to_string()).as_ref(), Ok(version));
        let only = VersionRange::parse(&version.to_string()).unwrap();
        assert!(only.covers(version) && !only.begins_before(version));
        if let Ok(range) = &range {
            assert_eq!(range.covers(version), range.overlaps(&only), "{range} {version}");
        }
    }
    if let Ok(range) = &range {
        assert_eq!((range.to_string().as_str(), VersionRange::parse(other.trim()).as_ref()), (other.trim(), Ok(range)));
        assert!(range.overlaps(range) && range.overlaps(&VersionRange::any()));
    }
    if let Ok(pattern) = KeyPattern::parse(other) {
        assert!(pattern.overlaps(&pattern));
        assert!(!pattern.fits(one) || one.bytes().all(|b| b.is_ascii_graphic()), "{one:?}");
    }
    for name in [one, other] {
        assert!(Code::parse(name).is_ok_and(|code| code.as_str() == name) || Code::parse(name).is_err());
        assert!(Host::parse(name).is_ok_and(|host| Host::parse(host.as_str()) == Ok(host)) || Host::parse(name).is_err());
    }
    if let Ok(document) = json::parse(text) {
        assert_eq!(json::parse(&json::to_text(&document)), Ok(document));
    }
}
