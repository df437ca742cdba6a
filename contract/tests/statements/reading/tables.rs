//! Tables as banks export them.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::json;
use eyelevel_contract::statements::reading::bank::{ColumnRole, Item, Items, MappedColumn, Status, Table, TableMapping};
use eyelevel_contract::statements::reading::{Opened, Refusal, RefusalKind, RemarkKind, open};

use super::bank_samples::SPARKASSE;
use super::samples::{Bank, collect};

fn table(file: &[u8]) -> Table<&[u8]> {
    match open(file) {
        Ok(Opened::Table(table)) => *table,
        Ok(_) => panic!("it is a table"),
        Err(refusal) => panic!("{refusal}"),
    }
}

fn guessed(file: impl AsRef<[u8]>) -> Result<Bank, Refusal> {
    let Opened::Table(table) = open(file.as_ref())? else { panic!("it is a table") };
    let mapping = table.guess()?;
    assert_eq!(json::from_text(&json::to_text(&mapping)).as_ref(), Some(&mapping), "it can be remembered");
    collect(table.read(&mapping, true)?)
}

fn refused(file: impl AsRef<[u8]>) -> (RefusalKind, i64, String) {
    let refusal = guessed(file).map(|bank| bank.entries).expect_err("it is refused");
    (refusal.kind, refusal.line, refusal.path)
}

#[test]
fn a_german_export_with_quotes_semicolons_and_commas() {
    let read = guessed(SPARKASSE).unwrap();
    assert_eq!(read.statements[0].account.as_deref(), Some("DE02120300000000202051"));
    let debit = &read.entries[0];
    assert_eq!((debit.amount_minor, debit.currency.code(), debit.status), (-123_456, "EUR", Some(Status::Booked)));
    assert_eq!(
        (debit.booking_date.unwrap().to_string(), debit.value_date.unwrap().to_string()),
        ("2026-03-05".to_owned(), "2026-03-06".to_owned())
    );
    assert_eq!(debit.remittance.line(), "RE-2026/17; \"Büro\" vielen Dank");
    assert_eq!((debit.mandate.as_deref(), debit.end_to_end_id.as_deref(), debit.place.line), (Some("M-1"), None, 2));
    assert_eq!(debit.details[0].creditor.name.as_deref(), Some("Lieferant GmbH"));
    assert_eq!(debit.details[0].creditor.id.as_deref(), Some("DE98ZZZ09999999999"));
    let back = &read.entries[1];
    assert_eq!((back.amount_minor, back.takes_back(), back.reason.as_ref().unwrap().code.as_deref()), (-5_300, true, Some("MD06")));
    assert_eq!((back.details[0].instructed.as_ref().unwrap().amount_minor, back.details[0].charges[0].amount_minor), (5_000, -300));
    assert_eq!((read.entries[2].status, read.remarks.count(RemarkKind::NotBooked)), (Some(Status::Pending), 1));
    assert_eq!(read.remarks.count(RemarkKind::ColumnsGuessed), 1);
}

#[test]
fn latin1_is_guessed_and_a_mark_is_believed() {
    let latin: Vec<u8> = SPARKASSE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let read = guessed(latin).unwrap();
    assert!(read.entries[0].remittance.line().contains("\"Büro\"") && read.noticed(RemarkKind::EncodingGuessed));
    assert!(guessed(format!("\u{feff}{SPARKASSE}")).unwrap().entries[0].remittance.line().contains("Büro"));
    let utf16: Vec<u8> = core::iter::once(0xfeff).chain(SPARKASSE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(guessed(utf16).unwrap().entries[0].remittance.line().contains("Büro"));
}

#[test]
fn lines_above_the_header_and_below_the_entries() {
    let file = "\"Girokonto\";\"DE02120300000000202051\"\n\"Zeitraum:\";\"01.03.2026 - 31.03.2026\"\n\"\"\n\
        \"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\"Umsatztyp\";\"IBAN\";\"Betrag (€)\";\"Gläubiger-ID\";\"Mandatsreferenz\";\"Kundenreferenz\"\n\
        \"05.03.26\";\"05.03.26\";\"Gebucht\";\"Wir\";\"Lieferant\";\"RE-17\";\"Ausgang\";\"DE21860000000086001055\";\"-50\";\"\";\"\";\"\"\n\
        ;;;;;;;;;;;\n\"Kontostand\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\"1.000,00\";\"\";\"\";\"\"\n\"Ende\"\n";
    assert_eq!(refused(file.replace("Kontostand", "Irgendwas")).0, RefusalKind::Date, "a word where a date is, beside an amount");
    let read = guessed(file).unwrap();
    assert_eq!(
        (read.entries.len(), read.entries[0].amount_minor, read.statements[0].account.as_deref()),
        (1, -5_000, Some("DE02120300000000202051"))
    );
    assert_eq!(read.entries[0].details[0].debtor.name.as_deref(), Some("Wir"));
    assert_eq!(read.remarks.count(RemarkKind::RowSkipped), 2);
}

#[test]
fn debit_and_credit_in_two_columns_and_signs_in_a_third() {
    let two =
        guessed("Date,Description,Paid out,Paid in,Currency\n2026-03-05,RE-1,\"1,234.50\",,EUR\n2026-03-06,RE-2,,7.00,EUR\n").unwrap();
    assert_eq!(two.entries.iter().map(|entry| entry.amount_minor).collect::<Vec<_>>(), [-123_450, 700]);
    let sign = guessed("Datum;Betrag;Soll/Haben;Währung\n05.03.2026;1,00;S;EUR\n05.03.2026;2,00;H;EUR\n").unwrap();
    assert_eq!(sign.entries.iter().map(|entry| entry.amount_minor).collect::<Vec<_>>(), [-100, 200]);
    assert_eq!(refused("Datum;Betrag;Soll/Haben;Währung\n05.03.2026;1,00;X;EUR\n"), (RefusalKind::Word, 2, "Soll/Haben".to_owned()));
}

#[test]
fn texts_over_several_lines_keep_their_rows() {
    let read = guessed("Datum;Verwendungszweck;Betrag;Währung\n05.03.2026;\"RE-1\n  und RE-2\";1,00;EUR\n06.03.2026;x;2,00;EUR\n").unwrap();
    assert_eq!(read.entries[0].remittance.line(), "RE-1\n  und RE-2");
    assert_eq!((read.entries[1].place.line, read.entries.len()), (4, 2));
}

#[test]
fn quotes_gone_wrong_are_refused_with_their_line() {
    let row = |text: &str| {
        refused(format!(
            "Datum;Verwendungszweck;Betrag;Währung\n05.03.2026;a;1,00;EUR\n05.03.2026;{text};1,00;EUR\n06.03.2026;b;2,00;EUR\n"
        ))
    };
    assert_eq!(row("\"Rohr 5\" lang\"").0, RefusalKind::Quotes);
    assert_eq!(row("\"nie zu"), (RefusalKind::Quotes, 3, String::new()));
    assert_eq!(row("a;b"), (RefusalKind::RowLength, 3, String::new()), "a separator that should have been quoted");
    let fine = guessed("Datum;Verwendungszweck;Betrag;Währung\n05.03.2026;Rohr 5\" lang;1,00;EUR\n");
    assert_eq!(fine.unwrap().entries[0].remittance.line(), "Rohr 5\" lang");
}

#[test]
fn values_that_are_none_name_their_column() {
    let row = |row: &str| refused(format!("Datum;Verwendungszweck;Betrag;Währung\n05.03.2026;a;1,00;EUR\n{row}\n"));
    assert_eq!(row("32.03.2026;a;1,00;EUR"), (RefusalKind::Date, 3, "Datum".to_owned()));
    assert_eq!(row("05.03.2026;a;1,0,0;EUR"), (RefusalKind::Amount, 3, "Betrag".to_owned()));
    assert_eq!(row("05.03.2026;a;1,005;EUR"), (RefusalKind::AmountTooFine, 3, "Betrag".to_owned()));
    assert_eq!(row("05.03.2026;a;1,00;EURO"), (RefusalKind::Currency, 3, "Währung".to_owned()));
    assert_eq!(row("05.03.2026;a;1,00").0, RefusalKind::RowLength);
}

#[test]
fn what_is_not_clear_is_asked_and_an_answer_is_remembered() {
    let unclear = |file: &str| {
        let refusal = table(file.as_bytes()).guess().expect_err("it is not clear");
        (refusal.kind, refusal.detail)
    };
    assert_eq!(unclear("Datum;Zweck;Betrag\n05.03.2026;a;1,00\n"), (RefusalKind::Columns, "currency".to_owned()));
    assert_eq!(unclear("Datum;Zweck;Betrag;Währung\n05.03.2026;a;1.234;EUR\n"), (RefusalKind::Columns, "amount".to_owned()));
    assert_eq!(unclear("Foo;Bar;Baz\n1;2;3\n"), (RefusalKind::Columns, "booking_date".to_owned()));
    let file = "Irgendwas;x;y\nTag;Wieviel;Wofür\n05/03/2026;1.50;RE-1\n";
    let column = |header: &str, role| MappedColumn { header: header.to_owned(), role };
    let mapping = TableMapping {
        encoding: None,
        separator: ";".to_owned(),
        dates: eyelevel_contract::statements::reading::bank::DateOrder::DayMonthYear,
        decimals: eyelevel_contract::statements::reading::bank::DecimalMark::Point,
        currency: eyelevel_contract::statements::reading::CurrencyCode::parse("CHF").ok(),
        columns: vec![
            column("Tag", ColumnRole::BookingDate),
            column("Wieviel", ColumnRole::Amount),
            column("Wofür", ColumnRole::Remittance),
        ],
    };
    let read = collect(table(file.as_bytes()).read(&mapping, false).unwrap()).unwrap();
    assert_eq!(
        (read.entries[0].amount_minor, read.entries[0].currency.code(), read.entries[0].remittance.line().as_str()),
        (150, "CHF", "RE-1")
    );
    let without = TableMapping { columns: vec![column("Tag", ColumnRole::BookingDate)], ..mapping.clone() };
    let refusal = table(file.as_bytes()).read(&without, false).map(Items::count).expect_err("it has no amount");
    assert_eq!((refusal.kind, refusal.detail.as_str()), (RefusalKind::Columns, "amount"));
    let other = TableMapping { columns: vec![column("Datum", ColumnRole::BookingDate)], ..mapping };
    assert_eq!(table(file.as_bytes()).read(&other, false).map(Items::count).unwrap_err().detail, "Datum");
}

#[test]
fn no_text_is_taken_for_a_table() {
    for text in ["Hallo, Welt, wie geht es", "a;b\nc;d\n", "{\"a\": 1,\n \"b\": [1, 2, 3]}"] {
        assert!(matches!(open(text.as_bytes()), Err(Refusal { kind: RefusalKind::Unknown, .. })), "{text}");
    }
}

#[test]
fn long_tables_are_read_row_by_row() {
    let rows = 5_000;
    let file = format!("Datum;Verwendungszweck;Betrag;Währung\n{}", "05.03.2026;RE-1;-1,00;EUR\n".repeat(rows));
    let table = table(file.as_bytes());
    let mapping = table.guess().unwrap();
    assert!(table.sample().count() < 100);
    let entries = table.read(&mapping, true).unwrap().filter(|item| matches!(item, Ok(Item::Entry(_)))).count();
    assert_eq!(entries, rows);
}
