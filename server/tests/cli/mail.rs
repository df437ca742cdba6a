use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::{of, run};
use crate::support::process::command;

/// No database: looking at a mail must not make one.
const NOWHERE: &str = "sqlite:///nowhere/at/all.db";

const BOUNCE: &str =
    "From: MAILER-DAEMON@mx.example\r\nTo: us@eyelevel.example\r\nSubject: failure notice\r\n\r\n<a@example.com>: 552 5.2.2 over quota\r\n";

#[test]
fn several_mails_are_explained_one_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let [bounce, empty, missing] = ["bounce", "empty", "missing"].map(|name| folder.path().join(name));
    std::fs::write(&bounce, BOUNCE).unwrap();
    std::fs::write(&empty, "").unwrap();
    let files = [&bounce, &empty, &missing].map(|path| path.to_str().unwrap());
    let (well, said, _) = run(NOWHERE, &["mail", "inspect", "--json", files[0], files[1], files[2]]);
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!well && lines.len() == 3, "{said}");
    let one = &lines[0]["recipients"][0];
    assert_eq!((&lines[0]["file"], &lines[0]["kind"]), (&files[0].into(), &"bounce".into()));
    for (field, value) in [
        ("recipient", Value::from("a@example.com")),
        ("action", "failed".into()),
        ("status", "5.2.2".into()),
        ("reply_code", 552.into()),
        ("reason", "mailboxfull".into()),
        ("permanent", true.into()),
        ("hard_bounce", false.into()),
    ] {
        assert_eq!(one[field], value, "{field}");
    }
    assert_eq!(lines[1], serde_json::json!({ "file": files[1], "kind": "other", "recipients": [], "to": [], "original_message_id": null }));
    assert!(lines[2]["error"].is_string());
}

#[test]
fn a_mail_comes_through_a_pipe_and_is_told_in_sentences() {
    for (lang, sentence) in [("en", "The mailbox is full. Ask the recipient"), ("de", "Das Postfach ist voll. Fragen Sie")] {
        let mut inspect = command(NOWHERE, &["mail", "inspect", "--lang", lang, "-"]);
        let mut child = inspect.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(BOUNCE.as_bytes()).unwrap();
        let (well, said, _) = of(child.wait_with_output().unwrap());
        assert!(well && said.contains(sentence) && said.contains("a@example.com"), "{said}");
    }
}

/// `mail bounce` with this mail; how it ended.
fn bounce(database: &str, mail: &str) -> Option<i32> {
    let mut child =
        command(database, &["mail", "bounce"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // It may end before it has read anything.
    let _gone = child.stdin.take().unwrap().write_all(mail.as_bytes());
    child.wait().unwrap().code()
}

#[test]
fn what_is_none_of_ours_is_taken_from_the_pipe_and_without_a_database_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    assert_eq!(bounce(&database, BOUNCE), Some(0));
    assert_eq!(bounce(&database, &"x\n".repeat(5 << 20)), Some(0));
    assert_eq!(bounce(NOWHERE, BOUNCE), Some(75));
}
