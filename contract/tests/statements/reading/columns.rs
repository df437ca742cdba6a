//! What somebody sees of a table whose columns they say, and what comes of it.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::bank::{ColumnRole, DateOrder, DecimalMark, MappedColumn, TableLook, TableMapping};
use eyelevel_contract::statements::reading::{CurrencyCode, Encoding, Opened, Refusal, RefusalKind, RemarkKind, open_as};

use super::samples::{Bank, collect};
use crate::json::both_ways;

const OWN: &str = "Tag;Wofür;Summe\r\n05/03/2026;\"Müller; danke\";1.234,50\r\n06/03/2026;Größe;-2\r\n";

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn look(file: &[u8], said: Option<&TableMapping>) -> TableLook {
    let Ok(Opened::Table(table)) = open_as(file, said) else { panic!("it is a table") };
    table.look()
}

fn read(file: &[u8], said: &TableMapping) -> Result<Bank, Refusal> {
    let Opened::Table(table) = open_as(file, Some(said))? else { panic!("it is a table") };
    collect(table.read(said, false)?)
}

fn said(columns: &[(&str, ColumnRole)]) -> TableMapping {
    TableMapping {
        separator: ";".to_owned(),
        dates: DateOrder::DayMonthYear,
        decimals: DecimalMark::Comma,
        currency: Some(CurrencyCode::EUR),
        encoding: None,
        columns: columns.iter().map(|(header, role)| MappedColumn { header: (*header).to_owned(), role: *role }).collect(),
    }
}

const ALL: [(&str, ColumnRole); 3] = [("Tag", ColumnRole::BookingDate), ("Wofür", ColumnRole::Remittance), ("Summe", ColumnRole::Amount)];

#[test]
fn the_first_rows_are_shown_and_what_can_be_guessed_of_them() {
    let seen = look(&latin(OWN), None);
    both_ways(&seen);
    let names: Vec<_> = seen.columns.iter().map(|column| (column.header.as_str(), column.role)).collect();
    assert_eq!(names, [("Tag", None), ("Wofür", None), ("Summe", None)]);
    assert_eq!(seen.columns[1].values, ["Müller; danke", "Größe"]);
    assert_eq!((seen.separator.as_str(), seen.encoding, seen.dates), (";", Some(Encoding::Windows1252), None));
    let known = look("Datum,Betrag (EUR),Mitteilung\n2026-03-05,\"1,234.50\",a\n".as_bytes(), None);
    let roles: Vec<_> = known.columns.iter().filter_map(|column| column.role).collect();
    assert_eq!(roles, [ColumnRole::BookingDate, ColumnRole::Amount, ColumnRole::Remittance]);
    assert_eq!(
        (known.separator.as_str(), known.dates, known.decimals, known.currency, known.encoding),
        (",", Some(DateOrder::YearMonthDay), Some(DecimalMark::Point), Some(CurrencyCode::EUR), None)
    );
    // A cell that is a novel, and a table as wide as a wall, are shown in part.
    let wide = look(format!("Datum;Betrag;{}\n1;2;{}\n", "x;".repeat(500), "n".repeat(5_000)).as_bytes(), None);
    assert!(wide.columns.len() == 100 && wide.columns.iter().flat_map(|column| &column.values).all(|value| value.len() <= 60));
}

#[test]
fn what_is_said_is_read_so() {
    let mapping = said(&ALL);
    both_ways(&mapping);
    let bank = read(&latin(OWN), &mapping).unwrap();
    let entries: Vec<_> = bank.entries.iter().map(|entry| (entry.amount_minor, entry.remittance.line())).collect();
    assert_eq!(entries, [(123_450, "Müller; danke".to_owned()), (-200, "Größe".to_owned())]);
    assert_eq!(bank.remarks.count(RemarkKind::EncodingGuessed), 1);
    // Said, it is not guessed; and believed even where it is wrong, as far as that can be.
    let in_latin = TableMapping { encoding: Some(Encoding::Latin1), ..mapping.clone() };
    assert_eq!(read(&latin(OWN), &in_latin).unwrap().remarks.count(RemarkKind::EncodingGuessed), 0);
    let wrong = TableMapping { encoding: Some(Encoding::Utf8), ..mapping.clone() };
    assert_eq!(read(&latin(OWN), &wrong).map(|bank| bank.entries.len()).unwrap_err().kind, RefusalKind::EncodingWrong);
    let euro = TableMapping {
        encoding: Some(Encoding::Latin9),
        columns: said(&[("Tag", ColumnRole::BookingDate), ("in \u{20ac}", ColumnRole::Amount)]).columns,
        ..mapping.clone()
    };
    assert_eq!(read(b"Tag;Text;in \xa4\n05.03.2026;a;1\n", &euro).unwrap().entries[0].amount_minor, 100);
    // A mark at the beginning knows better.
    let marked = ["\u{feff}".as_bytes(), OWN.as_bytes()].concat();
    assert_eq!(read(&marked, &in_latin).unwrap().entries[1].remittance.line(), "Größe");
}

#[test]
fn another_separator_makes_another_table() {
    let file = "Tag|Summe, brutto|Text, frei\n05.03.2026|1,50|a, b, c\n";
    let commas = TableMapping { separator: ",".to_owned(), ..said(&[]) };
    assert_eq!(look(file.as_bytes(), Some(&commas)).columns[0].header, "Tag|Summe");
    let bars =
        TableMapping { separator: "|".to_owned(), ..said(&[("Tag", ColumnRole::BookingDate), ("Summe, brutto", ColumnRole::Amount)]) };
    assert_eq!(read(file.as_bytes(), &bars).unwrap().entries[0].amount_minor, 150);
}

#[test]
fn what_can_t_be_meant_is_refused_and_names_the_column() {
    let refused = |columns: &[(&str, ColumnRole)], currency: Option<CurrencyCode>| {
        let refusal = read(OWN.as_bytes(), &TableMapping { currency, ..said(columns) }).map(|bank| bank.entries.len()).unwrap_err();
        assert!(refusal.kind.is_of_columns(), "{refusal}");
        (refusal.kind, refusal.detail)
    };
    let euro = Some(CurrencyCode::EUR);
    let of = |what: &str| (RefusalKind::Columns, what.to_owned());
    assert_eq!(refused(&ALL[..2], euro), of("amount"));
    assert_eq!(refused(&ALL[1..], euro), of("booking_date"));
    assert_eq!(refused(&ALL, None), of("currency"));
    let twice = [ALL[0], ("Wofür", ColumnRole::Amount), ALL[2]];
    assert_eq!(refused(&twice, euro), of("Summe"));
    let elsewhere = [ALL[0], ("Wofür", ColumnRole::Amount)];
    assert_eq!(refused(&elsewhere, euro), (RefusalKind::Amount, "Müller; danke".to_owned()));
    assert!(!RefusalKind::Quotes.is_of_columns() && !RefusalKind::Truncated.is_of_columns());
}
