use std::rc::Rc;

use eyelevel_contract::{
    audit::{AuditChange, AuditEntry, EXPORT, PAGE, PATH, can_read, page_of},
    page::Page,
    requests::paths::page as request_page,
};
use eyelevel_texts::{audit as t, trail};
use web_sys::HtmlInputElement;

use super::chain;
use crate::{
    filters,
    i18n::{lang, timestamp},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        table::{Column, cell, row, table},
    },
};

/// The filters, as the address and the API call them.
const FILTERS: [&str; 5] = ["subject", "person", "action", "from", "until"];
/// A value longer than this is cut off in the table; the export has it whole.
const SHOWN: usize = 120;

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_read(&session::actor())) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let list: Loaded<Page<AuditEntry>> = reads::read(|| {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(PATH, &[("cursor", &cursor)])
    });
    let (check, checked) = chain::check();
    let export = button::link("button", EXPORT, t::export(lang())).attr("download", "");
    let head = div("page-head").child(head).child(div("buttons").child(export).child(check));
    let shown = list.show(8, |page: &Rc<Page<AuditEntry>>| rows(page));
    let list = div("stack").child(list.age()).child(shown);
    div("page").child(head).child(p("muted", t::lead(lang()))).child(checked).child(choices()).child(list)
}

fn choices() -> El {
    let areas = [
        ("", t::everything(lang())),
        ("request", t::requests(lang())),
        ("person", t::people(lang())),
        ("session", t::sessions(lang())),
        ("token", t::tokens(lang())),
        ("organisation", t::organisations(lang())),
        ("catalogue", t::catalogue(lang())),
        ("product", t::products(lang())),
        ("key", t::keys(lang())),
        ("delivery", t::deliveries(lang())),
        ("return", t::returns(lang())),
        ("mail", t::mails(lang())),
        ("mail_text", t::mail_texts(lang())),
        ("posting", t::books(lang())),
    ];
    div("row")
        .child(filters::choice(PAGE, t::kind(lang()), "action", &areas))
        .child(day(t::from(lang()), "from"))
        .child(day(t::until(lang()), "until"))
}

/// A day that stands in the address.
fn day(label: &str, name: &'static str) -> El {
    let input = el("input").class("input fit").attr("type", "date");
    let node: HtmlInputElement = input.node_as();
    let shown = node.clone();
    let input = input
        .on("change", move |_| router::replace(&filters::address(PAGE, &[(name, &node.value())])))
        .effect(move || shown.set_value(&router::param(name).unwrap_or_default()));
    el("label").class("row tight").child(span("small muted", label)).child(input)
}

fn rows(page: &Page<AuditEntry>) -> El {
    if page.items.is_empty() {
        if FILTERS.iter().any(|name| router::param(name).is_some()) {
            return empty(t::none_found(lang()), button::link("button", PAGE, t::show_all(lang())));
        }
        return empty(t::none(lang()), None::<El>);
    }
    let narrowed = ["subject", "person"].iter().any(|name| router::param(name).is_some());
    let all = narrowed.then(|| button::link("button quiet", PAGE, t::show_all(lang())));
    let columns = [t::at(lang()), t::who(lang()), t::what(lang()), t::about(lang()), t::changes(lang())].map(Column::plain);
    let lines = page.items.iter().map(line).collect();
    let table = table("audit-table", t::title(lang()), columns.into(), lines);
    div("stack").child(all).child(table).child(filters::pages(PAGE, page.next.as_deref()))
}

fn line(entry: &AuditEntry) -> El {
    row([
        cell(t::at(lang()), span("muted", &timestamp(entry.at))),
        cell(t::who(lang()), who(entry)),
        cell(t::what(lang()), trail::action(lang(), &entry.action).unwrap_or(&entry.action)),
        cell(t::about(lang()), about(entry)),
        cell(t::changes(lang()), changes(entry)),
    ])
}

fn who(entry: &AuditEntry) -> El {
    let Some(by) = &entry.by else {
        return span(
            "muted",
            match entry.source.as_str() {
                "link" => t::by_link(lang()),
                "job" => t::by_job(lang()),
                "webhook" => t::by_webhook(lang()),
                "command" => t::by_command(lang()),
                _ => t::nobody(lang()),
            },
        );
    };
    let only = t::only_person(lang(), &by.name);
    let name = el("a").attr("href", &page_of("person", &by.id)).attr("title", &only).child(by.name.as_str());
    // By which of their tokens: the trail has that one's beginning and end.
    let token = entry.source.strip_prefix("api:");
    let token = token.map(|id| el("a").class("small").attr("href", &page_of("subject", id)).child(t::by_token(lang())));
    div("stack cell").child(name).child(token)
}

fn about(entry: &AuditEntry) -> El {
    let thing =
        entry.request.as_ref().map(|request| el("a").attr("href", &request_page(request.kind, &request.id)).child(request.number.as_str()));
    let only = el("a").class("small").attr("href", &page_of("subject", &entry.subject_id)).child(t::only_this(lang()));
    div("stack cell").child(thing).child(only)
}

fn changes(entry: &AuditEntry) -> El {
    if entry.erased {
        return span("muted", t::erased(lang()));
    }
    let value = |value: &Option<String>| value.as_deref().map_or_else(|| t::nothing(lang()).to_owned(), cut);
    let one = |change: &AuditChange| {
        if change.field == "from" {
            return span("small", &t::from_address(lang(), value(&change.after)));
        }
        let words = [value(&change.before).as_str(), " → ", value(&change.after).as_str()].concat();
        span("small serials", "").child(el("code").child(change.field.as_str())).child(" ").child(words)
    };
    div("stack cell").child(entry.changes.iter().map(one).collect::<Vec<_>>())
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN { text.to_owned() } else { text.chars().take(SHOWN).chain(['…']).collect() }
}
