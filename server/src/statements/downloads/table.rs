//! The lines of a statement as a table: its columns once, for the CSV and for the workbook.

use std::collections::BTreeMap;

use eyelevel_contract::civil::Date;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::{Export, ExportLine, Tax};
use eyelevel_texts::{format, statement_downloads as t};

use super::ties::Ties;

/// What stands in a cell. Amounts are minor units.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Number(i64),
    Day(Date),
    Amount(i64),
}

impl Cell {
    fn text(text: Option<&str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Nothing, |text| Self::Text(text.to_owned()))
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

/// Names of columns, and rows.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Every posting, between the balance before and the balance after.
pub(super) fn lines(export: &Export) -> Table {
    let lang = export.lang;
    let rates = rates(export);
    let mut head: Vec<String> = [t::line(lang), t::date(lang), t::kind(lang), t::number(lang), t::value_date(lang), t::due(lang)]
        .into_iter()
        .chain([t::amount(lang), t::open_amount(lang), t::balance(lang), t::currency(lang)])
        .map(str::to_owned)
        .collect();
    head.extend(rates.iter().flat_map(|rate| {
        let rate = format::percent(lang, *rate);
        [t::net_at(lang, &rate), t::tax_at(lang, &rate)]
    }));
    let words = [t::refers_to(lang), t::belongs_to(lang), t::text(lang), t::mandate(lang), t::end_to_end(lang), t::reason(lang)];
    head.extend(words.into_iter().chain([t::note(lang), t::query(lang)]).map(str::to_owned));
    let width = head.len();
    let balance = |name: String, on: Date, amount: i64| {
        let mut row = vec![Cell::Nothing; width];
        (row[1], row[2], row[8], row[9]) = (Cell::Day(on), Cell::Text(name), Cell::Amount(amount), Cell::Text(export.currency.clone()));
        row
    };
    let before = balance(t::opening(lang, format::date(lang, export.from)), export.from, export.equation.opening);
    let after = balance(t::closing(lang, format::date(lang, export.until)), export.until, export.equation.closing);
    let ties = Ties::of(export);
    let lines = export.lines.iter().enumerate().map(|(place, line)| row((export, &ties), place, line, &rates));
    Table { head, rows: std::iter::once(before).chain(lines).chain([after]).collect() }
}

/// The rates of all invoices, the highest first.
fn rates(export: &Export) -> Vec<i64> {
    let mut rates: Vec<i64> = export.lines.iter().flat_map(|line| &line.taxes).map(|tax| tax.rate).collect();
    rates.sort_unstable_by(|a, b| b.cmp(a));
    rates.dedup();
    rates
}

fn row((export, ties): (&Export, &Ties<'_>), place: usize, line: &ExportLine, rates: &[i64]) -> Vec<Cell> {
    let mut row = vec![
        Cell::Number(i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1)),
        Cell::Day(line.booked_on),
        Cell::Text(line.name.clone()),
        Cell::text(line.number.as_deref()),
        Cell::day(line.value_on),
        Cell::day(line.due_on),
        Cell::Amount(line.signed),
        Cell::Amount(line.open),
        Cell::Amount(line.balance),
        Cell::Text(export.currency.clone()),
    ];
    for rate in rates {
        let of: Vec<&Tax> = line.taxes.iter().filter(|tax| tax.rate == *rate).collect();
        let sum = |part: fn(&Tax) -> i64| of.iter().fold(0_i64, |sum, tax| sum.saturating_add(part(tax)));
        let part = |part| if of.is_empty() { Cell::Nothing } else { Cell::Amount(sum(part)) };
        row.extend([part(|tax| tax.net), part(|tax| tax.tax)]);
    }
    row.extend([Cell::text(line.corrects.as_deref()), Cell::text(Some(&ties.sentences(&line.id).collect::<Vec<_>>().join("\n")))]);
    row.extend([Cell::text(Some(&line.text)), Cell::text(line.mandate.as_deref()), Cell::text(line.end_to_end_id.as_deref())]);
    row.extend([line.reason.as_deref(), line.note.as_deref(), line.held.as_deref()].map(Cell::text));
    row
}

/// What does not add up.
pub(super) fn findings(export: &Export) -> Table {
    let lang = export.lang;
    let head = [t::finding(lang), t::amount(lang), t::currency(lang), t::lines(lang), t::until(lang)].map(str::to_owned).to_vec();
    let places: BTreeMap<&str, usize> = export.lines.iter().zip(1..).map(|(line, place)| (line.id.as_str(), place)).collect();
    let row = |finding: &eyelevel_contract::statements::ExportFinding| {
        let places = finding.postings.iter().filter_map(|id| places.get(id.as_str()));
        vec![
            Cell::Text(finding.sentence.clone()),
            if finding.amount == 0 { Cell::Nothing } else { Cell::Amount(finding.amount) },
            Cell::Text(export.currency.clone()),
            Cell::text(Some(&places.map(ToString::to_string).collect::<Vec<_>>().join(", "))),
            Cell::day(finding.refundable_until),
        ]
    };
    Table { head, rows: export.findings.iter().map(row).collect() }
}

/// What belongs to what.
pub(super) fn allocations(export: &Export) -> Table {
    let lang = export.lang;
    let head =
        [t::lowers(lang), t::raises(lang), t::amount(lang), t::currency(lang), t::why(lang), t::by(lang)].map(str::to_owned).to_vec();
    let row = |a: &eyelevel_contract::statements::ExportAllocation| {
        vec![
            Cell::Text(a.lowers_name.clone()),
            Cell::Text(a.raises_name.clone()),
            Cell::Amount(a.amount),
            Cell::Text(export.currency.clone()),
            Cell::Text(a.why.clone()),
            Cell::Text(a.by.clone().unwrap_or_else(|| t::by_itself(lang).to_owned())),
        ]
    };
    Table { head, rows: export.allocations.iter().map(row).collect() }
}

/// An amount as a reader writes it.
pub(super) fn amount(export: &Export, minor: i64) -> String {
    format::decimal(export.lang, minor, decimals(export), true)
}

pub(super) fn decimals(export: &Export) -> u32 {
    u32::try_from(export.decimals).unwrap_or(2)
}

/// What separates columns where numbers have a comma, and where they have a point.
pub(super) const fn separator(lang: Lang) -> u8 {
    match lang {
        Lang::De => b';',
        Lang::En => b',',
    }
}
