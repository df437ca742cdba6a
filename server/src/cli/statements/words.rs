//! What was understood, in words.

use std::io::{self, Write};
use std::path::Path;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::invoice::Invoice;
use eyelevel_contract::statements::reading::{RemarkGroup, Remarks};
use eyelevel_texts::{format, statements as texts, statements_reading as t};

use super::survey::Survey;

pub(super) fn bank(lang: Lang, file: &Path, survey: &Survey, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", file.display())?;
    for counted in &survey.statements {
        let statement = &counted.statement;
        let account = statement.account.as_deref().unwrap_or_else(|| t::no_account(lang));
        writeln!(out, "  {}", t::statement(lang, statement.kind, account, t::entries(lang, counted.entries)))?;
        if let Some(opening) = &statement.opening {
            writeln!(out, "    {}", t::opening(lang, texts::amount(lang, opening.amount_minor, opening.currency)))?;
        }
        for (currency, sum) in &counted.booked {
            writeln!(out, "    {}", t::booked(lang, texts::amount(lang, *sum, *currency)))?;
        }
        if let Some(closing) = &statement.closing {
            writeln!(out, "    {}", t::closing(lang, texts::amount(lang, closing.amount_minor, closing.currency)))?;
        }
    }
    if survey.format == "pain.002" {
        writeln!(out, "  {}", t::rejects(lang, survey.rejects))?;
    }
    remarks(lang, &survey.remarks, out)
}

pub(super) fn invoice(lang: Lang, file: &Path, invoice: &Invoice, noticed: &Remarks, out: &mut impl Write) -> io::Result<()> {
    let day = |date| format::date(lang, date);
    let amount = |minor| texts::amount(lang, minor, invoice.currency);
    let due = invoice.due_date.map_or_else(|| t::no_due_date(lang).to_owned(), day);
    writeln!(out, "{}", file.display())?;
    writeln!(out, "  {}", t::invoice(lang, &invoice.number, day(invoice.date), &invoice.kind, due))?;
    writeln!(out, "  {}", t::invoice_sums(lang, amount(invoice.gross_minor), amount(invoice.prepaid_minor), amount(invoice.due_minor)))?;
    remarks(lang, noticed, out)
}

/// All that was noticed, by group, with its place.
pub(super) fn remarks(lang: Lang, remarks: &Remarks, out: &mut impl Write) -> io::Result<()> {
    for group in RemarkGroup::ALL {
        let of_group = || remarks.list().iter().filter(|remark| remark.kind.group() == *group);
        if of_group().next().is_none() {
            continue;
        }
        writeln!(out, "  {}", texts::group(lang, *group))?;
        for remark in of_group() {
            let place = texts::place(lang, remark.line, &remark.path).map(|place| format!(" ({place})")).unwrap_or_default();
            writeln!(out, "    {}{place}", texts::remark(lang, remark))?;
        }
        let left: i64 = remarks.counts().iter().filter(|(kind, _)| kind.group() == *group).map(|(_, n)| (n - Remarks::KEPT).max(0)).sum();
        if left > 0 {
            writeln!(out, "    {}", t::and_more(lang, left))?;
        }
    }
    Ok(())
}
