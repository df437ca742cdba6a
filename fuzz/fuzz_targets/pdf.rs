//! A PDF with an invoice in it, changed in places; or any bytes.
#![no_main]

#[path = "../../contract/tests/statements/reading/invoice_samples.rs"]
#[expect(dead_code, reason = "each target asks for one thing")]
mod invoice_samples;
#[path = "../../server/src/statements/pdf.rs"]
#[expect(dead_code, unreachable_pub, reason = "the server wants more of it, and others ask the server")]
mod pdf;

use std::sync::LazyLock;

use lopdf::{Document, Object, Stream, dictionary};

/// A PDF with an invoice in it, not compressed, so that it can be changed everywhere.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut document = Document::with_version("1.7");
    let xml = invoice_samples::CII.as_bytes().to_vec();
    let stream = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, xml));
    let file = dictionary! { "Type" => "Filespec", "UF" => Object::string_literal("factur-x.xml"), "EF" => dictionary! { "F" => stream } };
    let file = document.add_object(file);
    let leaf = document.add_object(dictionary! { "Names" => vec![Object::string_literal("n"), file.into()] });
    let root = document.add_object(dictionary! { "Kids" => vec![leaf.into()] });
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let names = dictionary! { "EmbeddedFiles" => root };
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Names" => names, "AF" => vec![file.into()] });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("it is written into memory");
    bytes
});

libfuzzer_sys::fuzz_target!(|wishes: &[u8]| {
    if let Some(raw) = wishes.strip_prefix(b"%PDF-") {
        let _ = pdf::read(&[b"%PDF-", raw].concat()[..]);
        return;
    }
    let (mut file, mut wishes) = (PDF.clone(), wishes);
    // Where, how much of it, and what instead.
    while let [high, low, out, into, rest @ ..] = wishes {
        let at = (usize::from(*high) << 8 | usize::from(*low)) % file.len().max(1);
        let (bytes, rest) = rest.split_at(usize::from(into % 32).min(rest.len()));
        let end = (at + usize::from(out % 32)).min(file.len());
        file.splice(at.min(end)..end, bytes.iter().copied());
        wishes = rest;
    }
    if let Ok(embedded) = pdf::read(&file[..]) {
        assert!(!embedded.invoice.number.is_empty());
    }
});
