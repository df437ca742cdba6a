//! The lines of a file, a hundred at a time.

use std::rc::Rc;

use eyelevel_contract::statements::{FILE_LINES, Fate, FileLine, FileReport};
use eyelevel_texts::{format, statement_files as t, statements as reading};
use web_sys::HtmlSelectElement;

use super::{item::Desk, report::Told, tell, words};
use crate::{
    i18n::{date, lang},
    statements::words::{kind, money},
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, nothing, p, span},
        reactive::{Flag, Var},
        table::{Column, cell, row, table},
    },
};

/// So many are shown at once; the rest is a click away.
const SHOWN: usize = 100;

/// What of them is shown.
#[derive(Clone, Copy)]
struct Sight {
    fate: Var<Option<Fate>>,
    from: Var<usize>,
}

/// What the table is called, and whether it is posted.
type How = (String, bool);

/// The lines, which are made when somebody wants to see them.
pub(super) fn view(report: &Rc<FileReport>, told: &Told) -> El {
    if report.lines.is_empty() {
        return nothing();
    }
    let (opened, desk) = (Flag::new(), told.tell.clone());
    let how = Rc::new((t::of_file(lang(), t::lines(lang()), &told.name), told.done));
    opened.set(told.open);
    let shown = Rc::clone(report);
    let body = dynamic(move || if opened.get() { body(&shown, &how, desk.as_ref()) } else { nothing() });
    let head = el("summary").child(t::see_lines(lang(), count(report.lines.len())));
    let details = el("details").class("file-part").flag("open", told.open).child(head).child(div("").child(body));
    details.on("toggle", move |_| {
        if !opened.peek() {
            opened.set(true);
        }
    })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn body(report: &Rc<FileReport>, how: &Rc<How>, desk: Option<&Rc<Desk>>) -> El {
    let sight = Sight { fate: Var::new(None), from: Var::new(0) };
    let cut =
        (count(report.lines.len()) < report.all()).then(|| p("small muted", &t::first_lines(lang(), format::integer(lang(), FILE_LINES))));
    let (shown, desk, done) = (Rc::clone(report), desk.cloned(), how.1);
    let how = Rc::clone(how);
    let view = dynamic(move || some(&shown, sight, &how, desk.as_ref()));
    div("stack").child(choice(report, sight, done)).child(cut).child(div("").child(view))
}

/// Which of them: a choice where there is one.
fn choice(report: &FileReport, sight: Sight, done: bool) -> Option<El> {
    let fates: Vec<Fate> = Fate::ALL.iter().copied().filter(|fate| report.lines.iter().any(|line| line.fate == *fate)).collect();
    if fates.len() < 2 {
        return None;
    }
    let option = |value: &str, label: &str| el("option").attr("value", value).child(label);
    let id = ["fates-", &unique().to_string()].concat();
    let select = el("select").class("input fit").id(&id).child(option("", t::all(lang())));
    let select = select.child(fates.iter().map(|fate| option(fate.word(), words::name(*fate, done))).collect::<Vec<_>>());
    let node: HtmlSelectElement = select.node_as();
    let select = select.on("change", move |_| {
        sight.from.set(0);
        sight.fate.set(Fate::from_word(&node.value()));
    });
    Some(div("row").child(el("label").attr("for", &id).child(t::show(lang()))).child(select))
}

fn some(report: &FileReport, sight: Sight, (caption, done): &How, desk: Option<&Rc<Desk>>) -> El {
    let done = *done;
    let (fate, from) = (*sight.fate.get(), *sight.from.get());
    let all: Vec<&FileLine> = report.lines.iter().filter(|line| fate.is_none_or(|fate| line.fate == fate)).collect();
    let becomes = if done { t::fate_done(lang()) } else { t::fate(lang()) };
    let names = [t::place(lang()), t::day(lang()), t::text(lang()), t::amount(lang()), t::whose(lang()), becomes];
    let line = |line: &&FileLine| one(line, names, done, desk);
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    columns[3].class = "number";
    let table = table("file-lines", caption, columns, all.iter().skip(from).take(SHOWN).map(line).collect());
    div("stack tight").child(table).child(pages(all.len(), sight.from))
}

fn one(line: &FileLine, names: [&'static str; 6], done: bool, desk: Option<&Rc<Desk>>) -> El {
    let place = reading::place(lang(), line.line, "").unwrap_or_default();
    // The way to it in the file is long, and for who looks into the file.
    let place = span("file-place", &place).attr("title", &line.path).child(way(&line.path));
    let what = div("stack tight").child(line.kind.map(|of| span("small muted", kind(of)))).child(span("file-text", &line.text));
    let sum = if line.currency.is_empty() { String::new() } else { money(line.amount, &line.currency) };
    let whose = match &line.account {
        Some(account) => span("", account),
        None => div("stack tight").child(span("muted", t::nobody(lang()))).child(desk.and_then(|desk| tell::button(desk, line))),
    };
    row([
        cell(names[0], place),
        cell(names[1], line.day.map(date).unwrap_or_default()),
        cell(names[2], what),
        cell(names[3], sum).class("number"),
        cell(names[4], whose),
        cell(names[5], words::fate(line.fate, done)),
    ])
}

/// The end of the way to a place: what says which entry it is.
fn way(path: &str) -> Option<El> {
    let last = path.rsplit('/').next().filter(|last| !last.is_empty())?;
    Some(span("small muted", last))
}

/// The way through them, where there are more.
fn pages(all: usize, from: Var<usize>) -> El {
    if all <= SHOWN {
        return nothing();
    }
    let now = *from.peek();
    let step = |label: &str, possible: bool, to: usize| {
        let button = button::secondary(label).bind("aria-disabled", move || (!possible).then(|| "true".to_owned()));
        button.on("click", move |_| {
            if possible {
                from.set(to);
            }
        })
    };
    let of = |n: usize| format::integer(lang(), count(n));
    let place = span("", &t::from_to(lang(), of(now + 1), of((now + SHOWN).min(all)), of(all))).attr("role", "status");
    el("nav")
        .class("row")
        .attr("aria-label", t::pages(lang()))
        .child(step(t::previous(lang()), now > 0, now.saturating_sub(SHOWN)))
        .child(step(t::next(lang()), now + SHOWN < all, now + SHOWN))
        .child(place)
}
