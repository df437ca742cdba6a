//! Files that are unusual, and right.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::{RefusalKind, RemarkKind};

use super::samples::{bank, camt053, details, entry, refused};

#[test]
fn prefixes_do_not_matter() {
    let file = camt053(&entry("1", "CRDT", ""));
    let prefixed = file
        .replace("xmlns=", "xmlns:Ü-1.a=")
        .replace("</", "\u{1}")
        .replace('<', "<Ü-1.a:")
        .replace('\u{1}', "</Ü-1.a:")
        .replace("<Ü-1.a:?", "<?");
    let read = bank(&prefixed).unwrap();
    assert_eq!((read.entries.len(), read.noticed(RemarkKind::Namespace)), (1, false), "{prefixed}");
}

#[test]
fn a_document_without_a_namespace_is_read_with_a_remark() {
    let file = camt053(&entry("1", "CRDT", ""));
    let bare = bank(file.replace(" xmlns=", " Xmlns=")).unwrap();
    assert!(bare.entries.len() == 1 && bare.noticed(RemarkKind::Namespace));
    let other = bank(file.replace("camt.053.001.02", "camt.054.001.02")).unwrap();
    assert!(other.noticed(RemarkKind::Namespace), "it says one thing and is another");
    let national =
        bank(file.replace(
            "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02",
            "http://www.six-interbank-clearing.com/de/camt.053.001.04.ch.02.xsd",
        ))
        .unwrap();
    assert_eq!((national.statements[0].version.as_deref(), national.noticed(RemarkKind::Namespace)), (Some("001.04"), false));
}

#[test]
fn a_document_may_stand_in_an_envelope_but_only_one() {
    let file = camt053(&entry("1", "CRDT", ""));
    let (declaration, document) = file.split_once('\n').unwrap();
    let wrapped = bank(format!("{declaration}<Envelope xmlns=\"urn:x\"><Header><a/></Header><Body>{document}</Body></Envelope>")).unwrap();
    assert!(wrapped.entries.len() == 1 && wrapped.noticed(RemarkKind::Wrapped) && !wrapped.noticed(RemarkKind::Namespace));
    let refusal = refused(format!("{declaration}<Envelope>{document}{document}</Envelope>"));
    assert_eq!((refusal.kind, refusal.path.as_str()), (RefusalKind::SeveralDocuments, "Envelope/Document[2]"));
}

#[test]
fn order_comments_and_unknown_parts_do_not_matter() {
    let inside = "<Ntry><!-- a --><SplmtryData><Envlp><Amt>x</Amt></Envlp></SplmtryData><Sts>BOOK</Sts><CdtDbtInd>CR<!-- b -->DT</CdtDbtInd>\
         <NtryDtls><TxDtls><RmtInf><Ustrd>a<b>c</b>d</Ustrd></RmtInf></TxDtls></NtryDtls><BookgDt><Dt>2026-03-05</Dt></BookgDt><Amt Ccy='EUR'>1</Amt></Ntry>";
    let read = bank(camt053(inside)).unwrap();
    assert_eq!((read.entries[0].amount_minor, read.entries[0].remittance.line().as_str()), (100, "ad"));
}

#[test]
fn white_space_and_line_ends_are_no_content() {
    let file = camt053(&entry(" 1.50\t", "\r\nCRDT ", &details("<RmtInf><Ustrd>a\r\nb</Ustrd></RmtInf>"))).replace('\n', "\r\n");
    let read = bank(&file).unwrap();
    assert_eq!((read.entries[0].amount_minor, read.entries[0].remittance.texts[0].contains('\r')), (150, false));
    assert!(bank(format!("\n  {file}")).is_ok(), "a blank line before the declaration is forgiven");
}
