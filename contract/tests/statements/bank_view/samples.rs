//! Both sides in a few words, and what came of them as lines.

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::bank_view::{Ask, BankLine, Gathered, LedgerLine, NamedDocument, Outcome, compare};
use eyelevel_contract::statements::ledger::PostingKind;

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A movement of the ledger: the id, the day, the amount.
pub(super) fn moved(kind: PostingKind, id: &str, date: &str, amount: i64) -> LedgerLine {
    LedgerLine {
        id: id.to_owned(),
        kind,
        booked_on: day(date),
        value_on: None,
        amount,
        end_to_end_id: None,
        mandate: Some("M-1".to_owned()),
        text: String::new(),
        about: vec![],
    }
}

pub(super) fn debit(id: &str, date: &str, amount: i64) -> LedgerLine {
    moved(PostingKind::Debit, id, date, amount)
}

/// A line of the partner's bank.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) date: String,
    pub(super) amount: i64,
    pub(super) text: &'static str,
    pub(super) mandate: &'static str,
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) asked: Option<i64>,
    pub(super) info: &'static str,
}

/// A line under the vendor's mandate.
pub(super) fn row(date: &str, amount: i64) -> Row {
    Row {
        date: date.to_owned(),
        amount,
        text: "",
        mandate: "M-1",
        id: "",
        name: "Nordlicht Systeme GmbH",
        kind: "",
        asked: None,
        info: "Umsatz gebucht",
    }
}

/// A line of somebody else's.
pub(super) fn other(date: &str, amount: i64) -> Row {
    Row { mandate: "", name: "Stadtwerke", ..row(date, amount) }
}

fn money(minor: i64) -> String {
    format!("{}{},{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100)
}

/// The table that a savings bank exports.
pub(super) fn csv(rows: &[Row]) -> String {
    let mut out = "Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Mandatsreferenz;Kundenreferenz (End-to-End);\
                   Lastschrift Ursprungsbetrag;Beguenstigter/Zahlungspflichtiger;Betrag;Waehrung;Info\n"
        .to_owned();
    for row in rows {
        let asked = row.asked.map(money).unwrap_or_default();
        let cells = [&row.date, &row.date, row.kind, row.text, row.mandate, row.id, &asked, row.name, &money(row.amount), "EUR", row.info];
        out.push_str(&cells.join(";"));
        out.push('\n');
    }
    out
}

/// The vendor's side: its lines, and the numbers of its invoices.
pub(super) fn ask(lines: &[LedgerLine], invoices: &[&str]) -> Ask {
    Ask {
        vendor: "Nordlicht Systeme GmbH".to_owned(),
        currency: "EUR".to_owned(),
        opened_on: day("2026-01-01"),
        mandates: vec!["M-1".to_owned()],
        lines: lines.to_vec(),
        documents: invoices.iter().map(|number| NamedDocument { id: format!("id {number}"), number: (*number).to_owned() }).collect(),
    }
}

pub(super) fn compared(ask: Ask, rows: &[Row]) -> Outcome {
    let mut read = Gathered::default();
    read.add(csv(rows).as_bytes(), None, "EUR").unwrap_or_else(|why| panic!("{why:?}"));
    compare(ask, read)
}

fn bank(line: &BankLine) -> String {
    format!("{} {}", &line.booked_on.to_string()[5..], line.amount)
}

/// Everything that came of it: what differs, then what agrees.
pub(super) fn report(outcome: &Outcome) -> Vec<String> {
    let all = outcome.page(true, 0, usize::MAX).into_iter().chain(outcome.page(false, 0, usize::MAX));
    all.map(|one| {
        let side = |all: Vec<String>| if all.is_empty() { "–".to_owned() } else { all.join(" + ") };
        let mut said = format!("{} {}: {} | {}", one.comparison, one.tie, side(one.bank.iter().map(bank).collect()), side(one.ledger));
        for (word, n) in [("difference", one.difference), ("days", one.days), ("fee", one.fee)] {
            if n != 0 {
                said.push_str(&format!(" {word} {n}"));
            }
        }
        if !one.documents.is_empty() {
            said.push_str(&format!(" names {}", one.documents.join(", ")));
        }
        said + if one.at_the_edge { " edge" } else { "" }
    })
    .collect()
}

#[track_caller]
pub(super) fn expect(lines: &[LedgerLine], invoices: &[&str], rows: &[Row], expected: &[&str]) {
    assert_eq!(report(&compared(ask(lines, invoices), rows)), expected);
}
