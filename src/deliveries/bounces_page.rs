//! Mails that came back, for the vendor's admins: whose addresses are no good, and why.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::bounces::{Bounce, PAGE, PATH, Taken},
    page::Page,
    requests::paths::page as request_page,
};
use eyelevel_texts::{bounces, bounces_page as t};

use crate::{
    filters,
    i18n::{lang, timestamp},
    reads, router,
    ui::{
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<Bounce>> = reads::read(|| {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(PATH, &[("cursor", &cursor)])
    });
    let shown = list.show(6, |page: &Rc<Page<Bounce>>| rows(page));
    let head = div("stack tight").child(el("h1").child(t::title(lang()))).child(p("muted", t::lead(lang())));
    div("page").child(head).child(list.age()).child(div("stack").child(shown))
}

fn rows(page: &Page<Bounce>) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let columns = [t::to(lang()), t::what(lang()), t::then(lang()), t::said(lang()), t::at(lang())].map(Column::plain);
    let lines = page.items.iter().map(line).collect();
    let table = table("bounces-table", t::title(lang()), columns.into(), lines);
    div("stack").child(table).child(filters::pages(PAGE, page.next.as_deref()))
}

fn line(one: &Bounce) -> El {
    let name = span("", &one.name);
    let request = one.request.as_ref().map(|request| {
        el("a").class("small").attr("href", &request_page(request.kind, &request.id)).child(t::request(lang(), &request.number))
    });
    let to = div("stack cell").child(name).child(span("small muted", &one.email)).child(request);
    let (tone, followed) = match one.taken {
        Taken::Bounced => (Tone::Late, t::bounced(lang())),
        Taken::Again => (Tone::Owed, t::again(lang())),
        Taken::Delayed => (Tone::Owed, t::delayed(lang())),
        Taken::Noted | Taken::Answered | Taken::Refused | Taken::Known | Taken::NoBounce | Taken::NotOurs => (Tone::Calm, t::noted(lang())),
    };
    let status_code = one.status.as_deref().map(|code| span("small muted", code));
    row([
        cell(t::to(lang()), to),
        cell(t::what(lang()), div("stack cell").child(bounces::reason(lang(), one.reason)).child(status_code)),
        cell(t::then(lang()), status(tone, followed)),
        cell(t::said(lang()), span("small", &one.diagnostic)),
        cell(t::at(lang()), span("muted", &timestamp(one.at))),
    ])
}
