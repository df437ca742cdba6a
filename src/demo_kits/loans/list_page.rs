//! Loans: what is out, with whom, until when, and what comes next.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        loans::{LoanFilter, LoanRow, Next, RowPiece, days_left},
        paths,
    },
    page::Page,
    requests::{Kind, paths::page as request_page},
};
use eyelevel_texts::{loans as said, loans_page as t};

use crate::{
    clock, filters,
    i18n::{day, day_of, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// Serial numbers of a line that are named; of more, how many.
const NAMED: usize = 6;

fn state() -> Option<LoanFilter> {
    LoanFilter::from_word(&router::param("state")?)
}

/// The API's address with the filters of the page's.
fn filtered(path: &str, cursor: &str) -> String {
    filters::address(path, &[("cursor", cursor)])
}

pub(in crate::demo_kits) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<LoanRow>> = reads::read(|| filtered(paths::LOANS, &router::param("cursor").unwrap_or_default()));
    let tab = |filter: LoanFilter| (if filter == LoanFilter::Out { "" } else { filter.word() }, said::filter(lang(), filter));
    let tabs: Vec<_> = LoanFilter::ALL.iter().copied().map(tab).collect();
    let tabs = filters::tabs(paths::LOANS_PAGE, t::tabs(lang()), "state", &tabs);
    let filters = div("filters").child(tabs).child(filters::search(paths::LOANS_PAGE, t::search(lang())));
    let file =
        el("a").class("button quiet").attr("download", "").child(t::download(lang())).bind("href", || Some(filtered(paths::LOANS_CSV, "")));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(file);
    let shown = list.show(6, |page: &Rc<Page<LoanRow>>| rows(page));
    let busy = move || list.is_stale().then(|| "true".to_owned());
    let stack = div("stack").bind("aria-busy", busy).child(shown);
    div("page").child(head).child(p("muted", t::lead(lang()))).child(filters).child(list.age()).child(stack)
}

fn rows(page: &Page<LoanRow>) -> El {
    if page.items.is_empty() {
        let words = match state() {
            _ if router::param("q").is_some() => {
                return empty(t::none_found(lang()), button::link("button", paths::LOANS_PAGE, t::show_all(lang())));
            }
            Some(LoanFilter::Soon) => t::none_soon(lang()),
            Some(LoanFilter::Overdue) => t::none_overdue(lang()),
            Some(LoanFilter::Back) => t::none_back(lang()),
            _ => t::none(lang()),
        };
        return empty(words, None::<El>);
    }
    let vendor = session::actor().is_vendor();
    let mut columns = vec![t::request(lang()), t::what(lang()), t::until(lang())];
    columns.extend(vendor.then(|| t::partner(lang())));
    columns.extend([t::owner(lang()), t::next(lang())]);
    let lines = page.items.iter().map(|one| line(one, vendor)).collect();
    let class = if vendor { "loans-table for-vendor" } else { "loans-table" };
    let table = table(class, t::title(lang()), columns.into_iter().map(Column::plain).collect(), lines);
    div("stack").child(table).child(filters::pages(paths::LOANS_PAGE, page.next.as_deref()))
}

fn line(loan: &LoanRow, vendor: bool) -> El {
    let link = el("a").attr("href", &request_page(Kind::DemoKit, &loan.id)).child(loan.number.as_str());
    let reference = loan.reference.as_deref().map(|reference| span("small muted", reference));
    let what = loan.pieces.iter().map(pieces).collect::<Vec<_>>();
    let lacking = (loan.lacking > 0).then(|| status(Tone::Late, &t::lacking(lang(), loan.lacking)));
    let wish = loan.wish.map(|wish| span("small muted", said::wish(lang(), wish)));
    row([
        cell(t::request(lang()), div("stack cell").child(link).child(span("small muted", &loan.subject)).child(reference)),
        cell(t::what(lang()), div("stack cell").child(what).child(lacking)),
        cell(t::until(lang()), until(loan)),
    ])
    .child(vendor.then(|| cell(t::partner(lang()), loan.partner.name.as_str())))
    .child(cell(t::owner(lang()), loan.owner.name.as_str()))
    .child(cell(t::next(lang()), div("stack cell").child(span("", &said::next_of(lang(), loan))).child(wish)))
}

/// A line: what, how much of it is out, which, and with whom.
fn pieces(piece: &RowPiece) -> El {
    let name = span("", &t::pieces(lang(), piece.sent, &piece.name));
    let partly = (piece.out() > 0 && piece.out() < piece.sent).then(|| span("small muted", &t::partly(lang(), piece.out(), piece.sent)));
    let mut serials = piece.serials.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if let Some(more @ 1..) = piece.serials.len().checked_sub(NAMED).and_then(|more| i64::try_from(more).ok()) {
        serials = [&serials, " ", &t::more_serials(lang(), more)].concat();
    }
    let serials = (!serials.is_empty()).then(|| span("small muted", &serials));
    let dot = if piece.organisation.is_empty() { "" } else { ", " };
    let whom = span("small", &[&piece.recipient, dot, &piece.organisation].concat());
    div("stack cell loan-piece").child(name).child(partly).child(serials).child(whom)
}

/// The last day, the first one struck through, and how much is left.
fn until(loan: &LoanRow) -> El {
    let today = day_of(clock::now());
    let first = loan.first_return_on.filter(|first| *first != loan.return_on).map(|first| el("s").class("small muted").child(day(first)));
    let tone = match loan.next {
        Next::Nothing => Tone::Good,
        Next::Chase => Tone::Late,
        _ if days_left(loan.return_on, today) <= 7 => Tone::Owed,
        _ => Tone::Calm,
    };
    div("stack cell").child(span("", &day(loan.return_on))).child(first).child(status(tone, &said::left(lang(), loan, today)))
}
