//! A product, its installation and their forms.

use eyelevel_contract::{
    lang::{Bilingual, PageLang},
    licences::{
        Code, EditEdition, EditInstallation, EditKnownIssue, EditProduct, EditRelease, EditRule, Edition, Host, Installation, Issuer,
        KeyData, KeyPattern, KeyRing, KeyRule, KnownIssue, NewKeyRecipient, Product, Signer, Version, VersionRange, Whom, instant::DAY,
    },
    people::OrganisationRef,
};

use crate::samples::today;

pub(super) fn both(text: &str) -> Bilingual {
    Bilingual { de: text.to_owned(), en: text.to_owned() }
}

pub(super) fn v(text: &str) -> Version {
    Version::parse(text).unwrap()
}

pub(super) fn r(text: &str) -> VersionRange {
    VersionRange::parse(text).unwrap()
}

pub(super) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(super) fn rule(versions: &str, issuer: Issuer, pattern: Option<&str>) -> KeyRule {
    KeyRule { id: versions.to_owned(), versions: r(versions), issuer, pattern: pattern.map(|p| KeyPattern::parse(p).unwrap()) }
}

/// Signed keys from 9 on, ready-made ones for 8, a generator's for 7.
pub(super) fn product() -> Product {
    Product {
        id: "p".to_owned(),
        code: code("backup"),
        name: "Backup".to_owned(),
        editions: vec![Edition { id: "e".to_owned(), code: code("server"), name: "Server".to_owned() }],
        capacity_unit: both("sockets"),
        rules: vec![
            rule(">=9", Issuer::BuiltIn, None),
            rule("8.x", Issuer::Pool, Some("BK8-####-@@@@")),
            rule("7.x", Issuer::External, Some("BK7-*")),
        ],
        releases: vec![],
        owner: None,
        version: 1,
    }
}

pub(super) fn edit_product() -> EditProduct {
    let edition = |id: Option<&str>, code: &str| EditEdition { id: id.map(str::to_owned), code: code.to_owned(), name: "Name".to_owned() };
    let rule =
        |versions: &str, issuer, pattern: &str| EditRule { id: None, versions: versions.to_owned(), issuer, pattern: pattern.to_owned() };
    EditProduct {
        code: "backup".to_owned(),
        name: "Backup".to_owned(),
        editions: vec![edition(Some("e"), "server"), edition(None, "desktop")],
        capacity_unit: both("sockets"),
        rules: vec![rule(">=9", Issuer::BuiltIn, ""), rule("8.x", Issuer::Pool, "BK8-*"), rule("7.x", Issuer::External, "BK7-####")],
        releases: vec![EditRelease { version: " 9.1 ".to_owned(), published_on: Some(today()) }],
        owner_id: None,
    }
}

pub(super) fn installation() -> Installation {
    let organisation = |id: &str| OrganisationRef { id: id.to_owned(), name: id.to_owned() };
    let product = product();
    Installation {
        id: "in".to_owned(),
        partner: organisation("partner"),
        customer: organisation("customer"),
        product: product.reference(),
        edition: product.editions[0].clone(),
        runs: v("9.1.0"),
        host: Some(Host::parse("srv-01").unwrap()),
        capacity: Some(2),
        contract_until: Some(today().plus_days(100)),
        key_until: None,
        reference: None,
        version: 1,
    }
}

pub(super) fn edit_installation() -> EditInstallation {
    EditInstallation {
        customer_id: "customer".to_owned(),
        product_id: "p".to_owned(),
        edition_id: "e".to_owned(),
        runs: "9.1".to_owned(),
        host: "srv-01".to_owned(),
        capacity: Some(2),
        contract_until: Some(today().plus_days(-1)),
        reference: String::new(),
    }
}

pub(super) fn known_issue() -> KnownIssue {
    KnownIssue {
        id: "k".to_owned(),
        product: Some(product().reference()),
        batch: None,
        title: both("Keys are refused"),
        affected: Some(r("9.x")),
        known_since: today().plus_days(-200),
        workaround: both("Take 9.1.3"),
        fixed_in: Some(v("9.1.3")),
        published_at: Some(0),
        version: 1,
    }
}

pub(super) fn edit_known_issue() -> EditKnownIssue {
    EditKnownIssue {
        product_id: "p".to_owned(),
        title: both("Keys are refused"),
        affected: "9.x".to_owned(),
        known_since: Some(today()),
        workaround: both("Take 9.1.3"),
        fixed_in: "9.1.3".to_owned(),
        item_id: None,
        batch: String::new(),
    }
}

/// The instant at which everything happens.
/// Somebody who is to have a key.
pub(super) fn somebody() -> NewKeyRecipient {
    NewKeyRecipient::named(Whom::Other, "Eve", "", "eve@x.example", PageLang::De)
}

pub(super) const NOW: i64 = 1_795_000_000_000;

pub(super) fn signer() -> Signer {
    Signer::new("2026", &[7; 32])
}

/// One public key, in use since 1970, retired in 99 days.
pub(super) fn ring() -> KeyRing {
    KeyRing::new(vec![signer().public(0, Some(NOW + 99 * DAY)).unwrap()])
}

pub(super) fn data() -> KeyData {
    KeyData {
        licence: "0193-licence".to_owned(),
        product: code("backup"),
        edition: code("server"),
        versions: r(">=9.0.0, <10.0.0"),
        host: Some(Host::parse("srv-01").unwrap()),
        capacity: Some(2),
        not_before: NOW,
        expires: Some(NOW + 365 * DAY),
        key_id: "2026".to_owned(),
        issued_at: NOW,
    }
}

pub(super) fn signed(data: &KeyData) -> String {
    signer().sign_key(data)
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn any_data() -> impl proptest::strategy::Strategy<Value = KeyData> {
    use proptest::prelude::*;

    let names = ("\\PC{0,40}", "[a-z0-9][a-z0-9-]{0,39}", "[a-z0-9]{1,9}", "[!-~äß漢]{1,60}");
    let numbers = (any::<bool>(), proptest::option::of(1_i64..10_000_000), any::<i64>(), proptest::option::of(any::<i64>()), 0..NOW);
    (names, numbers).prop_map(|((licence, product, edition, host), (bound, capacity, not_before, expires, issued_at))| KeyData {
        licence,
        product: code(&product),
        edition: code(&edition),
        versions: r("9.x"),
        host: bound.then(|| Host::parse(&host).unwrap()),
        capacity,
        not_before,
        expires,
        key_id: String::new(),
        issued_at,
    })
}
