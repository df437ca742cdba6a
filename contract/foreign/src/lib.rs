//! What our signer makes, for those who verify it with something else.

use eyelevel_contract::{
    ids::Millis,
    licences::{Code, Host, KeyData, KeyRing, Signer, VersionRange, instant::DAY},
};

/// The instant of the machine, which is what other people's programs go by.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "foreign verifiers know no other clock")]
pub fn now() -> Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

/// Who signs.
#[must_use]
pub fn signer() -> Signer {
    Signer::new("2026", &[7; 32])
}

/// Its public key, in use since ten days ago, beside another one.
///
/// # Panics
/// Never: both ids are of our form.
#[must_use]
pub fn ring() -> KeyRing {
    let public = |signer: Signer| signer.public(now() - 10 * DAY, None).expect("an id of our form");
    KeyRing::new(vec![public(Signer::new("2025", &[5; 32])), public(signer())])
}

/// What a key says that is valid now.
///
/// # Panics
/// Never: everything in it is of our form.
#[must_use]
pub fn data() -> KeyData {
    KeyData {
        licence: "0193-licence".to_owned(),
        product: Code::parse("backup").expect("a code"),
        edition: Code::parse("server").expect("a code"),
        versions: VersionRange::parse(">=9.0.0, <10.0.0").expect("a range"),
        host: Some(Host::parse("srv-01").expect("a host")),
        capacity: Some(2),
        not_before: now() - DAY,
        expires: Some(now() + 365 * DAY),
        key_id: "2026".to_owned(),
        issued_at: now() - DAY,
    }
}
