//! What the reader was told of, the newest first.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    notices::{Notice, Notices, PAGE, PATH, READ, ReadUpTo, SETTINGS_PAGE, read},
};
use eyelevel_texts::{notice_page as t, told};

use crate::{
    client::Call,
    filters,
    i18n::{lang, timestamp},
    reads, router,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
    writes,
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Notices> = reads::read(|| {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(PATH, &[("cursor", &cursor)])
    });
    let settings = button::link("button", SETTINGS_PAGE, t::settings(lang()));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(settings);
    let unread = dynamic(move || list.get().map_or_else(nothing, |notices| unread(&notices, list)));
    let shown = list.show(6, |notices: &Rc<Notices>| rows(notices));
    div("page").child(head).child(p("muted", t::lead(lang()))).child(list.age()).child(div("stack").child(unread).child(shown))
}

/// How many are new, and the way to have seen them all.
fn unread(notices: &Notices, list: Loaded<Notices>) -> El {
    let Some(newest) = notices.items.first() else { return nothing() };
    if notices.unread == 0 {
        return p("muted", t::all_read(lang())).attr("role", "status");
    }
    let many = el("strong").attr("role", "status").child(t::unread(lang(), notices.unread).as_str());
    // Behind the first page they would be those from there on.
    let until = newest.id.clone();
    let mark = router::param("cursor").is_none().then(|| {
        button::secondary(t::mark_all(lang())).on("click", move |_| {
            let seen = ReadUpTo { until: until.clone() };
            writes::act(Call::post(READ, to_text(&seen)), move |_| list.again());
        })
    });
    div("row").child(many).child(mark)
}

fn rows(notices: &Notices) -> El {
    if notices.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let columns = [t::what(lang()), t::about(lang()), t::kind(lang()), t::at(lang())].map(Column::plain);
    let lines = notices.items.iter().map(line).collect();
    let table = table("notices-table", t::title(lang()), columns.into(), lines);
    div("stack").child(table).child(filters::pages(PAGE, notices.next.as_deref()))
}

fn line(notice: &Notice) -> El {
    let (new, url) = (!notice.read, read(&notice.id));
    let link = el("a").attr("href", &notice.page).child(notice.what.as_str()).on("click", move |_| {
        if new {
            writes::act(Call::post(&url, "{}".to_owned()), |_| {});
        }
    });
    let what = div("row tight").child(link).child(new.then(|| status(Tone::Owed, t::new(lang()))));
    let about = notice.request.as_ref().map(|of| [&of.number, " · ", &of.subject].concat()).unwrap_or_default();
    row([
        cell(t::what(lang()), what),
        cell(t::about(lang()), about),
        cell(t::kind(lang()), span("muted", told::kind(lang(), notice.kind).0)),
        cell(t::at(lang()), span("muted", &timestamp(notice.at))),
    ])
}
