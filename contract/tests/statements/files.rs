//! What came of a file, added up.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::statements::{Account, FILE_LINES, Fate, FileLine, FileMark, FileReport, MarkKind, validate_settings};

use crate::json::both_ways;

fn line(fate: Fate, day: &str, amount: i64, currency: &str) -> FileLine {
    FileLine {
        fate,
        kind: None,
        line: 7,
        path: "Document/Ntry[1]".to_owned(),
        day: day.parse().ok(),
        amount,
        currency: currency.to_owned(),
        account: None,
        text: "RE-1".to_owned(),
        mark: Some(FileMark { kind: MarkKind::Iban, value: "DE02120300000000202051".to_owned() }),
    }
}

#[test]
fn every_line_is_counted_and_summed_by_what_becomes_of_it() {
    let mut report = FileReport::of("camt.053");
    for fate in Fate::ALL {
        report.add(line(*fate, "2026-03-05", -100, "EUR"));
    }
    report.add(line(Fate::Posted, "2026-01-31", 30, "EUR"));
    report.add(line(Fate::Posted, "2026-06-01", 7, "CHF"));
    report.add(line(Fate::Shown, "", i64::MIN, "EUR"));
    both_ways(&report);
    assert_eq!((report.all(), report.posted, report.shown, report.rejected), (9, 3, 2, 1));
    let sum = |fate, currency| report.sums.iter().find(|sum| sum.fate == fate && sum.currency == currency).map(|sum| (sum.lines, sum.sum));
    assert_eq!((sum(Fate::Posted, "EUR"), sum(Fate::Posted, "CHF"), sum(Fate::Known, "CHF")), (Some((2, -70)), Some((1, 7)), None));
    assert_eq!(sum(Fate::Shown, "EUR"), Some((2, i64::MIN)), "a sum beyond all bounds is no panic");
    assert_eq!((report.from, report.until), ("2026-01-31".parse().ok(), "2026-06-01".parse().ok()));
    assert_eq!(report.sums.iter().map(|sum| sum.lines).sum::<i64>(), report.all());
}

#[test]
fn of_each_fate_the_first_lines_are_named() {
    let mut report = FileReport::of("camt.053");
    for n in 0..FILE_LINES + 5 {
        report.add(line(Fate::Posted, "2026-03-05", n, "EUR"));
    }
    report.add(line(Fate::Nobodys, "2026-03-05", 1, "EUR"));
    let named = |fate| report.lines.iter().filter(|line| line.fate == fate).count();
    assert_eq!((named(Fate::Posted), named(Fate::Nobodys)), (usize::try_from(FILE_LINES).unwrap(), 1));
    assert_eq!(report.posted, FILE_LINES + 5);
}

#[test]
fn an_account_is_told_what_is_its() {
    let mut account = Account {
        id: "1".to_owned(),
        partner: OrganisationRef { id: "2".to_owned(), name: "Nordlicht IT".to_owned() },
        number: "10042".to_owned(),
        currency: "EUR".to_owned(),
        opening: 0,
        opened_on: "2026-01-01".parse().unwrap(),
        mandates: vec!["M-1".to_owned()],
        ibans: vec![],
        vat_id: None,
        version: 1,
    };
    let mark = |kind, value: &str| FileMark { kind, value: value.to_owned() };
    let told = |account: &Account, mark: &FileMark| mark.told(account).map(|edit| validate_settings(&edit).unwrap());
    let mandate = told(&account, &mark(MarkKind::Mandate, "M-2")).unwrap();
    assert_eq!((mandate.mandates, mandate.vat_id.as_str()), (vec!["M-1".to_owned(), "M-2".to_owned()], ""));
    assert_eq!(told(&account, &mark(MarkKind::Iban, "de02 1203 0000 0000 2020 51")).unwrap().ibans, ["DE02120300000000202051"]);
    let vat = mark(MarkKind::VatId, "DE136695976");
    assert_eq!(told(&account, &vat).unwrap().vat_id, "DE136695976");
    account.vat_id = Some("DE111111111".to_owned());
    assert_eq!(told(&account, &vat), None, "an account has one VAT number");
}
