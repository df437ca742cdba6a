//! Files: which are read, what several of them say together, and what is refused.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::json;
use eyelevel_contract::statements::bank_view::{Gathered, LINES_MAX, Told, Unread, Wish, compare};
use eyelevel_contract::statements::reading::bank::{ColumnRole, DateOrder, DecimalMark, MappedColumn, TableMapping};
use eyelevel_contract::statements::reading::{CurrencyCode, RefusalKind};

use super::samples::{Row, ask, csv, debit, other, report, row};

fn read(files: &[&str]) -> Result<Gathered, Box<Unread>> {
    let mut read = Gathered::default();
    for file in files {
        read.add(file.as_bytes(), None, "EUR")?;
    }
    Ok(read)
}

/// A partner's statement in camt.053 with one collective debit that lists two, one pending line and one in another currency.
const CAMT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-28</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">150.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-10</Dt></BookgDt><ValDt><Dt>2026-03-10</Dt></ValDt>
<NtryDtls>
<TxDtls><Refs><EndToEndId>E-1</EndToEndId><MndtId>M-1</MndtId></Refs><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<RltdPties><Cdtr><Pty><Nm>Nordlicht Systeme</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties></TxDtls>
<TxDtls><Refs><EndToEndId>X-9</EndToEndId></Refs><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<RltdPties><Cdtr><Pty><Nm>Stadtwerke</Nm></Pty></Cdtr></RltdPties></TxDtls>
</NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">70.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-03-11</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="CHF">70.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-11</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

const MT940: &str = ":20:STARTUMS\r\n:25:12030000/202051\r\n:28C:1/1\r\n:60F:C260301EUR100,00\r\n:61:2603100310DR100,00NDDTE-1//B1\r\n\
    :86:105?00FOLGELASTSCHRIFT?20EREF+E-1?21MREF+M-1?22SVWZ+RE-2026-0017?32Nordlicht Systeme\r\n:62F:C260331EUR0,00\r\n-\r\n";

#[test]
fn a_statement_in_camt_covers_the_days_between_its_balances_and_its_batches_are_taken_apart() {
    let lines = [debit("d1", "2026-03-10", 10_000), debit("d2", "2026-03-20", 7_000), debit("before", "2026-02-28", 5_000)];
    let outcome = compare(ask(&lines, &[]), read(&[CAMT]).unwrap());
    assert_eq!(report(&outcome), ["only_ledger nothing: – | d2 difference 7000", "agrees mandate: 03-10 -10000 | d1"]);
    let summary = outcome.summary();
    assert_eq!((summary.others, summary.pending, summary.foreign, summary.outside), (1, 1, 1, 1));
    assert_eq!(summary.from.zip(summary.until).map(|(from, until)| format!("{from} {until}")).as_deref(), Some("2026-03-01 2026-03-31"));
    assert_eq!(summary.formats, "camt.053");
}

#[test]
fn mt940_says_the_same() {
    let outcome = compare(ask(&[debit("d1", "2026-03-10", 10_000)], &["RE-2026-0017"]), read(&[MT940]).unwrap());
    assert_eq!(report(&outcome), ["agrees mandate: 03-10 -10000 | d1 names id RE-2026-0017"]);
    assert_eq!(outcome.page(false, 0, 1)[0].bank[0].end_to_end_id.as_deref(), Some("E-1"));
}

#[test]
fn the_same_line_of_two_files_is_one_and_two_of_one_file_are_two() {
    let twice = csv(&[row("2026-03-02", -10_000), row("2026-03-02", -10_000)]);
    let thrice = csv(&[row("2026-03-02", -10_000), row("2026-03-02", -10_000), row("2026-03-02", -10_000), other("2026-03-03", -1)]);
    let both = read(&[&twice, &twice]).unwrap();
    assert_eq!(both.count(), 2);
    assert_eq!(compare(ask(&[], &[]), both).summary().repeated, 2);
    assert_eq!(read(&[&twice, &thrice]).unwrap().count(), 4);
}

#[test]
fn what_is_no_bank_file_is_said() {
    let refused = |file: &str| match read(&[file]).err().map(|why| *why) {
        Some(Unread::Refused { refusal } | Unread::Table { refusal, .. }) => (refusal.kind, refusal.line),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(""), (RefusalKind::Empty, 0));
    assert_eq!(refused("nonsense"), (RefusalKind::Unknown, 1));
    assert_eq!(refused("PK\u{3}\u{4}"), (RefusalKind::Packed, 0));
    assert_eq!(refused(&CAMT[..CAMT.len() / 2]).0, RefusalKind::Truncated);
    assert_eq!(refused(&csv(&[row("2026-03-02", -10_000)]).replace("-100,00", "hundert")), (RefusalKind::Amount, 2));
    assert!(matches!(read(&["%PDF-1.7\n"]).err().as_deref(), Some(Unread::Pdf {})));
    assert!(matches!(read(&[&CAMT.replace("EUR", "SEK")]).err().as_deref(), Some(Unread::Currency {})));
}

/// Which columns a table has, what is known of each, and why it is not read.
fn asked(file: &str, said: Option<&TableMapping>) -> (RefusalKind, Vec<(String, Option<ColumnRole>)>) {
    match Gathered::default().add(file.as_bytes(), said, "EUR").map_err(|why| *why) {
        Err(Unread::Table { refusal, table, mapping }) => {
            assert_eq!(mapping.as_ref(), said);
            assert_eq!(table.currency, CurrencyCode::parse("EUR").ok(), "it is the account's");
            (refusal.kind, table.columns.into_iter().map(|column| (column.header, column.role)).collect())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_with_columns_of_its_own_is_asked_about_and_read_with_the_answer() {
    let own = "Wann|Wofür|Wie viel\n02.03.2026|RE-2026-0017|-100,00\n";
    let (kind, columns) = asked(own, None);
    assert_eq!((kind, columns.len()), (RefusalKind::Columns, 3));
    assert!(columns.iter().all(|(_, role)| role.is_none()));
    let column = |header: &str, role| MappedColumn { header: header.to_owned(), role };
    let mapping = TableMapping {
        separator: "|".to_owned(),
        dates: DateOrder::DayMonthYear,
        decimals: DecimalMark::Comma,
        currency: CurrencyCode::parse("EUR").ok(),
        encoding: None,
        columns: vec![
            column("Wann", ColumnRole::BookingDate),
            column("Wofür", ColumnRole::Remittance),
            column("Wie viel", ColumnRole::Amount),
        ],
    };
    let mut gathered = Gathered::default();
    gathered.add(own.as_bytes(), Some(&mapping), "EUR").unwrap();
    let outcome = compare(ask(&[debit("d1", "2026-03-02", 10_000)], &["RE-2026-0017"]), gathered);
    assert_eq!(report(&outcome), ["agrees amount: 03-02 -10000 | d1 names id RE-2026-0017"]);
    // What was said wrongly can be said again.
    assert_eq!(asked(own, Some(&TableMapping { dates: DateOrder::YearMonthDay, ..mapping })).0, RefusalKind::Date);
}

#[test]
fn a_table_without_a_currency_is_in_the_accounts_and_what_is_known_of_others_is_said() {
    let bare = "Date,Description,Amount\n2026-03-02,Card,-100.00\n";
    assert_eq!(
        report(&compare(ask(&[debit("d1", "2026-03-02", 10_000)], &[]), read(&[bare]).unwrap())),
        ["agrees amount: 03-02 -10000 | d1"]
    );
    let (kind, columns) = asked("Date,Description,Wie viel\n2026-03-02,Card,-100.00\n", None);
    assert_eq!(kind, RefusalKind::Columns);
    assert_eq!(
        columns.into_iter().map(|(_, role)| role).collect::<Vec<_>>(),
        [Some(ColumnRole::BookingDate), Some(ColumnRole::Remittance), None]
    );
}

#[test]
fn a_refused_file_leaves_nothing_behind() {
    let mut gathered = Gathered::default();
    let broken = csv(&[row("2026-03-02", -10_000), Row { date: "32.03.2026".to_owned(), ..row("2026-03-02", -1) }]);
    assert!(gathered.add(broken.as_bytes(), None, "EUR").is_err());
    assert_eq!(gathered.count(), 0);
    const { assert!(LINES_MAX >= 1_000_000) };
}

#[test]
fn messages_travel_as_json() {
    let outcome = compare(ask(&[debit("d1", "2026-03-02", 10_000)], &[]), read(&[&csv(&[row("2026-03-02", -11_000)])]).unwrap());
    let told = [
        Told::Ready {},
        Told::Progress { bytes: 1, of: 2 },
        Told::Compared { summary: outcome.summary().clone() },
        Told::Page { differing: true, from: 0, lines: outcome.page(true, 0, 9) },
        Told::Unread { file: 0, why: Unread::Invoice {} },
    ];
    for told in told {
        assert_eq!(json::from_text(&json::to_text(&told)), Some(told));
    }
    let wish = Wish::Compare { ask: ask(&[debit("d1", "2026-03-02", 1)], &["R-1"]), said: vec![] };
    assert_eq!(json::from_text(&json::to_text(&wish)), Some(wish));
}
