//! Invoices inside of PDFs: one is read; none, several and broken ones are each refused for what they are.

use eyelevel_contract::statements::reading::{Refusal, RefusalKind};
use eyelevel_server::statements::pdf::{self, Embedded};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions, Stream, StringFormat, dictionary};

pub(super) const INVOICE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>RE-1</cbc:ID><cbc:IssueDate>2026-03-05</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">11.90</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">11.90</cbc:PayableAmount></cac:LegalMonetaryTotal>
</Invoice>"#;

/// How the files hang in the document.
#[derive(Clone, Copy, PartialEq)]
enum Tree {
    /// In a leaf below a node, as large trees do.
    Deep,
    /// Only as associated files.
    Associated,
    /// In both.
    Both,
    /// In neither: nothing leads to them.
    Loose,
}

/// A PDF with these files.
fn document(files: &[(&str, &[u8])], tree: Tree) -> Document {
    let mut document = Document::with_version("1.7");
    let mut specifications = Vec::new();
    for (name, content) in files {
        let mut stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content.to_vec());
        stream.compress().unwrap();
        let stream = document.add_object(stream);
        // As PDF writes names that are not ASCII.
        let wide: Vec<u8> = std::iter::once(0xfeff).chain(name.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let specification = dictionary! {
            "Type" => "Filespec", "F" => Object::string_literal("x"), "UF" => Object::String(wide, StringFormat::Hexadecimal),
            "EF" => dictionary! { "F" => stream },
        };
        specifications.push(document.add_object(specification));
    }
    let names: Vec<Object> = specifications.iter().flat_map(|id| [Object::string_literal("n"), (*id).into()]).collect();
    let leaf = document.add_object(dictionary! { "Names" => names });
    let root = document.add_object(dictionary! { "Kids" => vec![leaf.into()] });
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    if !matches!(tree, Tree::Associated | Tree::Loose) {
        catalog.set("Names", dictionary! { "EmbeddedFiles" => root });
    }
    if !matches!(tree, Tree::Deep | Tree::Loose) {
        catalog.set("AF", specifications.into_iter().map(Object::from).collect::<Vec<_>>());
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub(super) fn with(files: &[(&str, &[u8])]) -> Vec<u8> {
    bytes(document(files, Tree::Both))
}

fn read(pdf: &[u8]) -> Result<Embedded, Refusal> {
    pdf::read(pdf)
}

fn refused(pdf: &[u8]) -> (RefusalKind, String) {
    let refusal = read(pdf).map(|embedded| embedded.name).expect_err("it is refused");
    (refusal.kind, refusal.detail)
}

#[test]
fn the_invoice_is_found_under_each_of_its_names_and_wherever_it_hangs() {
    for name in ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "FACTUR-X.XML"] {
        let embedded = read(&with(&[("Bild.png", b"x"), (name, INVOICE.as_bytes()), ("timesheet.xml", b"<a/>")])).unwrap();
        assert_eq!((embedded.name.as_str(), embedded.invoice.number.as_str(), embedded.invoice.due_minor), (name, "RE-1", 1_190));
    }
    for tree in [Tree::Deep, Tree::Associated, Tree::Both, Tree::Loose] {
        let pdf = bytes(document(&[("factur-x.xml", INVOICE.as_bytes())], tree));
        assert!(read(&pdf).is_ok());
    }
}

#[test]
fn objects_in_compressed_streams_are_found_too() {
    let mut document = document(&[("factur-x.xml", INVOICE.as_bytes())], Tree::Deep);
    let mut packed = Vec::new();
    document.save_with_options(&mut packed, SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build()).unwrap();
    assert!(read(&packed).is_ok());
}

#[test]
fn two_invoices_none_and_one_under_another_name() {
    let two = with(&[("factur-x.xml", INVOICE.as_bytes()), ("ZUGFeRD-invoice.xml", INVOICE.as_bytes())]);
    assert_eq!(refused(&two), (RefusalKind::PdfSeveralInvoices, "factur-x.xml, ZUGFeRD-invoice.xml".to_owned()));
    assert_eq!(refused(&with(&[])), (RefusalKind::PdfWithoutInvoice, String::new()));
    assert_eq!(refused(&with(&[("a.xml", INVOICE.as_bytes())])), (RefusalKind::PdfWithoutInvoice, "a.xml".to_owned()));
}

#[test]
fn what_is_wrong_with_the_invoice_is_told_with_its_name() {
    let refusal = read(&with(&[("factur-x.xml", INVOICE.replace("11.90", "11.905").as_bytes())])).map(|_| ()).unwrap_err();
    assert_eq!((refusal.kind, refusal.line), (RefusalKind::AmountTooFine, 4));
    assert_eq!(refusal.path, "factur-x.xml/Invoice/LegalMonetaryTotal/TaxInclusiveAmount");
    assert_eq!(refused(&with(&[("factur-x.xml", b"")])).0, RefusalKind::Empty);
    assert_eq!(refused(&with(&[("factur-x.xml", b"<Document xmlns='urn:x'><BkToCstmrStmt/></Document>")])).0, RefusalKind::DocumentUnknown);
}

#[test]
fn a_broken_attachment_and_a_broken_file_are_two_things() {
    let mut document = document(&[("factur-x.xml", INVOICE.as_bytes())], Tree::Deep);
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            let broken: Vec<u8> = stream.content.iter().map(|b| !b).collect();
            stream.set_content(broken);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
    let pdf = bytes(document);
    assert!(matches!(refused(&pdf).0, RefusalKind::PdfAttachment | RefusalKind::Unknown | RefusalKind::Empty), "{:?}", refused(&pdf));
    assert_eq!(refused(b"%PDF-1.7\nand nothing else").0, RefusalKind::PdfDamaged);
    assert_eq!(refused(b"").0, RefusalKind::PdfDamaged);
}

#[test]
fn a_password_is_said_to_be_one() {
    let mut document = document(&[("factur-x.xml", INVOICE.as_bytes())], Tree::Deep);
    document.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    assert_eq!(refused(&bytes(document)).0, RefusalKind::PdfEncrypted);
}

#[test]
fn what_is_small_only_as_long_as_it_is_packed_is_refused() {
    let huge = vec![b' '; 20 << 20];
    let bomb = with(&[("factur-x.xml", &huge)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb).0, RefusalKind::PdfAttachment);
    let many: Vec<Object> = vec![Object::Integer(0); 1_100_000];
    let mut values = document(&[], Tree::Deep);
    values.add_object(Object::Array(many));
    assert_eq!(refused(&bytes(values)).0, RefusalKind::TooLarge);
}

#[test]
fn trees_that_bite_their_tails_end() {
    let mut document = document(&[("factur-x.xml", INVOICE.as_bytes())], Tree::Deep);
    let node = document
        .objects
        .iter()
        .find(|(_, object)| object.as_dict().is_ok_and(|d| d.has(b"Kids") && !d.has(b"Type")))
        .map(|(id, _)| *id)
        .unwrap();
    document.objects.insert(node, Object::Dictionary(Dictionary::from_iter([("Kids", Object::Array(vec![node.into(), node.into()]))])));
    document.objects.retain(|_, object| object.as_dict().map_or(true, |dictionary| !dictionary.has(b"EF")));
    assert_eq!(refused(&bytes(document)).0, RefusalKind::PdfWithoutInvoice);
}

/// Chance that repeats itself.
fn chance(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

#[test]
fn broken_anywhere_it_is_read_or_refused_and_never_a_panic() {
    let cases: usize = std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(0).max(200);
    let whole = with(&[("factur-x.xml", INVOICE.as_bytes())]);
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..cases {
        let mut pdf = whole.clone();
        for _ in 0..=chance(&mut state) % 6 {
            let at = chance(&mut state) % pdf.len();
            match chance(&mut state) % 3 {
                0 => pdf[at] = u8::try_from(chance(&mut state) % 256).unwrap(),
                1 => pdf.truncate(at.max(1)),
                _ => drop(pdf.drain(at..(at + chance(&mut state) % 40).min(pdf.len()))),
            }
            if pdf.is_empty() {
                break;
            }
        }
        if let Ok(embedded) = read(&pdf) {
            assert_eq!(embedded.name, "factur-x.xml");
        }
    }
}
