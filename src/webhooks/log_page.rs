use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    page::Page,
    requests::paths::page as request_page,
    webhooks::{PAGE, Sending, SendingState, deliveries, page as own_page, replay, rules::can_keep},
};
use eyelevel_texts::hooks_page as t;

use super::words;
use crate::{
    client::Call,
    filters,
    i18n::{lang, timestamp},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::status,
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

/// The webhook whose log it is, and what is shown of it.
struct Log {
    id: Id,
    list: Loaded<Page<Sending>>,
}

pub(super) fn page(id: &str) -> El {
    router::title(t::log_title(lang()));
    let head = el("h1").child(t::log_title(lang()));
    if let Some(why) = button::why(can_keep(&session::actor())) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let url = deliveries(id);
    let list: Loaded<Page<Sending>> = reads::read(move || {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(&url, &[("cursor", &cursor)])
    });
    let log = Rc::new(Log { id: id.to_owned(), list });
    let tabs = [
        ("", t::everything(lang())),
        (SendingState::Waiting.word(), t::tab_waiting(lang())),
        (SendingState::Delivered.word(), t::tab_delivered(lang())),
        (SendingState::GivenUp.word(), t::tab_given_up(lang())),
        (SendingState::Withheld.word(), t::tab_withheld(lang())),
    ];
    let tabs = filters::tabs(&own_page(id), t::result(lang()), "state", &tabs);
    let back = button::link("button", PAGE, t::back(lang()));
    let shown = list.show(8, move |page| rows(page, &log));
    div("page")
        .child(div("page-head").child(head).child(back))
        .child(p("muted", t::log_lead(lang())))
        .child(tabs)
        .child(div("stack").child(list.age()).child(shown))
}

fn rows(page: &Page<Sending>, log: &Rc<Log>) -> El {
    let own = own_page(&log.id);
    if page.items.is_empty() {
        if router::param("state").is_some() {
            return empty(t::log_none_found(lang()), button::link("button", &own, t::everything(lang())));
        }
        return empty(t::log_none(lang()), None::<El>);
    }
    let columns = [t::at(lang()), t::event(lang()), t::request(lang()), t::result(lang()), t::answer(lang()), ""].map(Column::plain);
    let lines = page.items.iter().map(|sending| line(sending, log)).collect();
    let table = table("webhooks-table", t::log_title(lang()), columns.into(), lines);
    div("stack").child(table).child(filters::pages(&own, page.next.as_deref()))
}

fn line(sending: &Sending, log: &Rc<Log>) -> El {
    let request = sending
        .request
        .as_ref()
        .map(|request| el("a").attr("href", &request_page(request.kind, &request.id)).child(request.number.as_str()));
    let (tone, state) = words::sending(sending);
    let next = sending.next_at.filter(|_| sending.attempts > 0).map(|at| span("small muted", &t::next_at(lang(), timestamp(at))));
    let result =
        div("stack cell").child(status(tone, state)).child(span("small muted", &t::attempts(lang(), sending.attempts))).child(next);
    row([
        cell(t::at(lang()), timestamp(sending.created_at)),
        cell(t::event(lang()), el("code").class("serials").child(sending.event.as_str())),
        cell(t::request(lang()), request),
        cell(t::result(lang()), result),
        cell(t::answer(lang()), words::answer(sending)),
        cell("", div("buttons").child(again(sending, log))),
    ])
}

/// Sends it again, or now. A ping is sent by its own button.
fn again(sending: &Sending, log: &Rc<Log>) -> Option<El> {
    sending.request.as_ref()?;
    let at = timestamp(sending.created_at);
    let (label, long) = if sending.state == SendingState::Waiting {
        (t::hurry(lang()), t::hurry_of(lang(), &sending.event, at))
    } else {
        (t::replay(lang()), t::replay_of(lang(), &sending.event, at))
    };
    let (url, list) = (replay(&log.id, &sending.id), log.list);
    let button = button::quiet(label).class("button quiet small").attr("aria-label", &long);
    Some(button.on("click", move |_| {
        writes::act(Call::post(url.as_str(), "{}".to_owned()), move |_| {
            toast::say(t::replayed(lang()));
            list.again();
        });
    }))
}
