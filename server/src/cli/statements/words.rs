//! What was understood, in words.

use std::io::{self, Write};
use std::path::Path;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::{RemarkGroup, Remarks};
use eyelevel_texts::{statements as texts, statements_reading as t};

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
