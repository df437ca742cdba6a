//! The PDF: what it claims to be, what a screen reader finds, what stands on it, and what lies in it.

use std::collections::BTreeMap;

use eyelevel_contract::statements::Download;
use eyelevel_contract::statements::ledger::PostingKind;
use lopdf::{Document, Object};

use super::read;
use crate::statements::posting_form;
use crate::support::World;

/// The text of all pages.
pub(super) fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap()
}

/// How often each amount stands in a text.
pub(super) fn amounts(text: &str) -> BTreeMap<i64, usize> {
    let mut amounts = BTreeMap::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ':') {
        let digits = word.trim_start_matches('-');
        if digits.len() > 3
            && digits.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
            && [',', '.'].contains(&digits.chars().rev().nth(2).unwrap())
        {
            *amounts.entry(read::minor(word)).or_default() += 1;
        }
    }
    amounts
}

#[tokio::test]
async fn it_is_kept_read_aloud_and_carries_the_tables() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    for n in 0..60 {
        let mut form = posting_form(PostingKind::Invoice, &format!("RE-{n:03}"), "2026-10-05", 11_900);
        form.remittance = "Łódź, 日本\u{202e} \u{1f600}".to_owned();
        ledger.posts(&account, form).await;
    }
    let answer = ledger.downloads(&account, Download::Pdf, "?from=2026-10-01&until=2026-10-31").await;
    assert_eq!(answer.header("content-type"), "application/pdf");
    let document = Document::load_mem(&answer.bytes).unwrap();
    let catalog = document.catalog().unwrap();
    let followed = |object: &Object| document.dereference(object).unwrap().1.clone();
    let metadata = followed(catalog.get(b"Metadata").unwrap());
    let stream = metadata.as_stream().unwrap();
    let xmp = String::from_utf8(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())).unwrap();
    for claim in ["<pdfaid:part>3</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>"] {
        assert!(xmp.contains(claim), "{claim} in {xmp}");
    }
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Lang"));
    assert_eq!(catalog.get(b"MarkInfo").and_then(Object::as_dict).and_then(|marks| marks.get(b"Marked")).unwrap(), &Object::Boolean(true));
    let kinds: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| Some(object.as_dict().ok()?.get(b"S").ok()?.as_name().ok()?.to_vec()))
        .filter_map(|name| String::from_utf8(name).ok())
        .collect();
    for kind in ["H1", "H2", "Table", "THead", "TH", "TR", "TD"] {
        assert!(kinds.iter().any(|found| found == kind), "{kind} in the structure");
    }
    assert_eq!(kinds.iter().filter(|kind| *kind == "TR").count(), 4 + 1 + 2 + 60, "a repeated header is one row for who listens");
    // Each is associated with the document as its data.
    let associated = followed(catalog.get(b"AF").unwrap());
    for file in associated.as_array().unwrap() {
        assert_eq!(followed(file).as_dict().unwrap().get(b"AFRelationship").unwrap().as_name().unwrap(), b"Data");
    }
    let files = read::attached(&document);
    assert_eq!(files.len(), 2);
    let csv = ledger.downloads(&account, Download::Csv, "?from=2026-10-01&until=2026-10-31").await.bytes;
    assert!(files.values().any(|file| *file == csv), "the CSV, byte by byte");
    let text = text(&document);
    let pages = document.get_pages().len();
    assert!(pages > 1 && text.contains("Nordlicht IT") && text.contains(&format!("{pages}")), "{text}");
    assert_eq!(amounts(&text)[&11_900], 60 * 2 + 1, "amount and open of each, and the balance after the first");
}

#[tokio::test]
async fn without_its_program_there_is_no_pdf_and_everything_else() {
    let world = World::with(|config| config.documents = Some("/nowhere/eyelevel-documents".into())).await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let path = eyelevel_contract::statements::paths::download(&account.id, Download::Pdf);
    assert_eq!(ledger.get(path).await.problem(503), "no-document");
    ledger.downloads(&account, Download::Xlsx, "").await;
}
