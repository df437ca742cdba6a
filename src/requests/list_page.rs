//! The list of requests. Everything that it shows stands in its address: filters, order, rows, place.

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    requests::{Kind, Promise, Request, RequestQuery, Section, Sort, State, paths},
};
use eyelevel_texts::{requests as t, words};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use super::words as w;
use crate::ui::reactive::{GetUntracked, RwSignal, Set, untrack};
use crate::{
    clock,
    i18n::{date, day, day_of, lang, moment},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el},
        empty::empty,
        field,
        loaded::Loaded,
        pager::pager,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

const ROWS: [i64; 3] = [50, 200, 1000];
/// Typing has paused this long: now it is asked for.
const PAUSE: u32 = 250;

/// The query in the address; a view that reads it follows it.
fn query() -> RequestQuery {
    let query = router::query();
    RequestQuery::read(|name| router::value(&query, name))
}

fn address(query: &RequestQuery) -> String {
    router::join(paths::PAGE, &query.to_query())
}

/// Another filter: from the first page on.
fn change(change: impl FnOnce(&mut RequestQuery)) {
    let mut query = query();
    query.cursor = None;
    change(&mut query);
    router::replace(&address(&query));
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<Request>> = reads::read(|| router::join(paths::REQUESTS, &query().to_query()));
    let shown = list.show(8, |page: &Rc<Page<Request>>| rows(page));
    div("page requests")
        .child(el("h1").child(t::title(lang())))
        .child(filters())
        .child(list.age())
        .child(div("stack").bind("aria-busy", move || list.is_stale().then(|| "true".to_owned())).child(shown))
}

fn filters() -> El {
    let mut sections = vec![None];
    sections.extend(Section::ALL.iter().copied().map(Some));
    if !session::actor().is_partner() {
        // One's own first, on both sides.
        sections.swap(1, 2);
    }
    let sections = sections.into_iter().map(|section| {
        let label = section.map_or_else(|| t::any_section(lang()).to_owned(), w::section);
        let here = move || (query().section == section).then(|| "true".to_owned());
        let link = el("a").class("tab").child(label).bind("aria-current", here);
        el("li").child(link.bind("href", move || Some(address(&RequestQuery { section, cursor: None, ..query() }))))
    });
    let tabs = el("nav").attr("aria-label", t::section(lang())).child(el("ul").class("tabs").child(sections.collect::<Vec<_>>()));
    let kinds = [("", t::any_kind(lang())), (Kind::DemoKit.word(), t::demo_kits(lang())), (Kind::Enquiry.word(), t::enquiries(lang()))];
    let kind = choice(
        t::kind(lang()),
        &kinds,
        || query().kind.map_or(String::new(), |k| k.word().to_owned()),
        |value| {
            change(|query| query.kind = Kind::from_word(&value));
        },
    );
    let numbers = ROWS.map(|n| n.to_string());
    let rows = numbers.each_ref().map(|n| (n.as_str(), n.as_str()));
    let rows = choice(
        t::rows(lang()),
        &rows,
        || query().limit.unwrap_or(ROWS[0]).to_string(),
        |value| {
            change(|query| query.limit = value.parse().ok().filter(|n| *n != ROWS[0]));
        },
    );
    div("filters").child(tabs).child(div("row").child(search()).child(kind).child(mine()).child(rows))
}

/// The search follows the address, and the address follows the typing after a pause; typing never waits.
fn search() -> El {
    let value = RwSignal::new(query().q.unwrap_or_default());
    let waiting = Rc::new(core::cell::RefCell::new(None::<Timeout>));
    let input = field::search(t::search(lang()), value, move |typed| {
        let ask = Timeout::new(PAUSE, move || change(|query| query.q = Some(typed)));
        // The one before it is called off.
        waiting.replace(Some(ask));
    });
    let shown = input.node_as::<HtmlInputElement>();
    div("grow").child(input.effect(move || {
        let q = query().q.unwrap_or_default();
        // While somebody types, what they type is right.
        let typing = crate::ui::reactive::document().active_element().is_some_and(|active| active.is_same_node(Some(&shown)));
        if !typing && value.get_untracked() != q {
            value.set(q);
        }
    }))
}

fn mine() -> El {
    let check = el("input").attr("type", "checkbox").id("mine");
    let node: HtmlInputElement = check.node_as();
    let shown = node.clone();
    let check = check
        .on("change", move |_| change(|query| query.owner = node.checked().then(|| "me".to_owned())))
        .effect(move || shown.set_checked(query().owner.is_some()));
    div("check").child(check).child(el("label").attr("for", "mine").child(t::mine(lang())))
}

fn choice(label: &str, options: &[(&str, &str)], now: impl Fn() -> String + 'static, act: impl Fn(String) + 'static) -> El {
    let option = |(value, label): &(&str, &str)| el("option").attr("value", value).child(*label);
    let select = el("select").class("input fit").attr("aria-label", label).child(options.iter().map(option).collect::<Vec<_>>());
    let node: HtmlSelectElement = select.node().clone().unchecked_into();
    let shown = node.clone();
    select.on("change", move |_| act(node.value())).effect(move || shown.set_value(&now()))
}

fn rows(page: &Page<Request>) -> El {
    // Not followed: the rows are made anew when others come, not when they are asked for.
    let query = untrack(query);
    if page.items.is_empty() {
        return empty(t::none_found(lang()), button::link("button", paths::PAGE, t::clear_filters(lang())));
    }
    let vendor = !session::actor().is_partner();
    let whose = if vendor { t::partner(lang()) } else { t::reference(lang()) };
    let columns = vec![
        sortable(&query, t::number(lang()), Sort::Created, Sort::CreatedLast),
        Column::plain(t::subject(lang())),
        Column::plain(t::state(lang())),
        Column::plain(whose),
        Column::plain(t::owner(lang())),
        sortable(&query, t::due(lang()), Sort::Due, Sort::DueLast),
        sortable(&query, t::updated(lang()), Sort::Updated, Sort::UpdatedLast),
    ];
    let list = page.items.iter().map(|request| line(request, vendor)).collect();
    let first = query.cursor.is_some().then(|| address(&RequestQuery { cursor: None, ..query.clone() }));
    let next = page.next.clone().map(|next| address(&RequestQuery { cursor: Some(next), ..query.clone() }));
    let table = table("requests-table", t::title(lang()), columns, list);
    div("stack").child(table).child(pager(first.as_deref(), next.as_deref()))
}

/// A header that orders the list; once more turns it round.
fn sortable(query: &RequestQuery, label: &'static str, up: Sort, down: Sort) -> Column {
    let now = query.sort.unwrap_or(Sort::Due);
    let next = if now == up { down } else { up };
    let sorted = if now == up { Some("ascending") } else { (now == down).then_some("descending") };
    Column { href: Some(address(&RequestQuery { sort: Some(next), cursor: None, ..query.clone() })), sorted, ..Column::plain(label) }
}

fn line(request: &Request, vendor: bool) -> El {
    let link = el("a").attr("href", &paths::page(request.kind, &request.id)).child(request.subject.as_str());
    let whose = if vendor { request.partner.name.as_str() } else { request.reference.as_deref().unwrap_or("") };
    let late = is_late(request);
    let due_words = next_date(request);
    let due = if late { el("span").child(status(Tone::Late, &due_words)) } else { el("span").child(due_words) };
    let tone = tone(request, late);
    row([
        cell(t::number(lang()), el("span").class("muted").child(request.number.as_str())),
        cell(t::subject(lang()), link),
        cell(t::state(lang()), status(tone, words::state(lang(), request.state))),
        cell(t::partner(lang()), el("span").child(whose)),
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
