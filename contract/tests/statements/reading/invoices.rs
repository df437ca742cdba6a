//! Invoices in every syntax: the same case is the same invoice.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::invoice::{Invoice, InvoiceFormat};
use eyelevel_contract::statements::reading::{Opened, Refusal, RefusalKind, RemarkKind, Remarks, open};

use super::invoice_samples::{CII, UBL, ZUGFERD1, credit_note};

fn read(file: impl AsRef<[u8]>) -> Result<(Invoice, Remarks), Refusal> {
    match open(file.as_ref())? {
        Opened::Invoice(reader) => reader.read(),
        _ => panic!("it is an invoice"),
    }
}

fn invoice(file: impl AsRef<[u8]>) -> Invoice {
    read(file).unwrap().0
}

fn refused(file: impl AsRef<[u8]>) -> (RefusalKind, String) {
    let refusal = read(file).map(|(invoice, _)| invoice).expect_err("it is refused");
    (refusal.kind, refusal.path)
}

#[test]
fn the_same_case_is_the_same_invoice_in_ubl_and_cii() {
    let (ubl, remarks) = read(UBL).unwrap();
    assert_eq!(ubl, invoice(CII));
    assert_eq!(remarks.list(), []);
    assert_eq!((ubl.number.as_str(), ubl.date.to_string().as_str(), ubl.kind.as_str()), ("RE-2026/17", "2026-03-05", "380"));
    assert_eq!(ubl.due_date.unwrap().to_string(), "2026-03-20");
    assert_eq!((ubl.gross_minor, ubl.prepaid_minor, ubl.rounding_minor, ubl.due_minor), (52_987, 10_000, 13, 43_000));
    assert_eq!((ubl.net_minor, ubl.vat_minor), (Some(47_300), Some(5_687)));
    let rates: Vec<_> = ubl.vat.iter().map(|rate| (rate.category.as_str(), rate.basis_points, rate.net_minor, rate.vat_minor)).collect();
    assert_eq!(rates, [("S", Some(700), 27_500, 1_925), ("S", Some(1_900), 19_800, 3_762)]);
    assert_eq!(
        (ubl.means().unwrap().code.as_str(), ubl.mandate.as_deref(), ubl.creditor_id.as_deref()),
        ("59", Some("M-1"), Some("DE98ZZZ09999999999"))
    );
    assert_eq!(ubl.debited_account(), Some("DE21860000000086001055"));
    assert_eq!((ubl.seller.name.as_deref(), ubl.seller.vat_id.as_deref()), (Some("Lieferant GmbH"), Some("DE123456789")));
    assert_eq!((ubl.buyer.name.as_deref(), ubl.payee.unwrap().name.as_deref()), (Some("Kunden AG"), Some("Factoring Bank")));
    assert_eq!((ubl.references[0].number.as_str(), ubl.references[0].date.unwrap().to_string().as_str()), ("RE-2025/1", "2025-12-24"));
    assert_eq!((ubl.skonto[0].basis_points, ubl.skonto[0].days), (300, Some(10)));
    assert_eq!(
        (ubl.order_reference.as_deref(), ubl.buyer_reference.as_deref(), ubl.payment_reference.as_deref()),
        (Some("PO-1"), Some("04011000-12345-03"), Some("RE-2026/17"))
    );
}

#[test]
fn zugferd_1_has_other_names_for_the_same() {
    let (old, remarks) = read(ZUGFERD1).unwrap();
    assert_eq!((old.number.as_str(), old.gross_minor, old.due_minor, old.kind.as_str()), ("RE-1", 57_104, 57_104, "380"));
    assert_eq!(old.due_date.unwrap().to_string(), "2017-12-09");
    assert_eq!(old.vat[0].basis_points, Some(1_900));
    assert_eq!(remarks.count(RemarkKind::DueComputed), 1, "the old form does not always say what is due");
    let Ok(Opened::Invoice(reader)) = open(ZUGFERD1.as_bytes()) else { panic!("it is an invoice") };
    assert_eq!(reader.format(), InvoiceFormat::Zugferd1);
}

#[test]
fn prepayments_corrections_and_credit_notes_keep_their_signs() {
    let prepaid = UBL
        .replace("<cbc:PrepaidAmount currencyID=\"EUR\">100.00", "<cbc:PrepaidAmount currencyID=\"EUR\">1030")
        .replace("430.00", "-500.00");
    let paid = invoice(prepaid);
    assert_eq!((paid.prepaid_minor, paid.due_minor), (103_000, -50_000));
    let correction = CII.replace(">380<", ">384<").replace(">529.87<", ">-8.79<").replace(">430.00<", ">-8.79<");
    let correction = invoice(correction);
    assert_eq!((correction.kind.as_str(), correction.gross_minor, correction.credit_note), ("384", -879, false));
    let credit = invoice(credit_note());
    assert_eq!((credit.kind.as_str(), credit.gross_minor, credit.credit_note), ("381", 52_987, true));
    assert_eq!(credit.due_date.unwrap().to_string(), "2026-03-31", "a credit note has it among the means of payment");
    assert!(invoice(CII.replace(">380<", ">381<")).credit_note);
}

#[test]
fn a_due_date_may_be_missing_stand_in_the_text_or_stand_twice() {
    let text = "Der Betrag wird am 20.03.2026 von Ihrem Konto per SEPA-Lastschrift eingezogen.";
    let without = UBL.replace("<cbc:DueDate>2026-03-20</cbc:DueDate>", "");
    let (none, remarks) = read(&without).unwrap();
    assert_eq!((none.due_date, remarks.count(RemarkKind::MissingDueDate)), (None, 1));
    let (from_text, remarks) = read(without.replace("10 Tage 3% Skonto", text)).unwrap();
    assert_eq!((from_text.due_date.unwrap().to_string(), from_text.due_date_from_text), ("2026-03-20".to_owned(), true));
    assert_eq!(remarks.count(RemarkKind::DueFromText), 1);
    let first = "<ram:SpecifiedTradePaymentTerms><ram:Description>Mit 2% Skonto</ram:Description><ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260301</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>";
    let last = first.replace("20260301", "20260410").replace("Mit 2% Skonto", "Ohne Abzug");
    let (two, remarks) =
        read(CII.replacen("<ram:SpecifiedTradePaymentTerms>", &format!("{first}{last}<ram:SpecifiedTradePaymentTerms>"), 1)).unwrap();
    assert_eq!((two.due_date.unwrap().to_string(), two.due_date_from_text), ("2026-04-10".to_owned(), false));
    assert_eq!(remarks.count(RemarkKind::SeveralDueDates), 1);
    assert_eq!(two.skonto[0].until.unwrap().to_string(), "2026-03-01");
}

#[test]
fn repeated_means_and_a_second_tax_total_are_told() {
    let second = "<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans>";
    let (two, remarks) = read(UBL.replacen("<cac:PaymentMeans>", second, 1)).unwrap();
    assert_eq!((two.payment_means.len(), two.means().unwrap().code.as_str()), (2, "59"), "the direct debit counts");
    assert_eq!(remarks.count(RemarkKind::SeveralPaymentMeans), 1);
    let foreign = "<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">640</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>";
    let (two, remarks) = read(UBL.replacen("<cac:TaxTotal>", foreign, 1)).unwrap();
    assert_eq!((two.vat_minor, remarks.count(RemarkKind::SecondTaxTotal)), (Some(5_687), 1));
    let foreign = "<ram:TaxTotalAmount currencyID=\"SEK\">640</ram:TaxTotalAmount><ram:TaxTotalAmount";
    assert_eq!(invoice(CII.replacen("<ram:TaxTotalAmount", foreign, 1)).vat_minor, Some(5_687));
}

#[test]
fn what_can_not_be_done_without_is_named() {
    for (from, to, path) in [
        ("<cbc:ID>RE-2026/17</cbc:ID>", "", "Invoice/ID"),
        ("<cbc:IssueDate>2026-03-05</cbc:IssueDate>", "<cbc:IssueDate/>", "Invoice/IssueDate"),
        ("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "", "Invoice/DocumentCurrencyCode"),
        ("<cbc:TaxInclusiveAmount currencyID=\"EUR\">529.87</cbc:TaxInclusiveAmount>", "", "Invoice/LegalMonetaryTotal/TaxInclusiveAmount"),
    ] {
        assert_eq!(refused(UBL.replacen(from, to, 1)), (RefusalKind::Missing, path.to_owned()));
    }
    assert_eq!(refused(CII.replace("<ram:TypeCode>380</ram:TypeCode>", "")).0, RefusalKind::Missing);
    let (concluded, remarks) = read(UBL.replace("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "")).unwrap();
    assert_eq!((concluded.kind.as_str(), remarks.count(RemarkKind::TypeConcluded)), ("380", 1));
    assert_eq!(invoice(UBL.replace("<cbc:PrepaidAmount currencyID=\"EUR\">100.00</cbc:PrepaidAmount>", "")).prepaid_minor, 0);
}

#[test]
fn wrong_values_are_refused_with_their_place() {
    let gross = |to: &str| refused(UBL.replace("<cbc:TaxInclusiveAmount currencyID=\"EUR\">529.87", to));
    let path = "Invoice/LegalMonetaryTotal/TaxInclusiveAmount".to_owned();
    assert_eq!(gross("<cbc:TaxInclusiveAmount currencyID=\"EUR\">529.873"), (RefusalKind::AmountTooFine, path.clone()));
    assert_eq!(gross("<cbc:TaxInclusiveAmount currencyID=\"EUR\">529,87"), (RefusalKind::Amount, path.clone()));
    assert_eq!(gross("<cbc:TaxInclusiveAmount currencyID=\"CHF\">529.87"), (RefusalKind::CurrencyDiffers, path.clone()));
    assert_eq!(gross("<cbc:TaxInclusiveAmount currencyID=\"ECU\">529.87"), (RefusalKind::Currency, path));
    assert_eq!(refused(UBL.replace("2026-03-05", "0000-00-00")).0, RefusalKind::Date);
    assert_eq!(refused(CII.replace("20260305", "2026030")).0, RefusalKind::Date);
    assert_eq!(refused(UBL.replace(">EUR</cbc:Doc", ">XXX</cbc:Doc")), (RefusalKind::Currency, "Invoice/DocumentCurrencyCode".to_owned()));
}

#[test]
fn zeros_behind_the_last_decimal_and_yen_are_fine() {
    assert_eq!(invoice(UBL.replace(">529.87<", ">529.8700<")).gross_minor, 52_987);
    let yen = CII.replace("EUR", "JPY");
    assert_eq!(refused(&yen).0, RefusalKind::AmountTooFine);
}

#[test]
fn what_does_not_add_up_is_told() {
    let (_, remarks) = read(UBL.replace("430.00", "430.01")).unwrap();
    assert_eq!(remarks.list()[0].detail, "BT-115: 43001, 43000");
    let (_, remarks) = read(UBL.replace(">56.87<", ">56.88<")).unwrap();
    assert_eq!(remarks.count(RemarkKind::TotalsDiffer), 2);
}

#[test]
fn prefixes_marks_and_comments_do_not_matter() {
    let strange = UBL.replace("cbc:", "x1:").replace("xmlns:cbc", "xmlns:x1").replace("cac:", "cbc:").replace("xmlns:cac", "xmlns:cbc");
    assert_eq!(invoice(format!("\u{feff}{strange}")), invoice(UBL));
    assert_eq!(invoice(CII.replace("rsm:", "").replace("xmlns:rsm", "xmlns")), invoice(CII));
    assert_eq!(invoice(UBL.replace("RE-2026/17<", "RE-<!-- a -->2026/17<")), invoice(UBL));
}

#[test]
fn two_invoices_in_one_file_are_refused_and_other_roots_named() {
    let (_, document) = UBL.split_once('\n').unwrap();
    assert_eq!(refused(format!("<testSet>{document}{document}</testSet>")).0, RefusalKind::SeveralDocuments);
    assert_eq!(invoice(format!("<Envelope><Body>{document}</Body></Envelope>")), invoice(UBL));
    for root in [
        "<Invoice/>",
        "<Invoice xmlns=\"urn:other\"/>",
        "<myinvoice xmlns=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\"/>",
    ] {
        assert!(matches!(open(root.as_bytes()), Err(Refusal { kind: RefusalKind::DocumentUnknown, .. })), "{root}");
    }
}
