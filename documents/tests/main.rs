//! The program: JSON in, a PDF out, the same every time; whatever else it is given, it says no.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use eyelevel_documents::{Attached, Balance, Code, Findings, Ledger, Paper, Row, Section, Sheet, Sums, sheet, statement};

fn paper(text: &str) -> Paper {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let balance = || Balance { name: "Balance".to_owned(), amount: "0.00".to_owned() };
    Paper {
        lang: "en".to_owned(),
        title: text.to_owned(),
        from: "Vendor".to_owned(),
        from_line: "Vendor, +49 30 1".to_owned(),
        to: vec![text.to_owned()],
        facts: vec![pair("Account", "10042")],
        verdict: text.to_owned(),
        equation: Sums { title: "How".to_owned(), head: pair("What", "Amount"), rows: vec![pair("before", "0.00"), pair("after", "0.00")] },
        findings: Findings { title: "What".to_owned(), items: vec![(text.to_owned(), String::new(), String::new())] },
        ledger: Ledger {
            title: "Lines".to_owned(),
            head: ["Date", "What", "Amount", "Open", "Balance"].map(str::to_owned),
            before: balance(),
            rows: vec![Row {
                day: "05/10/2026".to_owned(),
                name: text.to_owned(),
                more: vec![text.to_owned()],
                amount: "1.00".to_owned(),
                open: String::new(),
                balance: "1.00".to_owned(),
            }],
            after: balance(),
        },
        note: String::new(),
        page_of: "Page {page} of {pages}".to_owned(),
        made_on: (2026, 11, 24),
        files: vec![Attached {
            name: "a.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            description: "A table".to_owned(),
            text: "\u{feff}a;b\r\n".to_owned(),
        }],
    }
}

fn slip(text: &str) -> Sheet {
    let section = |deep| Section {
        title: text.to_owned(),
        deep,
        lines: vec![text.to_owned()],
        head: vec!["Pieces".to_owned(), "What".to_owned()],
        rows: vec![vec!["6".to_owned(), text.to_owned()]],
    };
    Sheet {
        lang: "en".to_owned(),
        title: text.to_owned(),
        from: "Vendor".to_owned(),
        from_line: "Vendor, +49 30 1".to_owned(),
        to: vec![text.to_owned()],
        facts: vec![("Request".to_owned(), "DK-1042".to_owned())],
        lead: text.to_owned(),
        code: Some(Code {
            picture: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><path d=\"M0 0h1v1H0z\"/></svg>".to_owned(),
            alt: text.to_owned(),
            caption: text.to_owned(),
        }),
        sections: vec![section(false), section(true)],
        note: text.to_owned(),
        page_of: "Page {page} of {pages}".to_owned(),
        made_on: (2026, 11, 24),
        files: vec![],
    }
}

#[test]
fn a_letter_of_sections_is_laid_out_to_the_same_standards() {
    let paper = slip("Packing slip");
    let first = sheet(&paper).unwrap();
    assert_eq!(first, run(&serde_json::to_vec(&paper).unwrap()).stdout);
    let bare = Sheet { code: None, sections: vec![], lead: String::new(), to: vec![], ..slip("Bare") };
    assert!(sheet(&bare).unwrap().starts_with(b"%PDF-1.7"));
    for text in ["日本語 \u{1f600} \u{e000}", "#panic() #read(\"/etc/passwd\") $x^2$ *b* \\ // = `", &"W".repeat(5_000)] {
        sheet(&slip(&format!("x{text}"))).unwrap_or_else(|why| panic!("{text:?}: {why}"));
    }
    // A picture that is none is no picture of ours.
    let odd = Sheet { code: Some(Code { picture: "no".to_owned(), ..slip("x").code.unwrap() }), ..slip("x") };
    assert!(sheet(&odd).is_err());
}

fn run(input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eyelevel-documents"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // It may say no without having read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = paper("Statement");
    let first = statement(&paper).unwrap();
    assert_eq!(first, run(&serde_json::to_vec(&paper).unwrap()).stdout);
    assert!(first.starts_with(b"%PDF-1.7"));
}

#[test]
fn no_text_can_stop_it_or_be_taken_for_layout() {
    for text in [
        "日本語 \u{1f600} مرحبا \u{e000} \u{fffd} \u{10ffff}",
        "e\u{301} \u{202e}abc\u{200b} \u{feff}",
        "a\u{0}b\tc\nd\r\ne",
        "#panic() #read(\"/etc/passwd\") $x^2$ *b* @r <l> \\ // = `",
        &"W".repeat(5_000),
        "",
    ] {
        let made = statement(&paper(&format!("x{text}")));
        let made = made.unwrap_or_else(|why| panic!("{text:?}: {why}"));
        assert!(made.starts_with(b"%PDF-"), "{text:?}");
    }
}

#[test]
fn what_is_no_paper_is_refused_in_a_line() {
    for input in [&b""[..], b"{", b"{}", b"[1]", b"\xff\xfe"] {
        let answer = run(input);
        assert!(!answer.status.success() && answer.stdout.is_empty());
        assert_eq!(String::from_utf8(answer.stderr).unwrap().lines().count(), 1);
    }
    let mut odd = serde_json::to_value(paper("x")).unwrap();
    odd["what"] = true.into();
    assert!(!run(odd.to_string().as_bytes()).status.success(), "a field that nobody knows");
}
