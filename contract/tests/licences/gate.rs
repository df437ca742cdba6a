//! The gate: what passes, and everything that does not.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::licences::{
    Checked, Claims, Code, Host, KeyData, Mismatch, MismatchKind, NoKey, Signer, Unproven,
    gate::{Candidate, Passed, Wanted, check},
    instant::DAY,
};

use super::samples::{NOW, code, data, product, r, ring, signed, v};

/// What the sample key was made for.
fn wanted() -> Wanted {
    let data = data();
    Wanted {
        licence: data.licence,
        product: data.product,
        edition: data.edition,
        version: v("9.1.0"),
        host: data.host,
        capacity: data.capacity,
        expires: data.expires,
    }
}

fn gate(wanted: &Wanted, text: &str, claims: Claims) -> Result<Passed, Vec<Mismatch>> {
    check(wanted, &Candidate { text, claims }, &ring(), &product().rules, NOW)
}

/// What the gate says of a signed key that was made with a change.
fn stopped(change: impl FnOnce(&mut KeyData)) -> Vec<Mismatch> {
    let mut data = data();
    change(&mut data);
    gate(&wanted(), &signed(&data), Claims::default()).unwrap_err()
}

fn kinds(mismatches: &[Mismatch]) -> Vec<MismatchKind> {
    mismatches.iter().map(Mismatch::kind).collect()
}

#[test]
fn the_right_key_passes_with_its_proof() {
    let text = signed(&data());
    let passed = gate(&wanted(), &text, Claims::default()).unwrap();
    let proof = passed.proof();
    assert_eq!((passed.key(), proof.at, &proof.version, &proof.versions), (text.as_str(), NOW, &v("9.1.0"), &r(">=9.0.0, <10.0.0")));
    assert_eq!((proof.key_id.as_deref(), proof.public_key.as_deref()), (Some("2026"), Some(ring().get("2026").unwrap().hex().as_str())));
    for what in Checked::ALL {
        assert_eq!(proof.checked.contains(what), *what != Checked::Pattern, "{what}");
    }
}

#[test]
fn a_key_for_another_version_is_stopped() {
    // The first story: asked for 9.1, and the generator makes one for 8.
    let mismatches = stopped(|d| d.versions = r("8.x"));
    assert_eq!(mismatches, [Mismatch::Version { wanted: v("9.1.0"), covers: r("8.x") }]);
    let record = mismatches[0].record();
    assert_eq!((record.wanted.as_deref(), record.found.as_deref()), (Some("9.1.0"), Some("8.x")));
}

#[test]
fn each_mismatch_has_its_word() {
    let host = |name: &str| Host::parse(name).ok();
    let by = |id: &str| gate(&wanted(), &Signer::new(id, &[9; 32]).sign_key(&data()), Claims::default()).unwrap_err();
    let six = Wanted { version: v("6.0.0"), ..wanted() };
    let table: Vec<(Vec<Mismatch>, Mismatch)> = vec![
        (stopped(|d| d.product = code("storage")), Mismatch::Product { wanted: code("backup"), found: code("storage") }),
        (stopped(|d| d.edition = code("desktop")), Mismatch::Edition { wanted: code("server"), found: code("desktop") }),
        (stopped(|d| d.host = host("srv-02")), Mismatch::Host { wanted: host("srv-01"), found: host("srv-02") }),
        (stopped(|d| d.host = None), Mismatch::Host { wanted: host("srv-01"), found: None }),
        (stopped(|d| d.capacity = Some(1)), Mismatch::Capacity { wanted: Some(2), found: Some(1) }),
        (stopped(|d| d.capacity = Some(3)), Mismatch::Capacity { wanted: Some(2), found: Some(3) }),
        (stopped(|d| d.capacity = None), Mismatch::Capacity { wanted: Some(2), found: None }),
        (stopped(|d| d.licence = "else".to_owned()), Mismatch::Licence { wanted: data().licence, found: "else".to_owned() }),
        (stopped(|d| d.not_before = NOW + 1), Mismatch::NotYetValid { from: NOW + 1 }),
        (stopped(|d| d.expires = None), Mismatch::Ends { wanted: data().expires, found: None }),
        (stopped(|d| d.expires = Some(NOW + DAY)), Mismatch::Ends { wanted: data().expires, found: Some(NOW + DAY) }),
        (gate(&wanted(), "BK9-1", Claims::default()).unwrap_err(), Mismatch::Form(NoKey::Form)),
        (gate(&six, &signed(&data()), Claims::default()).unwrap_err(), Mismatch::NoRule { version: v("6.0.0") }),
        (by("else"), Mismatch::Unproven(Unproven::UnknownSigner { key_id: "else".to_owned() })),
        (by("2026"), Mismatch::Unproven(Unproven::Signature { key_id: "2026".to_owned() })),
    ];
    for (found, expected) in table {
        assert_eq!(found, [expected]);
    }
}

#[test]
fn a_key_from_last_year_ends_wrong_and_has_ended() {
    let mismatches = stopped(|d| d.expires = Some(NOW - DAY));
    assert_eq!(kinds(&mismatches), [MismatchKind::Expired, MismatchKind::Ends]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mismatches = stopped(|d| {
        *d = KeyData {
            licence: "else".to_owned(),
            product: code("storage"),
            versions: r("8.x"),
            host: None,
            capacity: None,
            expires: Some(NOW - 1),
            issued_at: -1,
            ..d.clone()
        };
    });
    let all = [
        MismatchKind::SignerNotInUse,
        MismatchKind::Product,
        MismatchKind::Version,
        MismatchKind::Expired,
        MismatchKind::Licence,
        MismatchKind::Host,
        MismatchKind::Capacity,
        MismatchKind::Ends,
    ];
    assert_eq!(kinds(&mismatches), all);
}

#[test]
fn the_text_must_be_the_key_and_nothing_else() {
    let text = signed(&data());
    for text in [format!(" {text}"), format!("{text}\n"), text.replace('=', ""), format!("Your key: {text}")] {
        assert!(matches!(gate(&wanted(), &text, Claims::default()).unwrap_err()[..], [Mismatch::Form(_)]), "{text}");
    }
}

fn eight() -> Wanted {
    Wanted { version: v("8.2.0"), ..wanted() }
}

#[test]
fn a_ready_made_key_looks_like_its_rule() {
    let passed = gate(&eight(), "BK8-0123-ABCD", Claims::default()).unwrap();
    assert_eq!(passed.proof().checked, [Checked::Pattern, Checked::Version]);
    assert_eq!((passed.proof().key_id.as_deref(), &passed.proof().versions), (None, &r("8.x")));
    for garbage in ["", "BK8-0123-ABCD\n", "BK8-0123-ABCDE", "Error: licence server not reachable"] {
        assert_eq!(kinds(&gate(&eight(), garbage, Claims::default()).unwrap_err()), [MismatchKind::Pattern], "{garbage}");
    }
}

#[test]
fn a_key_of_another_rule_says_what_it_is_for() {
    for (wanted, text, covers) in
        [(eight(), "BK7-1", "7.x"), (wanted(), "BK8-0123-ABCD", "8.x"), (eight(), signed(&data()).as_str(), ">=9.0.0, <10.0.0")]
    {
        let expected = Mismatch::Version { wanted: wanted.version.clone(), covers: r(covers) };
        assert_eq!(gate(&wanted, text, Claims::default()).unwrap_err(), [expected], "{text}");
    }
}

#[test]
fn what_an_issuer_says_of_its_key_must_be_right_too() {
    let says = |change: fn(&mut Claims)| {
        let mut claims = Claims::default();
        change(&mut claims);
        gate(&eight(), "BK8-0123-ABCD", claims)
    };
    let wrong = |change: fn(&mut Claims)| kinds(&says(change).unwrap_err());
    assert_eq!(wrong(|c| c.versions = Some(r("8.0"))), [MismatchKind::Version]);
    assert_eq!(wrong(|c| c.product = Code::parse("storage").ok()), [MismatchKind::Product]);
    assert_eq!(wrong(|c| c.edition = Code::parse("desktop").ok()), [MismatchKind::Edition]);
    assert_eq!(wrong(|c| c.host = Host::parse("srv-02").ok()), [MismatchKind::Host]);
    // More than was asked for is something else as well.
    assert_eq!(wrong(|c| c.capacity = Some(1)), [MismatchKind::Capacity]);
    assert_eq!(wrong(|c| c.capacity = Some(3)), [MismatchKind::Capacity]);
    assert_eq!(wrong(|c| c.not_before = Some(NOW + 1)), [MismatchKind::NotYetValid]);
    assert_eq!(wrong(|c| c.licence = Some("else".to_owned())), [MismatchKind::Licence]);
    assert_eq!(wrong(|c| c.expires = Some(NOW - 1)), [MismatchKind::Expired, MismatchKind::Ends]);
    let passed = says(|c| c.host = Host::parse("SRV-01").ok()).unwrap();
    assert_eq!(passed.proof().checked, [Checked::Pattern, Checked::Version, Checked::Host]);
}

#[test]
fn what_was_asked_for_without_a_host_or_a_count_is_bound_to_none() {
    let wanted = Wanted { host: None, capacity: None, ..eight() };
    let host = Claims { host: Host::parse("srv-01").ok(), ..Claims::default() };
    assert_eq!(kinds(&gate(&wanted, "BK8-0123-ABCD", host).unwrap_err()), [MismatchKind::Host]);
    let capacity = Claims { capacity: Some(2), ..Claims::default() };
    assert_eq!(kinds(&gate(&wanted, "BK8-0123-ABCD", capacity).unwrap_err()), [MismatchKind::Capacity]);
    assert!(gate(&wanted, "BK8-0123-ABCD", Claims::default()).is_ok());
}

#[test]
fn what_should_be_over_by_now_is_too_late_for_every_rule() {
    for (version, text) in [("9.1.0", signed(&KeyData { expires: Some(NOW), ..data() })), ("8.2.0", "BK8-0123-ABCD".to_owned())] {
        let wanted = Wanted { version: v(version), expires: Some(NOW), ..wanted() };
        assert_eq!(gate(&wanted, &text, Claims::default()).unwrap_err(), [Mismatch::Expired { at: NOW }], "{version}");
        let wanted = Wanted { expires: Some(NOW + 1), ..wanted };
        let text = if version == "9.1.0" { signed(&KeyData { expires: Some(NOW + 1), ..data() }) } else { text };
        assert!(gate(&wanted, &text, Claims::default()).is_ok(), "{version}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn a_key_passes_only_if_its_range_covers_the_version(range in "(>=|<|=|~|\\^)?[0-9]{1,2}(\\.[0-3])?", major in 9_u64..12, minor in 0_u64..4) {
        let Ok(versions) = eyelevel_contract::licences::VersionRange::parse(&range) else { return Ok(()) };
        let wanted = Wanted { version: v(&format!("{major}.{minor}.0")), ..wanted() };
        let text = signed(&KeyData { versions: versions.clone(), ..data() });
        proptest::prop_assert_eq!(gate(&wanted, &text, Claims::default()).is_ok(), versions.covers(&wanted.version));
    }
}
