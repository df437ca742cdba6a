//! The statement on paper: what `documents` lays out, every word of it. Its fields are those of `documents/src/paper.rs`.

use eyelevel_contract::statements::ledger::Side;
use eyelevel_contract::statements::{Export, ExportFinding, ExportLine};
use eyelevel_texts::{format, statement_downloads as t, statements_page};
use serde::Serialize;

use super::table::{amount, decimals};
use super::ties::Ties;
use super::{csv, equation, json};
use crate::error::Result;

#[derive(Serialize)]
pub(super) struct Paper {
    lang: &'static str,
    title: String,
    from: String,
    from_line: String,
    to: Vec<String>,
    facts: Vec<(&'static str, String)>,
    verdict: String,
    equation: Sums,
    findings: Findings,
    ledger: Ledger,
    note: String,
    page_of: String,
    made_on: (i16, u8, u8),
    files: Vec<Attached>,
}

#[derive(Serialize)]
struct Sums {
    title: &'static str,
    head: (&'static str, String),
    rows: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Findings {
    title: &'static str,
    items: Vec<(String, String, String)>,
}

#[derive(Serialize)]
struct Ledger {
    title: &'static str,
    head: [String; 5],
    before: Balance,
    rows: Vec<Row>,
    after: Balance,
}

#[derive(Serialize)]
struct Balance {
    name: String,
    amount: String,
}

#[derive(Serialize)]
struct Row {
    day: String,
    name: String,
    more: Vec<String>,
    amount: String,
    open: String,
    balance: String,
}

#[derive(Serialize)]
struct Attached {
    name: String,
    media_type: &'static str,
    description: &'static str,
    text: String,
}

/// On paper, with the same statement as CSV and JSON in the file; `phone` is the vendor's, `name` that of the files.
pub(super) fn paper(export: &Export, verdict: &str, phone: &str, name: &str) -> Result<Paper> {
    let lang = export.lang;
    let date = |day| format::date(lang, day);
    let (from, until) = (date(export.from), date(export.until));
    let balance = |name: String, minor: i64| Balance { name, amount: amount(export, minor) };
    let ties = Ties::of(export);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Paper {
        lang: lang.word(),
        title: t::title(lang, &from, &until),
        from: export.vendor.clone(),
        from_line: if phone.is_empty() { export.vendor.clone() } else { t::from_line(lang, &export.vendor, phone) },
        to: vec![export.partner.clone()],
        facts: vec![
            (t::account(lang), export.account.clone()),
            (t::period(lang), t::period_of(lang, &from, &until)),
            (t::currency(lang), export.currency.clone()),
            (t::made_on(lang), date(export.made_on)),
        ],
        verdict: verdict.to_owned(),
        equation: Sums {
            title: statements_page::equation(lang),
            head: (t::kind(lang), t::amount_in(lang, &export.currency)),
            rows: equation::parts(export).into_iter().map(|(name, minor)| (name, amount(export, minor))).collect(),
        },
        findings: Findings { title: statements_page::findings(lang), items: findings(export) },
        ledger: Ledger {
            title: statements_page::ledger(lang),
            head: [
                t::date(lang).to_owned(),
                t::kind(lang).to_owned(),
                t::amount_in(lang, &export.currency),
                t::open_in(lang, &export.currency),
                t::balance_in(lang, &export.currency),
            ],
            before: balance(t::opening(lang, &from), export.equation.opening),
            rows: export.lines.iter().map(|line| row(export, line, &ties)).collect(),
            after: balance(t::closing(lang, &until), export.equation.closing),
        },
        note: t::on_paper(lang, &export.currency),
        page_of: t::page_of(lang, "{page}", "{pages}"),
        made_on: (export.made_on.year(), export.made_on.month(), export.made_on.day()),
        files: vec![
            Attached {
                name: format!("{name}.csv"),
                media_type: "text/csv",
                description: t::csv_description(lang),
                text: text(csv::bytes(export)?),
            },
            Attached {
                name: format!("{name}.json"),
                media_type: "application/json",
                description: t::json_description(lang),
                text: text(json::bytes(export)?),
            },
        ],
    })
}

/// As on the page: the largest sum first, then what only stands out.
fn findings(export: &Export) -> Vec<(String, String, String)> {
    let mut all: Vec<&ExportFinding> = export.findings.iter().collect();
    all.sort_by_key(|finding| std::cmp::Reverse(finding.amount));
    all.into_iter().map(|one| finding(export, one)).collect()
}

fn finding(export: &Export, finding: &ExportFinding) -> (String, String, String) {
    let sum = if finding.amount == 0 { String::new() } else { amount(export, finding.amount) };
    let until = finding.refundable_until.map(|day| t::refundable(export.lang, format::date(export.lang, day)));
    (finding.sentence.clone(), sum, until.unwrap_or_default())
}

fn row(export: &Export, line: &ExportLine, ties: &Ties<'_>) -> Row {
    let lang = export.lang;
    let plain = |minor| format::decimal(lang, minor, decimals(export), true);
    let mut more = Vec::new();
    more.extend(line.due_on.map(|day| t::due_on(lang, format::date(lang, day))));
    more.extend(line.taxes.iter().map(|tax| t::net_and_tax(lang, plain(tax.net), plain(tax.tax), format::percent(lang, tax.rate))));
    more.extend(line.corrects.as_ref().map(|of| format!("{}: {of}", t::refers_to(lang))));
    more.extend(Some(&line.text).filter(|text| !text.is_empty()).cloned());
    more.extend(line.reason.clone());
    // Why stands once: with what pays, not with what is paid too.
    more.extend(if line.kind.side() == Side::Lowers {
        ties.sentences(&line.id).collect()
    } else {
        ties.others(&line.id).collect::<Vec<_>>()
    });
    more.extend(line.held.as_ref().map(|query| t::in_query(lang, query)));
    Row {
        day: format::date(lang, line.booked_on),
        name: line.number.as_ref().map_or_else(|| line.name.clone(), |number| format!("{} {number}", line.name)),
        more,
        amount: plain(line.signed),
        open: if line.open == 0 { String::new() } else { plain(line.open) },
        balance: plain(line.balance),
    }
}
