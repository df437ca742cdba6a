//! What docs/verify-a-key.md says is true: its examples judge keys and files as we do. Those in other languages want their programs, which
//! `cargo xtask test --only foreign` looks for.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use eyelevel_contract::{
    json,
    licences::{Code, KeyData, KeyRing, Need, SignedKey, Signer, Version, VersionRange, inspect, instant::DAY},
};
use eyelevel_foreign::{data, now, signer};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../../docs/verify-a-key.md");

mod rust {
    include!(concat!(env!("OUT_DIR"), "/verify.rs"));
}

/// Texts, what they are judged by, and our own judgement of each: `good LICENCE`, or a word.
struct Cases {
    document: Value,
    texts: Vec<String>,
    expected: Vec<String>,
}

impl Cases {
    /// Good, old, foreign, forged and changed keys; with files where the example knows them.
    fn new(files: bool) -> Self {
        let now = now();
        let old = Signer::new("2025", &[5; 32]);
        let ring =
            KeyRing::new(vec![old.public(now - 20 * DAY, Some(now - 10 * DAY)).unwrap(), signer().public(now - 10 * DAY, None).unwrap()]);
        let good = data();
        let key = signer().sign_key(&good);
        let mut texts = vec![
            key.clone(),
            signer().sign_key(&KeyData { host: None, capacity: None, expires: None, ..good.clone() }),
            signer().sign_key(&KeyData { licence: "Größe 漢".to_owned(), ..good.clone() }),
            old.sign_key(&KeyData { issued_at: now - 15 * DAY, ..good.clone() }),
            old.sign_key(&good),
            signer().sign_key(&KeyData { issued_at: now - 15 * DAY, ..good.clone() }),
            Signer::new("2026", &[9; 32]).sign_key(&good),
            Signer::new("else", &[7; 32]).sign_key(&good),
            signer().sign_key(&KeyData { product: Code::parse("archive").unwrap(), ..good.clone() }),
            signer().sign_key(&KeyData { not_before: now + DAY, ..good.clone() }),
            signer().sign_key(&KeyData { expires: Some(now - 1), ..good.clone() }),
            signer().sign_key(&KeyData { expires: Some(now), ..good }),
        ];
        if files {
            let key = SignedKey::parse(&key).unwrap();
            let file = signer().sign_file(&key, 7 * 86_400, now);
            texts.push(file.replace('\n', "\r\n"));
            texts.push(file);
            texts.push(signer().sign_file(&key, 7 * 86_400, now - 8 * DAY));
            texts.push(Signer::new("2026", &[9; 32]).sign_file(&key, 7 * 86_400, now));
        }
        let need = Need { product: Some(Code::parse("backup").unwrap()), ..Need::default() };
        let mut expected: Vec<String> = texts.iter().map(|text| judgement(text, &ring, &need, now)).collect();
        let refused = changed(&key);
        expected.extend(refused.iter().map(|_| "refused".to_owned()));
        texts.extend(refused);
        let published: Value = serde_json::from_str(&json::to_text(&ring.publish())).unwrap();
        Self { document: json!({ "texts": texts, "published": published, "product": "backup", "now": now }), texts, expected }
    }

    /// Whether what an example said is what we say.
    fn hold(&self, said: &[String]) {
        assert_eq!(said.len(), self.texts.len());
        for ((text, said), expected) in self.texts.iter().zip(said).zip(&self.expected) {
            let same = if expected == "refused" { !said.starts_with("good") && !said.is_empty() } else { said == expected };
            assert!(same, "{said:?} instead of {expected:?}: {text}");
        }
    }
}

fn judgement(text: &str, ring: &KeyRing, need: &Need, now: i64) -> String {
    let report = inspect(text, ring, &[], need, now);
    if report.is_good() { format!("good {}", report.data.unwrap().licence) } else { report.verdict().word().to_owned() }
}

/// What is no key, and a key with any one character changed; but for the last of the signature, of which four bits say nothing.
fn changed(key: &str) -> Vec<String> {
    let mut all: Vec<String> =
        ["", "key/", "key/.", "key", ".", "key/e30=.e30=", "key/bnVsbA==.AAAA", "nonsense", "key/!.!"].map(str::to_owned).to_vec();
    all.extend(
        [&key[..40], &key[..key.len() - 20], &key[4..], &format!("{key}.{key}"), &format!(" {key}"), &key.to_uppercase()]
            .map(str::to_owned),
    );
    let significant = key.trim_end_matches('=').len() - 1;
    for (at, byte) in key.bytes().enumerate().take(significant) {
        for other in [byte ^ 1, b'A'] {
            if other != byte {
                all.push([&key[..at], &char::from(other).to_string(), &key[at + 1..]].concat());
            }
        }
    }
    all
}

#[test]
fn the_cases_are_of_every_kind() {
    let expected = Cases::new(true).expected;
    for word in
        ["good 0193-licence", "unknown_signer", "signature", "signer_not_in_use", "product", "not_yet_valid", "expired", "file_ended"]
    {
        assert!(expected.iter().any(|e| e == word), "{word}: {expected:?}");
    }
}

#[test]
fn example_in_rust() {
    let cases = Cases::new(false);
    let now = cases.document["now"].as_i64().unwrap();
    let verify = |text: &String| match rust::verify(text, &cases.document["published"], "backup", now) {
        Ok(claims) => format!("good {}", claims["licence"].as_str().unwrap()),
        Err(word) => word.to_owned(),
    };
    cases.hold(&cases.texts.iter().map(verify).collect::<Vec<_>>());
}

#[test]
#[ignore = "wants a Python with the package cryptography"]
fn example_in_python() {
    let folder = folder("python");
    fs::write(folder.join("verify.py"), block("python") + include_str!("examples/main.py")).unwrap();
    judge(&folder, &Cases::new(true), program("PYTHON", "python3").arg("verify.py"));
}

#[test]
#[ignore = "wants Node.js"]
fn example_in_javascript() {
    let folder = folder("javascript");
    fs::write(folder.join("verify.mjs"), block("js") + include_str!("examples/main.mjs")).unwrap();
    judge(&folder, &Cases::new(false), program("NODE", "node").arg("verify.mjs"));
}

#[test]
#[ignore = "wants Go"]
fn example_in_go() {
    let folder = folder("go");
    fs::write(folder.join("verify.go"), block("go").replacen("package licence", "package main", 1)).unwrap();
    fs::write(folder.join("main.go"), include_str!("examples/main.go")).unwrap();
    judge(&folder, &Cases::new(false), program("GO", "go").args(["run", "verify.go", "main.go"]));
}

#[test]
#[ignore = "wants a JDK and Gson"]
fn example_in_java() {
    let folder = folder("java");
    fs::write(folder.join("Licence.java"), block("java")).unwrap();
    fs::write(folder.join("Main.java"), include_str!("examples/Main.java")).unwrap();
    let path =
        env::join_paths([folder.clone(), env::var_os("EYELEVEL_TEST_GSON").expect("EYELEVEL_TEST_GSON names gson.jar").into()]).unwrap();
    let built = program("JAVAC", "javac").arg("-cp").arg(&path).args(["Licence.java", "Main.java"]).current_dir(&folder).status().unwrap();
    assert!(built.success());
    judge(&folder, &Cases::new(false), program("JAVA", "java").arg("-cp").arg(&path).arg("Main"));
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _first_time = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn program(variable: &str, usual: &str) -> Command {
    Command::new(env::var_os(format!("EYELEVEL_TEST_{variable}")).unwrap_or_else(|| usual.into()))
}

/// The page's blocks in a language, one after the other.
fn block(language: &str) -> String {
    let blocks: Vec<&str> =
        PAGE.split(&format!("```{language}\n")).skip(1).filter_map(|rest| rest.split_once("\n```")).map(|b| b.0).collect();
    assert!(!blocks.is_empty(), "{language}");
    blocks.join("\n\n") + "\n"
}

/// Lets a program judge all cases.
fn judge(folder: &Path, cases: &Cases, program: &mut Command) {
    fs::write(folder.join("cases.json"), cases.document.to_string()).unwrap();
    let ended = program.arg("cases.json").current_dir(folder).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    cases.hold(&String::from_utf8(ended.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn the_table_of_ranges_is_true() {
    let (_, rows) = PAGE.split_once("| range | begins with | ends before |\n|---|---|---|\n").unwrap();
    let mut seen = 0;
    for row in rows.lines().take_while(|line| line.starts_with('|')) {
        let cells: Vec<Vec<&str>> = row.trim_matches('|').split('|').map(|cell| cell.split('`').skip(1).step_by(2).collect()).collect();
        let [ranges, from, end] = cells.as_slice() else { panic!("{row}") };
        let (from, end) = (Version::parse(from[0]).unwrap(), Version::parse(end[0]).unwrap());
        for range in ranges.iter().map(|range| VersionRange::parse(range).unwrap()) {
            assert!(range.covers(&from) && !range.begins_before(&from), "{range} begins with {from}");
            assert!(range.covers(&last_before(&end)) && !range.covers(&end), "{range} ends before {end}");
            seen += 1;
        }
    }
    assert!(seen > 8);
}

/// The last release before `10.0.0-0`.
fn last_before(end: &Version) -> Version {
    const MOST: u64 = 999_999_999;
    let text = end.to_string();
    let numbers: Vec<u64> = text.strip_suffix("-0").unwrap().split('.').map(|n| n.parse().unwrap()).collect();
    let (major, minor, patch) = match numbers[..] {
        [major, 0, 0] => (major - 1, MOST, MOST),
        [major, minor, 0] => (major, minor - 1, MOST),
        [major, minor, patch] => (major, minor, patch - 1),
        _ => panic!("{text}"),
    };
    Version::parse(&format!("{major}.{minor}.{patch}")).unwrap()
}
