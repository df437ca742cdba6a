use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use super::{of, run};
use crate::support::process::command;

/// No database: looking at a file must not make one.
const NOWHERE: &str = "sqlite:///nowhere/at/all.db";

const CAMT: &str = r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">47</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">53.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><ValDt><Dt>2026-03-04</Dt></ValDt>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId><MndtId>M-1</MndtId></Refs><RmtInf><Ustrd>Rückgabe</Ustrd><Ustrd>RE-1</Ustrd></RmtInf><RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>INFO</Cd></Sts></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// `statements inspect … --json`: whether it ended well, and one document a line.
fn inspect(files: &[&Path]) -> (bool, Vec<Value>) {
    let mut words = vec!["statements", "inspect", "--json"];
    words.extend(files.iter().map(|file| file.to_str().unwrap()));
    let (well, said, complaint) = run(NOWHERE, &words);
    let lines = said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}{complaint}")));
    (well, lines.collect())
}

#[test]
fn a_bank_file_is_explained_entry_by_entry() {
    let folder = tempfile::tempdir().unwrap();
    let (well, said) = inspect(&[&file(folder.path(), "an-unlikely-name.pdf", CAMT)]);
    let statement = &said[0]["statements"][0];
    assert!(well);
    assert_eq!(statement["account"], "DE02120300000000202051");
    assert_eq!(statement["opening"], serde_json::json!({ "amount_minor": 10_000, "currency": "EUR", "date": "2026-03-04" }));
    assert_eq!(statement["closing"]["amount_minor"], 4_700);
    let entry = &statement["entries"][0];
    for (field, value) in [
        ("booking_date", Value::from("2026-03-05")),
        ("value_date", "2026-03-04".into()),
        ("amount_minor", (-5_300).into()),
        ("currency", "EUR".into()),
        ("status", "BOOK".into()),
        ("reversal", true.into()),
        ("end_to_end_id", Value::Null),
        ("mandate", "M-1".into()),
        ("remittance", "Rückgabe RE-1".into()),
        ("reason", "MD06".into()),
    ] {
        assert_eq!(entry[field], value, "{field}");
    }
    assert_eq!(statement["entries"].as_array().unwrap().len(), 2);
    assert_eq!(said[0]["remarks"][0]["kind"], "not_booked");
    assert_eq!(said[0]["remarks"][0]["line"], 6);
}

#[test]
fn several_files_are_a_line_each_and_one_refusal_is_a_no() {
    let folder = tempfile::tempdir().unwrap();
    let good = file(folder.path(), "a.xml", CAMT);
    let bad = file(folder.path(), "b.xml", &CAMT.replace("53.00", "53.001"));
    let missing = folder.path().join("c.xml");
    let (well, said) = inspect(&[&good, &bad, &missing, &good]);
    assert!(!well);
    assert_eq!(said.len(), 4);
    let error = &said[1]["error"];
    assert_eq!((&error["kind"], &error["line"], &error["detail"]), (&"amount_too_fine".into(), &4.into(), &"53.001 EUR".into()));
    assert_eq!(error["path"], "Document/BkToCstmrStmt/Stmt/Ntry/Amt");
    assert!(said[1].get("statements").is_none(), "of a file that is refused nothing is told but why");
    assert_eq!(said[2]["error"]["kind"], "unreadable");
    assert_eq!(said[3]["statements"][0]["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn what_comes_through_a_pipe_and_what_is_said_in_words() {
    let pipe = |words: &[&str], text: &str| {
        let mut running = command(NOWHERE, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        running.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        of(running.wait_with_output().unwrap())
    };
    let (well, said, _) = pipe(&["statements", "inspect", "-", "--lang", "de"], CAMT);
    assert!(
        well && said.contains("camt.053 zu Konto DE02120300000000202051: 2 Umsätze") && said.contains("Endsaldo 47,00\u{a0}EUR"),
        "{said}"
    );
    let (well, said, _) = pipe(&["statements", "inspect", "-"], "<!DOCTYPE a><Document/>");
    assert!(!well && said.contains("document type") && said.contains("(line 1)"), "{said}");
    let (well, said, _) = pipe(&["statements", "inspect", "-", "--json"], "");
    assert!(!well && said.contains("\"kind\":\"empty\""), "{said}");
}
