//! The list of requests. Everything that it shows stands in its address: filters, order, rows, place.

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    requests::{Figure, Grouping, Promise, Request, Section, Sort, State, groups::NOBODY, paths},
};
use eyelevel_texts::{chosen as tc, figures as ts, requests as t, scores, severities as tv, words};
use web_sys::HtmlInputElement;

use super::{BULK_PART, GROUPS_PART, chosen::Chosen, severity, unread, views, words as w};
use crate::{
    clock, filters,
    i18n::{date, day, day_of, lang, moment},
    later, reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, span},
        empty::empty,
        loaded::Loaded,
        reactive::{Flag, effect, untrack},
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<Request>> = reads::read(|| match router::param("group") {
        // The groups read their own.
        Some(_) => String::new(),
        None => router::join(paths::REQUESTS, &router::query()),
    });
    let grouped = Flag::following(|| router::param("group").is_some());
    let shown = dynamic(move || {
        if grouped.get() {
            return later::on_demand_at(GROUPS_PART);
        }
        div("").child(list.show(8, |page: &Rc<Page<Request>>| untrack(|| rows(page))))
    });
    let chosen = Chosen::begin();
    let any = Flag::following(move || !chosen.get().is_empty());
    // Other filters, other rows: what can't be seen any more is chosen no more.
    effect(move || {
        let _ = router::query();
        chosen.clear();
    });
    let bar = dynamic(move || if any.get() { later::on_demand_at(BULK_PART) } else { nothing() });
    div("page requests")
        .child(el("h1").child(t::title(lang())))
        .child(views::bar())
        .child(filter())
        .child(behind())
        .child(list.age())
        .child(div("stack").bind("aria-busy", move || list.is_stale().then(|| "true".to_owned())).child(shown))
        .child(div("chosen-place").child(bar))
}

/// Whence the list came: a figure of the scorecard, a group, whose requests alone are shown.
fn behind() -> El {
    div("").child(dynamic(|| {
        let mut all = Vec::new();
        if let Some(figure) = router::param("figure").and_then(|word| Figure::from_word(&word)) {
            let words = ts::shown(lang(), scores::figure(lang(), figure));
            all.push(only(&words, paths::PAGE, ts::all(lang())));
        }
        for (name, words) in
            [("owner", tc::only_owner(lang())), ("customer", tc::only_customer(lang())), ("partner", tc::only_partner(lang()))]
        {
            let words = match router::param(name).as_deref() {
                None | Some("" | "me") => continue,
                Some(NOBODY) => tc::only_nobody(lang()),
                Some(_) => words,
            };
            all.push(only(words, &filters::address(paths::PAGE, &[(name, "")]), tc::everything(lang())));
        }
        if all.is_empty() { nothing() } else { div("stack tight").child(all) }
    }))
}

fn only(words: &str, href: &str, label: &str) -> El {
    div("notice row").child(span("grow", words)).child(button::link("button quiet small", href, label))
}

fn filter() -> El {
    let mut sections: Vec<_> = Section::ALL.iter().map(|section| (section.word(), w::section(*section))).collect();
    if !session::actor().is_partner() {
        // One's own first, on both sides.
        sections.swap(0, 1);
    }
    sections.insert(0, ("", t::any_section(lang()).to_owned()));
    let sections: Vec<_> = sections.iter().map(|(word, label)| (*word, label.as_str())).collect();
    let mut groups = vec![
        ("", tc::not_grouped(lang())),
        (Grouping::Owner.word(), tc::by_owner(lang())),
        (Grouping::Customer.word(), tc::by_customer(lang())),
    ];
    if !session::actor().is_partner() {
        groups.push((Grouping::Partner.word(), tc::by_partner(lang())));
    }
    let tools = [
        filters::search(paths::PAGE, t::search(lang())),
        filters::choice(paths::PAGE, t::kind(lang()), "kind", &w::kinds()),
        filters::choice(paths::PAGE, tv::severity(lang()), "severity", &severity::choices()),
        check("owner", "me", t::mine(lang())),
        check("unread", "true", t::only_unread(lang())),
        filters::choice(paths::PAGE, tc::group(lang()), "group", &groups),
        filters::choice(paths::PAGE, t::rows(lang()), "limit", &[("", "50"), ("200", "200"), ("1000", "1000")]),
    ];
    div("filters").child([filters::tabs(paths::PAGE, t::section(lang()), "section", &sections), div("row").child(tools)])
}

fn check(name: &'static str, value: &'static str, label: &str) -> El {
    let check = el("input").attr("type", "checkbox").id(name);
    let node: HtmlInputElement = check.node_as();
    let shown = node.clone();
    let check = check
        .on("change", move |_| router::replace(&filters::address(paths::PAGE, &[(name, if node.checked() { value } else { "" })])))
        .effect(move || shown.set_checked(router::param(name).as_deref() == Some(value)));
    div("check").child(check).child(el("label").attr("for", name).child(label))
}

/// Called without following the address: the rows are made anew when others come, not when they are asked for.
fn rows(page: &Page<Request>) -> El {
    if page.items.is_empty() {
        return empty(t::none_found(lang()), button::link("button", paths::PAGE, t::clear_filters(lang())));
    }
    div("stack").child(table_of(&page.items, true)).child(filters::pages(paths::PAGE, page.next.as_deref()))
}

/// Requests as rows; `sorts`: its headers order the list that the address shows.
pub(super) fn table_of(items: &[Request], sorts: bool) -> El {
    let vendor = !session::actor().is_partner();
    let whose = if vendor { t::partner(lang()) } else { t::reference(lang()) };
    let order = |label, up, down| if sorts { sortable(label, up, down) } else { Column::plain(label) };
    let columns = vec![
        order(t::number(lang()), Sort::Created, Sort::CreatedLast),
        Column::plain(t::subject(lang())),
        Column::plain(t::state(lang())),
        Column::plain(whose),
        Column::plain(t::owner(lang())),
        order(t::due(lang()), Sort::Due, Sort::DueLast),
        order(t::updated(lang()), Sort::Updated, Sort::UpdatedLast),
    ];
    // The vendor's side can take a step with several at once.
    let chosen = Chosen::now().filter(|_| vendor);
    let list = items.iter().map(|request| line(request, vendor, chosen)).collect();
    let class = if vendor { "requests-table choosing" } else { "requests-table" };
    table(class, t::title(lang()), columns, list)
}

/// A header that orders the list; once more turns it round.
fn sortable(label: &'static str, up: Sort, down: Sort) -> Column {
    let now = router::param("sort").and_then(|word| Sort::from_word(&word)).unwrap_or(Sort::Due);
    let next = if now == up { down } else { up };
    let sorted = if now == up { Some("ascending") } else { (now == down).then_some("descending") };
    Column { href: Some(filters::address(paths::PAGE, &[("sort", next.word())])), sorted, ..Column::plain(label) }
}

fn line(request: &Request, vendor: bool, chosen: Option<Chosen>) -> El {
    let check = chosen.map(|chosen| chosen.check(&Rc::new(request.clone())));
    let (label, whose) = if vendor {
        (t::partner(lang()), request.partner.name.as_str())
    } else {
        (t::reference(lang()), request.reference.as_deref().unwrap_or_default())
    };
    let late = is_late(request);
    let due_words = next_date(request);
    let due = match due_words.as_str() {
        "" => None,
        words if late => Some(status(Tone::Late, words)),
        words => Some(span("", words)),
    };
    let tone = tone(request, late);
    row([
        cell(t::number(lang()), el("span").class("muted choosable").child(check).child(request.number.as_str())),
        cell(t::subject(lang()), div("stack tight").child(unread::subject(request)).child(severity::mark(request))),
        cell(t::state(lang()), status(tone, words::state_of_request(lang(), request))),
        cell(label, whose),
        cell(t::owner(lang()), el("span").child(request.owner.name.as_str())),
        cell(t::due(lang()), due),
        cell(t::updated(lang()), el("span").class("muted").child(date(day_of(request.updated_at)))),
    ])
}

/// Late is what is still owed: a promise of the past was kept or broken, and says nothing about now.
fn is_late(request: &Request) -> bool {
    let late = |promise: &Promise| match promise.kept {
        Some(kept) => !kept,
        None => promise.due_at.is_some_and(|due| due < clock::now()),
    };
    request.section == Section::WithVendor && request.promise.as_ref().is_some_and(late)
}

/// What is next by when: the promise while it is owed, a loan's last day.
fn next_date(request: &Request) -> String {
    match request.state {
        State::OnLoan | State::ReturnDue => request.return_on.map(day),
        _ if request.section == Section::WithVendor => request.promise.as_ref().and_then(|promise| promise.due_at).map(moment),
        _ => None,
    }
    .unwrap_or_default()
}

fn tone(request: &Request, late: bool) -> Tone {
    let ours = if session::actor().is_partner() { Section::WithPartner } else { Section::WithVendor };
    match request.section {
        Section::Done => Tone::Calm,
        _ if late => Tone::Late,
        section if section == ours => Tone::Owed,
        _ => Tone::Calm,
    }
}
