//! Bad input: whatever is wrong with a file, it is said clearly, with its place; looked at or confirmed, nothing of it is written.

use eyelevel_contract::statements::{FileReport, paths};

use super::camt::{DRAWN, Ntry, file};
use super::files::{CONFIRM, invoiced, send};
use super::pdf;
use crate::support::World;

/// A file, what is said of it, and where.
struct Bad {
    what: &'static str,
    bytes: Vec<u8>,
    /// Parts of the sentence.
    said: [&'static str; 2],
}

fn bad(what: &'static str, bytes: impl Into<Vec<u8>>, said: &'static str, place: &'static str) -> Bad {
    Bad { what, bytes: bytes.into(), said: [said, place] }
}

fn doctype(of: &str, inside: &str) -> String {
    file("1", &[DRAWN]).replace("<Document", &format!("<!DOCTYPE {of}{inside}><Document"))
}

const UBL: &str = "Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"";

fn xml() -> Vec<Bad> {
    let good = file("1", &[DRAWN]);
    let laughs = "Document [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]";
    let latin: Vec<u8> = good.replace("RE-2026-001", "M\u{fc}ller").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide = good.replace("UTF-8", "UTF-16");
    let long = good.replace("RE-2026-001", &"x".repeat(2 << 20));
    let amount = |amount: &'static str| file("1", &[DRAWN, Ntry { amount, ..DRAWN }]);
    vec![
        bad("an entity bomb", doctype(laughs, "").replace("RE-2026-001", "&c;"), "document type", "line 1"),
        bad(
            "an external entity",
            doctype("Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]", "").replace("RE-2026-001", "&x;"),
            "document type",
            "line 1",
        ),
        bad("an external definition", doctype("Document SYSTEM \"http://198.51.100.1/x.dtd\"", ""), "document type", "line 1"),
        bad("an entity that nobody defined", good.replace("RE-2026-001", "&nbsp;"), "nbsp", "Ustrd"),
        bad("a file that ends early", good[..good.len() / 2].to_owned(), "ends in the middle", "line 1"),
        bad("a file that ends in its last tag", good[..good.len() - 3].to_owned(), "", "line 1"),
        bad("Latin-1 that claims to be UTF-8", latin, "encoding", "line 1"),
        bad("UTF-8 that claims to be UTF-16", wide, "encoding", "line 1"),
        bad("an encoding that nobody reads", good.replace("UTF-8", "EBCDIC-CP-US"), "EBCDIC", "line 1"),
        bad("two roots", format!("{good}{}", good.split_once("?>").unwrap().1), "Document", "line 1"),
        bad("one file behind the other", format!("{good}\n{good}"), "", "line 2"),
        bad("a currency that does not exist", good.replace("Ccy=\"EUR\"", "Ccy=\"EUX\""), "EUX", "Ntry/Amt"),
        bad("a day in year 0", good.replace("2026-10-15", "0000-10-15"), "0000-10-15", "Ntry/BookgDt/Dt"),
        bad("a day that does not exist", good.replace("2026-10-15", "2026-02-30"), "2026-02-30", "Ntry/BookgDt/Dt"),
        bad("six decimals, in the second entry", amount("119.000001"), "119.000001", "Ntry[2]/Amt"),
        bad("an amount beyond all bounds", amount("99999999999999999999999"), "99999999999", "Ntry[2]/Amt"),
        bad("a text without end", long, "longer", "Ustrd"),
        bad(
            "deeper than anything",
            good.replace("</Stmt>", &format!("{}{}</Stmt>", "<a>".repeat(500), "</a>".repeat(500))),
            "nested",
            "line 1",
        ),
        bad("no statement at all", good.replace("Stmt", "Other"), "", "line 1"),
        bad(
            "an invoice in two currencies",
            pdf::INVOICE.replace("PayableAmount currencyID=\"EUR\"", "PayableAmount currencyID=\"USD\""),
            "USD",
            "PayableAmount",
        ),
        bad("an invoice without a number", pdf::INVOICE.replace("<cbc:ID>RE-1</cbc:ID>", ""), "ID", "line 2"),
        bad("an invoice and nothing in it", format!("<{UBL}/>"), "", "line 1"),
    ]
}

fn others() -> Vec<Bad> {
    let invoice = pdf::INVOICE.as_bytes();
    let two = pdf::with(&[("factur-x.xml", invoice), ("xrechnung.xml", invoice)]);
    let broken = pdf::with(&[("factur-x.xml", &invoice[..invoice.len() / 2])]);
    let whole = pdf::with(&[("factur-x.xml", invoice)]);
    let head = "Buchungstag;Verwendungszweck;Mandatsreferenz;Betrag;W\u{e4}hrung";
    let row = "15.10.2026;RE-2026-001;M-10042;119,00;EUR";
    let table = |rows: &[&str]| format!("{head}\n{row}\n{}\n", rows.join("\n"));
    vec![
        bad("nothing", "", "empty", ""),
        bad("a letter", "Sehr geehrte Damen und Herren", "Sehr geehrte", "line 1"),
        bad("a ZIP", b"PK\x03\x04\x14\x00".to_vec(), "ZIP", ""),
        bad("a PDF with two invoices", two, "factur-x.xml, xrechnung.xml", ""),
        bad("a PDF with a broken invoice", broken, "ends in the middle", "factur-x.xml"),
        bad("a PDF without an invoice", pdf::with(&[]), "", ""),
        bad("a broken PDF", whole[..whole.len() / 2].to_vec(), "damaged", ""),
        bad("quotes that never close", table(&["16.10.2026;\"etwas;M-10042;7,00;EUR"]), "quotation", "line 3"),
        bad("a text behind the quotes", table(&["16.10.2026;\"etwas\" mehr;M-10042;7,00;EUR"]), "quotation", "line 3"),
        bad("one separator too many", table(&["16.10.2026;et;was;M-10042;7,00;EUR"]), "columns", "line 3"),
        bad("an amount that is none", table(&["16.10.2026;etwas;M-10042;sieben;EUR"]), "sieben", "line 3, Betrag"),
        bad("six decimals in a table", table(&["16.10.2026;etwas;M-10042;7,000001;EUR"]), "7,000001", "line 3, Betrag"),
        bad("a day in year 0 in a table", table(&["16.10.0000;etwas;M-10042;7,00;EUR"]), "16.10.0000", "line 3, Buchungstag"),
        bad("a control character", table(&["16.10.2026;et\u{0}was;M-10042;7,00;EUR"]), "U+0000", "line 3"),
        bad("MT940 with an amount that is none", ":20:1\n:25:DE1\n:28C:1\n:60F:C261001EUR0,00\n:61:2610151015CX119,00NMSC\n", "", "line 5"),
    ]
}

/// Of every table into which a file could write.
async fn rows(world: &World) -> Vec<i64> {
    let mut rows = Vec::new();
    for table in ["postings", "allocations", "statement_files", "column_mappings", "account_marks", "audit", "outbox"] {
        rows.push(world.count(table).await);
    }
    rows
}

async fn refuse(all: Vec<Bad>) {
    let world = World::new().await;
    invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    let before = rows(&world).await;
    for Bad { what, bytes, said } in all {
        // A table that a mapping might mend is shown to who looks at it; whoever confirms it is told no.
        let looked = send(&ledger, "", &bytes).await;
        let first = match looked.status.as_u16() {
            200 => looked.ok::<FileReport>().refused.unwrap_or_else(|| panic!("{what} is taken")),
            _ => looked.is(422).json()["errors"]["file"][0].as_str().unwrap().to_owned(),
        };
        let problem = send(&ledger, CONFIRM, &bytes).await.is(422).json();
        assert!(problem["type"].as_str().unwrap().ends_with("#unread"), "{what}: {problem}");
        let sentence = problem["errors"]["file"][0].as_str().unwrap().to_owned();
        assert_eq!(sentence, first, "{what}");
        for part in said {
            assert!(sentence.contains(part), "{what}: {part} is not in {sentence:?}");
        }
        assert!(sentence.starts_with("Not read: ") && sentence.len() < 700, "{what}: {sentence}");
        assert!(!sentence.contains("root:"), "{what}: nothing of another file is ever read");
    }
    assert_eq!(rows(&world).await, before);
}

#[tokio::test]
async fn what_is_wrong_with_xml_is_said_with_its_place_and_posts_nothing() {
    refuse(xml()).await;
}

#[tokio::test]
async fn what_is_wrong_with_other_files_is_said_with_its_place_and_posts_nothing() {
    refuse(others()).await;
}

#[tokio::test]
async fn what_is_too_large_is_not_taken_in() {
    let world = World::with(|config| config.statement_file_bytes = 1_000_000).await;
    invoiced(&world).await;
    let ledger = world.as_("ledger").await.in_german();
    let before = rows(&world).await;
    let large = format!("{}{}", file("1", &[DRAWN]), " ".repeat(1_000_000));
    for query in ["", CONFIRM] {
        let problem = send(&ledger, query, &large).await.is(413).json();
        assert!(problem["detail"].as_str().unwrap().starts_with("H\u{f6}chstens 1 MB"), "{problem}");
        // Nobody has said how long it is.
        let parts = futures_util::stream::iter(
            large.as_bytes().chunks(50_000).map(|part| Ok::<_, std::io::Error>(part.to_vec())).collect::<Vec<_>>(),
        );
        let path = format!("{}?name=bank.xml{query}", paths::FILES);
        let request = ledger.request("POST", &path).header("content-type", "application/octet-stream");
        let answer = ledger.send(request.body(axum::body::Body::from_stream(parts)).unwrap()).await;
        assert_eq!(answer.problem(413), "too-large");
    }
    assert_eq!(rows(&world).await, before);
}

#[tokio::test]
async fn money_of_another_currency_is_nobody_s() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    let francs = file("1", &[DRAWN]).replace("Ccy=\"EUR\"", "Ccy=\"CHF\"");
    let done: FileReport = send(&ledger, CONFIRM, &francs).await.ok();
    assert_eq!((done.posted, done.nobodys, done.sums[0].currency.as_str(), done.sums[0].sum), (0, 1, "CHF", -11_900));
    assert_eq!(ledger.statement(&account, "").await.equation.closing, 11_900);
}
