//! Any text is explained: what it is, whether it is genuine and fits, and what happened to it on its way.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::licences::{
    Container, Cut, Host, KeyData, Mismatch, Need, Repair, Report, SignedKey, Signer, TEXT_MAX, Unproven, Verdict, inspect, instant::DAY,
};

use super::samples::{NOW, code, data, product, r, ring, signed, signer, v};

fn look_with(text: &str, need: &Need, now: i64) -> Report {
    inspect(text, &ring(), &product().rules, need, now)
}

pub(super) fn look(text: &str) -> Report {
    look_with(text, &Need::default(), NOW)
}

fn file() -> String {
    signer().sign_file(&SignedKey::parse(&signed(&data())).unwrap(), 7 * 86_400, NOW)
}

/// In lines of so many characters.
pub(super) fn in_lines(text: &str, length: usize, end: &str) -> String {
    text.as_bytes().chunks(length).map(|line| core::str::from_utf8(line).unwrap()).collect::<Vec<_>>().join(end)
}

#[test]
fn a_good_key_is_good_wherever_it_stands() {
    let key = signed(&data());
    for text in [
        key.clone(),
        format!("Dear Ada,\n\nyour key is \"{key}\". Yours\n"),
        format!("({key}),"),
        format!("{key}\r\nRegards"),
        format!("{key}."),
    ] {
        let report = look(&text);
        assert!(report.is_good() && report.repairs.is_empty(), "{text}: {report:?}");
        assert_eq!((report.container, report.text.as_ref(), report.data), (Some(Container::Key), Some(&key), Some(data())));
        assert_eq!(report.proven.as_deref(), Some("2026"));
    }
    let report = look(&format!("Here it is:\n{}", file()));
    assert!(report.is_good() && report.repairs.is_empty() && report.container == Some(Container::File), "{report:?}");
    assert_eq!(report.text, Some(file()));
}

#[test]
fn what_happened_on_its_way_is_undone_and_said() {
    let key = signed(&data());
    let quoted = format!("> > {}", in_lines(&key, 60, "\n> > "));
    let source = in_lines(&key.replace('=', "=3D"), 70, "=\r\n");
    let split_escape = key.replace('=', "=3D").replacen("=3D", "=\n=3D", 1);
    let table: Vec<(String, &[Repair])> = vec![
        (in_lines(&key, 72, "\n"), &[Repair::Wrapped]),
        (in_lines(&key, 72, "\r\n    "), &[Repair::Wrapped]),
        (in_lines(&key, 40, "\n\n"), &[Repair::Wrapped]),
        (in_lines(&key, 40, " "), &[Repair::Wrapped]),
        (format!("> {key}"), &[]),
        (quoted, &[Repair::Quoted, Repair::Wrapped]),
        (format!("Dear Ada,\n{source}\nRegards"), &[Repair::QuotedPrintable]),
        (split_escape, &[Repair::Wrapped]),
        (key.replace('=', "&#61;"), &[Repair::Encoded]),
        (key.replace('=', "&equals;").replace('/', "&#x2F;"), &[Repair::Encoded]),
        (format!("<p>{}</p>", in_lines(&key, 50, "<wbr>")), &[Repair::Encoded]),
        (format!("https://portal.example/licences/check?key={}", key.replace('=', "%3D").replace('/', "%2F")), &[Repair::Encoded]),
        (in_lines(&key, 30, "\u{200b}"), &[Repair::Invisible]),
        (in_lines(&key, 30, "\u{ad}"), &[Repair::Invisible]),
        (in_lines(&key, 30, "\u{0}"), &[Repair::Invisible]),
        (in_lines(&key, 30, "\u{a0}"), &[Repair::Invisible, Repair::Wrapped]),
        (format!("\u{feff}k\u{2060}{}", &key[1..]), &[Repair::Invisible]),
        (key.trim_end_matches('=').to_owned(), &[Repair::Padding]),
        (key[..key.len() - 1].to_owned(), &[Repair::Padding]),
        (key[4..].to_owned(), &[Repair::Beginning]),
        (format!("e y/{}", &key[4..]), &[Repair::Beginning]),
        (format!("> \u{200b}{}", in_lines(&key, 60, "\n> ")), &[Repair::Invisible, Repair::Quoted, Repair::Wrapped]),
    ];
    for (text, repairs) in table {
        let report = look(&text);
        assert!(report.is_good(), "{text}: {report:?}");
        assert_eq!((report.repairs.as_slice(), report.text.as_ref()), (repairs, Some(&key)), "{text}");
    }
}

#[test]
fn hyphens_that_a_word_processor_made_longer() {
    // A key with a hyphen, and one with two in a row.
    let with =
        |hyphens: &str| (0..).map(|n| signed(&KeyData { licence: format!("{n}"), ..data() })).find(|key| key.contains(hyphens)).unwrap();
    for (hyphens, long) in [("-", "\u{2013}"), ("-", "\u{2011}"), ("--", "\u{2014}")] {
        let key = with(hyphens);
        // Only where nothing else could be meant: the other hyphens are gone from this key or long as well.
        let key_broken = key.replace(hyphens, long);
        let report = look(&key_broken);
        assert!(report.is_good(), "{key_broken}");
        assert_eq!((report.repairs.as_slice(), report.text), (&[Repair::Typography][..], Some(key)));
    }
}

#[test]
fn a_file_is_repaired_too() {
    let file = file();
    let table: Vec<(String, &[Repair])> = vec![
        (file.replace('\n', "\r\n"), &[]),
        (file.replace('\n', " "), &[Repair::Wrapped]),
        (file.lines().map(|l| format!("> {l}\n")).collect(), &[Repair::Quoted]),
        (file.replace("-----", "\u{2014}\u{2014}-"), &[Repair::Typography]),
        (in_lines(&file.replace('=', "=3D"), 50, "=\n"), &[Repair::QuotedPrintable]),
        (in_lines(&file, 50, "\u{200b}"), &[Repair::Invisible]),
    ];
    for (text, repairs) in table {
        let report = look(&text);
        assert!(report.is_good(), "{text}: {report:?}");
        assert_eq!((report.repairs.as_slice(), report.text.as_ref()), (repairs, Some(&file)), "{text}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let key = signed(&data());
    let end = |missing| Verdict::Truncated { cut: Cut::End, missing: Some(missing) };
    let middle = Verdict::Truncated { cut: Cut::Middle, missing: None };
    let full_stop = key.find('.').unwrap();
    for (text, verdict) in [
        (key[..key.len() - 3].to_owned(), end(1)),
        (key[..=full_stop].to_owned(), middle.clone()),
        (key[..full_stop].to_owned(), middle.clone()),
        ("key/ey".to_owned(), middle.clone()),
        (format!("{}\n\nBest regards,\nAda", &key[..60]), middle.clone()),
        (format!("{}\nBest regards,\nAda", &key[..key.len() - 10]), end(8)),
        (in_lines(&key[..key.len() - 10], 70, "\n"), end(8)),
        (key[9..].to_owned(), Verdict::Truncated { cut: Cut::Beginning, missing: None }),
        (file()[..400].to_owned(), Verdict::Truncated { cut: Cut::End, missing: None }),
    ] {
        let report = look(&text);
        assert_eq!((report.verdicts, report.text), (vec![verdict], None), "{text}");
    }
}

#[test]
fn what_is_no_key_at_all() {
    let jwt = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhZGEiLCJpYXQiOjB9.";
    let jwt = format!("{jwt}{}", signed(&data()).split_once('.').unwrap().1.trim_end_matches('='));
    for text in
        ["Dear Ada", "key", "key/", "monkey/business", "the licence key/serial number", "BK9-0000", &jwt, "=====", "%%%&&&<<<", "\u{feff}"]
    {
        let report = look(text);
        assert_eq!(report.verdicts, [Verdict::NotAKey], "{text}");
    }
    for text in ["", " \r\n\t"] {
        assert_eq!(look(text).verdicts, [Verdict::Nothing]);
    }
    assert_eq!(look(&"x".repeat(TEXT_MAX + 1)).verdicts, [Verdict::TooLong]);
}

#[test]
fn a_key_is_found_among_much_else() {
    let text = format!("{}{}", "https://example.com/monkey/island key/word ".repeat(50), signed(&data()));
    assert!(look(&text).is_good());
}

#[test]
fn who_signed_it_and_whether_it_was_changed() {
    let stranger = Signer::new("else", &[9; 32]).sign_key(&data());
    let report = look(&stranger);
    assert_eq!(report.verdicts, [Verdict::Misfit(Mismatch::Unproven(Unproven::UnknownSigner { key_id: "else".to_owned() }))]);
    assert_eq!((report.proven, report.data.map(|d| d.key_id)), (None, Some("else".to_owned())), "what it says is shown all the same");
    let impostor = Signer::new("2026", &[9; 32]).sign_key(&data());
    assert_eq!(look(&impostor).verdict().word(), "signature");
    assert_eq!(look(&in_lines(&impostor, 60, "\n")).verdict().word(), "signature", "wrapped as well");
    let late = signed(&KeyData { issued_at: NOW + 200 * DAY, ..data() });
    assert_eq!(look(&late).verdict().word(), "signer_not_in_use");
    assert_eq!(look(&signed(&data()).replacen("eyJ", "eyJ=", 1)).verdict(), &Verdict::Damaged);
    assert_eq!(look(&signed(&data()).replacen("eyJ", "eXJ", 1)).verdict(), &Verdict::Damaged, "no JSON any more");
    assert_eq!(look("a key/value store").verdict(), &Verdict::NotAKey);
    let other = eyelevel_contract::licences::file::sealed("e30=", &[0; 64]);
    assert_eq!(look(&other).verdict(), &Verdict::Damaged);
}

#[test]
fn what_it_is_for_and_whether_that_fits() {
    let key = signed(&data());
    let host = |name: &str| Host::parse(name).ok();
    let need = |change: fn(&mut Need)| {
        let mut need = Need::default();
        change(&mut need);
        look_with(&key, &need, NOW).verdicts
    };
    let misfit = |mismatch| vec![Verdict::Misfit(mismatch)];
    assert_eq!(need(|n| n.version = Some(v("8.2.0"))), misfit(Mismatch::Version { wanted: v("8.2.0"), covers: r(">=9.0.0, <10.0.0") }));
    assert_eq!(need(|n| n.product = Some(code("storage"))), misfit(Mismatch::Product { wanted: code("storage"), found: code("backup") }));
    assert_eq!(need(|n| n.edition = Some(code("desktop"))), misfit(Mismatch::Edition { wanted: code("desktop"), found: code("server") }));
    let elsewhere = Mismatch::Host { wanted: host("srv-02"), found: host("srv-01") };
    assert_eq!(need(|n| n.host = Host::parse("srv-02").ok()), misfit(elsewhere));
    assert_eq!(need(|n| n.capacity = Some(3)), misfit(Mismatch::Capacity { wanted: Some(3), found: Some(2) }));
    assert_eq!(need(|n| n.capacity = Some(1)), [Verdict::Good], "more than is needed is enough");
    let at = |now| look_with(&key, &Need::default(), now).verdicts;
    assert_eq!(at(NOW - 1), misfit(Mismatch::NotYetValid { from: NOW }));
    assert_eq!(at(NOW + 365 * DAY), misfit(Mismatch::Expired { at: NOW + 365 * DAY }));
    let both = look_with(&key, &Need { version: Some(v("8.2.0")), ..Need::default() }, NOW - 1);
    assert_eq!(both.verdicts.iter().map(Verdict::word).collect::<Vec<_>>(), ["version", "not_yet_valid"]);
    let old = look_with(&file(), &Need::default(), NOW + 7 * DAY);
    assert_eq!(old.verdicts, [Verdict::FileEnded { at: NOW + 7 * DAY, ttl: 7 * 86_400 }]);
}

#[test]
fn of_several_keys_the_one_that_fits_is_taken() {
    let (old, new) = (signed(&KeyData { versions: r("8.x"), ..data() }), signed(&data()));
    let text = format!("Instead of {old}\nyou get\n{}\n\n> Our old key: {old}", in_lines(&new, 70, "\n"));
    let report = look_with(&text, &Need { version: Some(v("9.1.0")), ..Need::default() }, NOW);
    assert_eq!((report.is_good(), report.text), (true, Some(new)));
    let report = look_with(&text, &Need { version: Some(v("7.0.0")), ..Need::default() }, NOW);
    assert_eq!((report.verdict().word(), report.text), ("version", Some(old)), "else the first");
}

#[test]
fn a_ready_made_key_is_known_by_its_looks() {
    let report = look("Your key: BK8-0123-ABCD.");
    assert_eq!((report.verdicts, report.text.as_deref()), (vec![Verdict::ReadyMade { versions: r("8.x") }], Some("BK8-0123-ABCD")));
    let nine = look_with("BK8-0123-ABCD", &Need { version: Some(v("9.1.0")), ..Need::default() }, NOW);
    assert_eq!(nine.verdict(), &Verdict::Misfit(Mismatch::Version { wanted: v("9.1.0"), covers: r("8.x") }));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_text_of_any_length_gets_an_answer_soon() {
    let long = |unit: &str| unit.repeat((TEXT_MAX - 7) / unit.len());
    for unit in ["key/eyJ", "<", "&", "=", "> ", "\n", "A\n", "A\u{200b}", "BEGIN LICENSE FILE", "aaaaaaaaaaaaaaaaaaaaaaaaa.", "%3"] {
        assert!(!look(&format!("key/eyJ{}", long(unit))).is_good());
    }
}
