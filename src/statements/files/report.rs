//! What came, or would come, of a file: in numbers, in whose accounts, what was noticed, and line by line.

use std::rc::Rc;

use eyelevel_contract::statements::{Fate, FileAccount, FileRemark, FileReport, FileSum, paths, reading::RemarkGroup};
use eyelevel_texts::{format, statement_files as t, statements as reading};

use super::{item::Desk, lines, words};
use crate::{
    i18n::{date, lang},
    statements::words::money,
    ui::{
        el::{El, div, el, p, span},
        table::{Column, cell, row, table},
    },
};

/// How it is told.
pub(super) struct Told {
    /// The file's name: several may be told on one page.
    pub(super) name: String,
    /// It is posted; else it would be.
    pub(super) done: bool,
    /// Its lines are in sight at once.
    pub(super) open: bool,
    /// Who hears whose a line is; nobody, where the file is not at hand any more.
    pub(super) tell: Option<Rc<Desk>>,
}

/// What it is, of which account of the bank, and of which days.
pub(super) fn kind(report: &FileReport) -> El {
    let banks = match report.banks.as_slice() {
        [] => None,
        [one] => Some(t::of_bank(lang(), one)),
        more => Some(t::of_banks(lang(), i64::try_from(more.len()).unwrap_or(i64::MAX))),
    };
    let days = match (report.from, report.until) {
        (Some(from), Some(until)) if from == until => Some(date(from)),
        (Some(from), Some(until)) => Some(t::days(lang(), date(from), date(until))),
        _ => None,
    };
    let parts: Vec<String> = core::iter::once(words::format(&report.format)).chain(banks).chain(days).collect();
    p("muted", &parts.join(" · "))
}

/// What was posted, and what the matching made of it.
pub(super) fn done(report: &FileReport) -> El {
    let posted = if report.posted > 0 { t::was_posted(lang(), report.posted) } else { t::was_posted_none(lang()).to_owned() };
    let matched = match report.allocated {
        0 => t::allocated_none(lang()).to_owned(),
        n => t::allocated(lang(), n),
    };
    let matched = (report.posted > 0).then(|| p("", &matched));
    div("stack tight").child(el("strong").child(posted)).child(matched)
}

/// Everything but the first sentence.
pub(super) fn view(report: &Rc<FileReport>, told: &Told) -> El {
    let body = div("stack").child((!report.sums.is_empty()).then(|| sums(report, told)));
    let body = body.child((report.nobodys > 0).then(|| nobodys(report, told)));
    body.child((!report.accounts.is_empty()).then(|| accounts(report, told))).child(remarks(report)).child(lines::view(report, told))
}

fn sums(report: &FileReport, told: &Told) -> El {
    let fate_name = if told.done { t::fate_done(lang()) } else { t::fate(lang()) };
    let names = [fate_name, t::lines(lang()), t::sum(lang())];
    let line = |sum: &FileSum| {
        let what = div("stack tight").child(words::fate(sum.fate, told.done)).child(p("small muted", words::why(sum.fate)));
        let sum_of = if sum.currency.is_empty() { String::new() } else { money(sum.sum, &sum.currency) };
        row([
            cell(names[0], what),
            cell(names[1], format::integer(lang(), sum.lines)).class("number"),
            cell(names[2], sum_of).class("number"),
        ])
    };
    let mut all: Vec<&FileSum> = report.sums.iter().collect();
    all.sort_by_key(|sum| ORDER.iter().position(|fate| *fate == sum.fate));
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    (columns[1].class, columns[2].class) = ("number", "number");
    let table = table("file-sums", &t::of_file(lang(), t::sums(lang()), &told.name), columns, all.into_iter().map(line).collect());
    div("stack tight").child(table).child(p("small muted", t::sign(lang())))
}

/// What is new comes first.
const ORDER: [Fate; 6] = [Fate::Posted, Fate::Nobodys, Fate::Known, Fate::Shown, Fate::TooOld, Fate::Rejected];

fn nobodys(report: &FileReport, told: &Told) -> El {
    let words = if told.tell.is_some() && report.lines.iter().any(|line| line.mark.is_some()) {
        t::tell_first(lang())
    } else {
        t::tell_later(lang())
    };
    div("notice").attr("data-tone", "owed").child(p("", words))
}

fn accounts(report: &FileReport, told: &Told) -> El {
    let names = [t::account(lang()), t::partner(lang()), t::lines(lang()), t::sum(lang()), t::allocations(lang())];
    let line = |account: &FileAccount| {
        let number = el("a").attr("href", &paths::page(&account.id)).child([&account.number, " · ", &account.currency].concat());
        let matched = div("stack tight").child(format::integer(lang(), account.allocated));
        let matched = matched.child((account.proposals > 0).then(|| span("small muted", &t::proposals(lang(), account.proposals))));
        row([
            cell(names[0], number),
            cell(names[1], account.partner.as_str()),
            cell(names[2], format::integer(lang(), account.lines)).class("number"),
            cell(names[3], money(account.sum, &account.currency)).class("number"),
        ])
        .child(told.done.then(|| cell(names[4], matched).class("number")))
    };
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    columns[2..].iter_mut().for_each(|column| column.class = "number");
    if !told.done {
        columns.pop();
    }
    let class = if told.done { "file-accounts is-done" } else { "file-accounts" };
    let table = table(class, &t::of_file(lang(), t::accounts(lang()), &told.name), columns, report.accounts.iter().map(line).collect());
    let more = report.accounts_in_all - i64::try_from(report.accounts.len()).unwrap_or(0);
    div("stack tight").child(table).child((more > 0).then(|| p("small muted", &t::more_accounts(lang(), more))))
}

/// What was missing, left out, contradictory: by kind, each with its place.
fn remarks(report: &FileReport) -> Option<El> {
    let all = report.remarks_in_all;
    if report.remarks.is_empty() {
        return None;
    }
    let one = |remark: &FileRemark| {
        let place = reading::place(lang(), remark.line, &remark.path).map(|place| span("small muted file-place", &place));
        el("li").child(span("", &remark.sentence)).child(place)
    };
    let group = |group: &RemarkGroup| {
        let list: Vec<El> = report.remarks.iter().filter(|remark| remark.group == group.word()).map(one).collect();
        let named = !list.is_empty();
        named.then(|| {
            div("stack tight").child(el("h4").child(reading::group(lang(), *group))).child(el("ul").class("file-remarks").child(list))
        })
    };
    let groups: Vec<El> = RemarkGroup::ALL.iter().filter_map(group).collect();
    let more = all - i64::try_from(report.remarks.len()).unwrap_or(0);
    let more = (more > 0).then(|| p("small muted", &t::more_remarks(lang(), more)));
    let head = el("summary").child(t::remarks(lang(), all.max(1)));
    Some(el("details").class("file-part").child(head).child(div("stack").child(groups).child(more)))
}
