//! MT940 as German and Dutch banks write it.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::bank::{StatementKind, Status};
use eyelevel_contract::statements::reading::{RefusalKind, RemarkKind};

use super::bank_samples::MT940;
use super::samples::{Bank, bank, refused};

fn entry(field_61: &str, field_86: &str) -> Bank {
    bank(format!(":20:A\n:25:X\n:28C:1\n:60F:C260304EUR0,\n:61:{field_61}\n:86:{field_86}\n:62F:C260305EUR0,\n-\n")).unwrap()
}

#[test]
fn a_statement_with_its_balances_and_entries() {
    let read = bank(MT940).unwrap();
    let statement = &read.statements[0];
    assert_eq!(
        (statement.kind, statement.account.as_deref(), statement.number.as_deref()),
        (StatementKind::Mt940, Some("10020030/1234567"), Some("00015/001"))
    );
    assert_eq!((statement.opening.as_ref().unwrap().amount_minor, statement.closing.as_ref().unwrap().amount_minor), (100_000, 100_300));
    assert_eq!(statement.balances.len(), 3);
    let debit = &read.entries[0];
    assert_eq!((debit.amount_minor, debit.reversal, debit.status), (-5_000, false, Some(Status::Booked)));
    assert_eq!(
        (debit.value_date.unwrap().to_string(), debit.booking_date.unwrap().to_string()),
        ("2026-03-05".to_owned(), "2026-03-06".to_owned())
    );
    assert_eq!((debit.end_to_end_id.as_deref(), debit.mandate.as_deref()), (Some("E-1"), Some("M-77")));
    assert_eq!(debit.remittance.line(), "RE-2026/17 vom 05.03.26 Kunde 4711");
    assert_eq!(
        (debit.servicer_reference.as_deref(), debit.entry_reference.as_deref(), debit.additional.as_deref()),
        (Some("B-1"), None, Some("zweite Zeile"))
    );
    assert_eq!(debit.code.own.as_deref(), Some("NDDT+105+931"));
    let creditor = &debit.details[0].creditor;
    assert_eq!(
        (creditor.name.as_deref(), creditor.account.as_deref(), creditor.id.as_deref()),
        (Some("Lieferant GmbH"), Some("DE02120300000000202051"), Some("DE98ZZZ09999999999"))
    );
    assert_eq!((debit.place.line, debit.place.path.as_str()), (6, ":20:/:61:[1]"));
    assert_eq!(read.remarks.list(), []);
}

#[test]
fn a_returned_debit_comes_back_with_its_fee_and_its_reason() {
    let read = bank(MT940).unwrap();
    let back = &read.entries[1];
    assert_eq!((back.amount_minor, back.reversal, back.takes_back()), (5_300, true, true), "RD takes a debit back: money comes in");
    assert_eq!((back.end_to_end_id.as_deref(), back.mandate.as_deref()), (None, Some("M-77")));
    assert_eq!(back.reason.as_ref().unwrap().code.as_deref(), Some("MD06"));
    let detail = &back.details[0];
    assert_eq!((detail.instructed.as_ref().unwrap().amount_minor, detail.charges[0].amount_minor), (5_000, -300));
    assert_eq!(back.booking_date.unwrap().to_string(), "2027-01-01", "the day that is nearest to the value date");
    assert_eq!(entry("260305RC10,N123", "109?20x").entries[0].amount_minor, -1_000);
    assert!(!bank(MT940).unwrap().entries[0].takes_back());
}

#[test]
fn the_dutch_form_and_plain_text() {
    let dutch = entry(
        "260305D10,00NTRFX",
        "/TRTP/SEPA INCASSO/CSID/NL1/NAME/Klant\n BV/MARF/M-1/REMI/USTD//Factuur 17/IBAN/NL26VAYB8060476890/EREF/E-9/RTRN/MS03",
    );
    let entry_ = &dutch.entries[0];
    assert_eq!(
        (entry_.mandate.as_deref(), entry_.end_to_end_id.as_deref(), entry_.remittance.line().as_str()),
        (Some("M-1"), Some("E-9"), "Factuur 17")
    );
    assert_eq!(
        (entry_.reason.as_ref().unwrap().code.as_deref(), entry_.details[0].creditor.name.as_deref()),
        (Some("MS03"), Some("Klant BV"))
    );
    let plain = entry("260305C10,00NTRFX", "Rechnung 17\n vielen Dank");
    assert_eq!(plain.entries[0].remittance.texts, ["Rechnung 17", "vielen Dank"]);
}

#[test]
fn several_statements_envelopes_and_line_ends() {
    let second = MT940.trim_start().replace("\r\n", "\n");
    let read = bank(format!("{{1:F01X}}{{2:O9400000}}{{4:\n{second}{second}")).unwrap();
    assert_eq!((read.statements.len(), read.entries.len()), (2, 4));
    assert_eq!(read.entries[2].place.path, ":20:[2]/:61:[1]");
    assert_eq!(bank(MT940.replace("\r\n", "\r")).unwrap().entries.len(), 2);
    let swift = bank(second.replace("\n-\n", "\n-}\n")).unwrap();
    assert_eq!(swift.entries.len(), 2);
}

#[test]
fn old_encodings_are_guessed_and_that_is_said() {
    let latin: Vec<u8> = MT940.replace("Lieferant", "Müller").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let read = bank(latin).unwrap();
    assert_eq!(read.entries[0].details[0].creditor.name.as_deref(), Some("Müller GmbH"));
    assert!(read.noticed(RemarkKind::EncodingGuessed));
    let utf8 = bank(MT940.replace("Lieferant", "Müller")).unwrap();
    assert_eq!(
        (utf8.entries[0].details[0].creditor.name.as_deref(), utf8.noticed(RemarkKind::EncodingGuessed)),
        (Some("Müller GmbH"), false)
    );
}

#[test]
fn what_happens_within_the_day_is_only_shown() {
    let read = bank(":20:A\n:25:X\n:28C:1\n:34F:EURD0,\n:13D:2603051000+0100\n:61:260305D10,00NTRFX\n:86:a\n:90D:1EUR10,\n-\n").unwrap();
    assert_eq!((read.statements[0].kind, read.entries[0].status), (StatementKind::Mt942, Some(Status::Pending)));
    assert!(read.noticed(RemarkKind::NotBooked));
    assert_eq!(entry("260305ED10,00NTRFX", "a").entries[0].status, Some(Status::Pending));
}

#[test]
fn what_is_wrong_is_refused_with_its_field() {
    let of = |from: &str, to: &str| {
        let refusal = refused(MT940.replacen(from, to, 1));
        (refusal.kind, refusal.line, refusal.path)
    };
    assert_eq!(of("DR50,00", "DR50.00"), (RefusalKind::Line, 6, ":61:".to_owned()));
    assert_eq!(of("DR50,00", "DR50,005"), (RefusalKind::AmountTooFine, 6, ":61:".to_owned()));
    assert_eq!(of("DR50,00", "XR50,00"), (RefusalKind::Line, 6, ":61:".to_owned()));
    assert_eq!(of(":61:260305", ":61:261305"), (RefusalKind::Date, 6, ":61:".to_owned()));
    assert_eq!(of("C260304EUR", "X260304EUR"), (RefusalKind::Word, 5, ":60F:".to_owned()));
    assert_eq!(of("C260304EUR", "C260304EUX"), (RefusalKind::Currency, 5, ":60F:".to_owned()));
    assert_eq!(of(":60F:C260304EUR1000,\r\n", ""), (RefusalKind::Missing, 5, ":60F:".to_owned()));
    assert_eq!(of("\r\n:20:STARTUMSE", "Umsätze\r\n:20:STARTUMSE").0, RefusalKind::Line);
    let (start, _) = MT940.split_once(":62F:").unwrap();
    assert_eq!(refused(start).kind, RefusalKind::Truncated);
    assert_eq!(refused(":20:A\n:25:X\n").kind, RefusalKind::Truncated);
}
