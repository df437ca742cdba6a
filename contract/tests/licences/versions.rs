//! Versions and their ranges.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::licences::{Code, Host, NoRange, Version, VersionRange};

use super::samples::{r, v};

#[test]
fn versions_are_ordered_as_semver_says() {
    // The example of semver.org, §11.
    let order = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"];
    for two in order.windows(2) {
        assert!(v(two[0]) < v(two[1]), "{two:?}");
    }
    assert_eq!(v("1.0.0+20130313144700"), v("1.0.0"), "build metadata does not count");
    assert_eq!(v("9.1.0-rc.1").to_string(), "9.1.0-rc.1");
    for text in ["", "9", "9.1", "9.1.0.0", "09.1.0", "9.1.0-", "9.1.0-01", "9.1.x", " 9.1.0", "1000000000.0.0", "9.1.0-ä", "-1.0.0"] {
        assert!(Version::parse(text).is_err(), "{text}");
    }
}

#[test]
fn people_type_versions_shorter() {
    for (typed, version) in [("9", "9.0.0"), (" v9.1 ", "9.1.0"), ("9.1.2", "9.1.2"), ("V10.0.0-beta.1", "10.0.0-beta.1")] {
        assert_eq!(Version::typed(typed), Ok(v(version)), "{typed}");
    }
    for typed in ["", "v", "9.", "9-beta", "nine", "9.1.2.3", "9,1"] {
        assert!(Version::typed(typed).is_err(), "{typed}");
    }
}

#[test]
fn a_range_covers_what_its_writer_means() {
    let table: [(&str, &[&str], &[&str]); 15] = [
        (">=9.0.0, <10.0.0", &["9.0.0", "9.99.99", "9.1.0-rc.1"], &["8.9.9", "9.0.0-rc.1", "10.0.0", "10.0.0-beta.1"]),
        ("9.x", &["9.0.0", "9.5.1", "9.0.0-rc.1"], &["8.9.9", "10.0.0-beta.1", "10.0.0"]),
        ("9", &["9.5.1"], &["10.0.0"]),
        ("9.1", &["9.1.0", "9.1.7", "9.1.0-rc.1"], &["9.0.9", "9.2.0", "9.2.0-rc.1"]),
        ("9.1.x", &["9.1.7"], &["9.2.0"]),
        ("9.1.0", &["9.1.0"], &["9.1.1", "9.1.0-rc.1"]),
        ("*", &["0.0.0", "0.0.0-0", "999999999.0.0"], &[]),
        (">9.1", &["9.2.0"], &["9.1.9"]),
        (">9.1.0", &["9.1.1"], &["9.1.0"]),
        ("<=9.1", &["9.1.9", "1.0.0"], &["9.2.0", "9.2.0-rc.1"]),
        ("~9.1.2", &["9.1.2", "9.1.9"], &["9.1.1", "9.2.0"]),
        ("^9.1", &["9.1.0", "9.9.0"], &["9.0.9", "10.0.0-rc.1"]),
        ("^0.3.1", &["0.3.9"], &["0.4.0"]),
        ("<10.0.0-beta.2", &["10.0.0-beta.1"], &["10.0.0-beta.2", "10.0.0"]),
        (">= 8  <9.4", &["8.0.0", "9.3.9"], &["9.4.0", "9.4.0-rc.1"]),
    ];
    for (range, inside, outside) in table {
        for version in inside {
            assert!(r(range).covers(&v(version)), "{range} has {version}");
        }
        for version in outside {
            assert!(!r(range).covers(&v(version)), "{range} has no {version}");
        }
    }
}

#[test]
fn a_range_that_nothing_falls_into_is_refused() {
    for text in [">=9, <8", ">9.0.0, <9.0.0", ">9.0.0, <9.0.1", "9.x, 8.x", "<0.0.0", ">9, <9.5", "=9.1.0, =9.1.1"] {
        assert_eq!(VersionRange::parse(text), Err(NoRange::Contradictory), "{text}");
    }
    let long = "9, ".repeat(39) + "9";
    for text in ["", " ", ",", "9,", ">=", "9 || 10", "nine", ">=9.0.0.0", "9.x.1", "9.*.1", "1000000000", "> >9", &long] {
        assert_eq!(VersionRange::parse(text), Err(NoRange::Unreadable), "{text}");
    }
}

#[test]
fn ranges_overlap_where_a_version_lies_in_both() {
    for (a, b, overlap) in [
        ("8.x", "9.x", false),
        (">=8, <9.1", "9.x", true),
        ("<9.0.0", ">=9.0.0", false),
        ("<=9.0.0", ">=9.0.0", true),
        ("*", "7.2.1", true),
        (">9", "9.x", false),
    ] {
        assert_eq!((r(a).overlaps(&r(b)), r(b).overlaps(&r(a))), (overlap, overlap), "{a} and {b}");
    }
}

#[test]
fn names_in_keys() {
    for code in ["backup", "backup-9", "9"] {
        assert!(Code::parse(code).is_ok(), "{code}");
    }
    for code in ["", "Backup", "-a", "a b", "ä", &"a".repeat(41)] {
        assert!(Code::parse(code).is_err(), "{code}");
    }
    assert_eq!(Host::parse(" SRV-01.example "), Host::parse("srv-01.EXAMPLE"));
    for host in ["", "a b", "a\u{0}", &"a".repeat(129)] {
        assert!(Host::parse(host).is_err(), "{host}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use proptest::prelude::*;

    use super::*;

    fn version() -> impl Strategy<Value = Version> {
        (0_u64..4, 0_u64..4, 0_u64..4, prop_oneof![Just(""), Just("-0"), Just("-0.0"), Just("-rc.1")])
            .prop_map(|(a, b, c, pre)| v(&format!("{a}.{b}.{c}{pre}")))
    }

    fn range() -> impl Strategy<Value = String> {
        let op = prop_oneof![Just(""), Just("="), Just(">"), Just(">="), Just("<"), Just("<="), Just("~"), Just("^")];
        let part = (op, version().prop_map(|v| v.to_string()), 0_usize..3).prop_map(|(op, version, cut)| {
            let numbers: Vec<_> = version.split('.').take(3 - cut).collect();
            let text = if cut == 0 { version.clone() } else { numbers.join(".").split('-').next().unwrap().to_owned() };
            format!("{op}{text}")
        });
        proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join(", "))
    }

    proptest! {
        #[test]
        fn what_all_parts_cover_the_range_covers(text in range(), version in version()) {
            let parts: Vec<_> = text.split(", ").map(VersionRange::parse).collect();
            let each = parts.iter().all(|part| part.as_ref().is_ok_and(|p| p.covers(&version)));
            match VersionRange::parse(&text) {
                Ok(range) => prop_assert_eq!(range.covers(&version), each),
                Err(_) => prop_assert!(!each, "{} is said to cover nothing", text),
            }
        }

        #[test]
        fn a_version_in_both_means_that_they_overlap(a in range(), b in range(), version in version()) {
            if let (Ok(a), Ok(b)) = (VersionRange::parse(&a), VersionRange::parse(&b)) {
                prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
                prop_assert!(!(a.covers(&version) && b.covers(&version)) || a.overlaps(&b));
            }
        }

        #[test]
        fn garbage_is_refused_and_never_a_panic(text: String) {
            let _ = (Version::parse(&text), Version::typed(&text), VersionRange::parse(&text));
        }

        #[test]
        fn a_version_comes_back_as_it_went(version in version()) {
            prop_assert_eq!(Version::parse(&version.to_string()), Ok(version));
        }
    }
}
