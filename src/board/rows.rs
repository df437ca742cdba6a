//! Sections and their rows: the subject, who owes what by when, and exactly one button.

use std::rc::Rc;

use eyelevel_contract::{
    board::{Board, BoardSection, COUNT_MAX},
    deliveries::Delivery,
    requests::{Grouping, Request, RequestQuery, Section, paths},
};
use eyelevel_texts::{board as t, escalations as te, words as tw};

use crate::{
    deliveries::{self, recipients::tone},
    i18n::lang,
    requests::{promise, severity, step::Step, unread, words},
    router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, span},
        empty::empty,
        status::{Tone, status},
    },
};

/// How many there are, beside a heading.
pub(super) fn count(section: &BoardSection) -> El {
    let words = if section.more { t::more_than(lang(), COUNT_MAX) } else { t::count(lang(), section.count) };
    span("muted count", &words)
}

/// Where all of a section are listed.
pub(super) fn all_of(section: Section) -> String {
    router::join(paths::PAGE, &RequestQuery { section: Some(section), ..RequestQuery::default() }.to_query())
}

/// Where they are listed in groups.
pub(super) fn grouped(section: Section) -> String {
    let query = RequestQuery { section: Some(section), group: Some(Grouping::Owner), ..RequestQuery::default() };
    router::join(paths::PAGE, &query.to_query())
}

fn heading(section: Section, part: &BoardSection) -> El {
    let more = (part.count > i64::try_from(part.items.len()).unwrap_or(0) || part.more)
        .then(|| button::link("button quiet small", &all_of(section), t::all(lang())));
    div("section-head").child(el("h2").child(words::section(section)).child(" ").child(count(part))).child(more)
}

/// A section with its rows.
pub(super) fn section(section: Section, part: &BoardSection, board: &Rc<Board>) -> El {
    let rows = if part.items.is_empty() {
        empty(t::empty_section(lang()), None::<El>)
    } else {
        el("ul").class("board-rows").child(part.items.iter().map(|request| row(request, board, None)).collect::<Vec<_>>())
    };
    el("section").class("stack tight").child(heading(section, part)).child(rows)
}

/// What is done: there, and out of the way.
pub(super) fn done(part: &BoardSection) -> El {
    let rows = part.items.iter().map(|request| {
        el("li").class("row").child(unread::subject(request)).child(span("small muted", tw::state_of_request(lang(), request)))
    });
    let title = el("summary").child(el("h2").child(words::section(Section::Done))).child(" ").child(count(part));
    let list = el("ul").class("stack tight").child(rows.collect::<Vec<_>>());
    el("details").class("board-done").child(title).child(list).child(button::link(
        "button quiet small",
        &all_of(Section::Done),
        t::all(lang()),
    ))
}

/// One row. With `select`, its button chooses it where there is room to show it beside the list.
pub(super) fn row(request: &Request, board: &Rc<Board>, select: Option<fn(&Request) -> bool>) -> El {
    let line = {
        let (request, board) = (request.clone(), Rc::clone(board));
        dynamic(move || {
            let line = promise::pressing(&request, &board.open);
            status(line.tone, &line.sentence()).class("status board-promise")
        })
    };
    let subject = unread::subject(request).class("board-subject");
    let mut meta = vec![span("", &request.number)];
    meta.extend(request.reference.as_deref().map(|reference| span("", reference)));
    if !session::actor().is_partner() {
        meta.push(span("", &request.partner.name));
    }
    meta.extend(severity::mark(request));
    if let Some(escalated) = &request.escalated {
        let tone = if escalated.missed { Tone::Late } else { Tone::Owed };
        meta.push(status(tone, &te::tag(lang(), &escalated.person.name)));
    }
    let step = Step::of(&session::actor(), request);
    let class = if step == Step::Look { "button small" } else { "button small primary" };
    let name = [step.label(), ": ", &request.subject].concat();
    let mut go = button::link(class, &step.href(request), step.label()).attr("aria-label", &name);
    if let Some(select) = select {
        let chosen = request.clone();
        go = go.on("click", move |event| {
            if select(&chosen) {
                event.prevent_default();
            }
        });
    }
    let text = div("grow stack tight").child(subject).child(line).child(div("request-where").child(meta));
    el("li").class("board-row").child(text).child(go)
}

/// A parcel under way.
pub(super) fn parcel(delivery: &Delivery) -> El {
    let link = el("a").attr("href", &paths::page(delivery.request_kind, &delivery.request_id)).child(delivery.subject.as_str());
    let to = span("small muted", &[&delivery.recipient, ", ", &delivery.organisation].concat());
    let arrives = deliveries::comes(delivery.status, delivery.arrives_on).map(|words| span("small", &words));
    let now = status(tone(delivery.status), tw::status(lang(), delivery.status));
    el("li").class("stack tight").child(link).child(to).child(div("row").child(now).child(arrives))
}
