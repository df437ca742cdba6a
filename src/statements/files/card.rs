//! What is shown of a file on its way.

use std::rc::Rc;

use eyelevel_contract::statements::{FileReport, paths};
use eyelevel_texts::{format, statement_files as t, ui as tu};

use super::{
    columns,
    item::{Desk, Item, State},
    report::{self, Told},
};
use crate::{
    i18n::{lang, timestamp},
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span, text},
        files,
        form::focus,
        reactive::Get,
        status::{Tone, status},
    },
};

/// All of them.
pub(super) fn list(desk: &Rc<Desk>) -> El {
    let desk = Rc::clone(desk);
    let made: core::cell::RefCell<Vec<(u32, web_sys::Element, El)>> = core::cell::RefCell::default();
    let place = div("stack");
    let node = place.node().clone();
    // What somebody is reading stays when another file is added or taken away.
    place.effect(move || {
        let items = desk.items.get();
        let mut made = made.borrow_mut();
        made.retain(|(id, element, _)| {
            let stays = items.iter().any(|item| item.id == *id);
            if !stays {
                element.remove();
            }
            stays
        });
        for item in items.iter().rev() {
            if !made.iter().any(|(id, ..)| *id == item.id) {
                let card = crate::ui::reactive::untrack(|| card(&desk, item));
                let _ = node.prepend_with_node_1(card.node());
                made.push((item.id, card.node().clone(), card));
            }
        }
    })
}

fn card(desk: &Rc<Desk>, item: &Rc<Item>) -> El {
    #[expect(clippy::cast_possible_truncation, reason = "a size in whole bytes")]
    let size = files::size(item.bytes() as i64);
    let (shown, state) = (Rc::clone(item), item.state);
    let mark = dynamic(move || match &*state.get() {
        State::Waiting => status(Tone::Calm, t::waiting(lang())),
        State::Sending { posting: true } => status(Tone::Calm, t::posting(lang())),
        State::Sending { posting: false } => nothing(),
        State::Seen(report) if report.refused.is_some() => status(Tone::Late, t::not_read(lang())),
        State::Seen(report) if report.posted > 0 => status(Tone::Owed, t::unposted(lang())),
        State::Seen(..) => status(Tone::Calm, t::nothing_new(lang())),
        State::Posted(report) if report.posted > 0 => status(Tone::Good, t::posted(lang())),
        State::Posted(_) => status(Tone::Calm, t::nothing_new(lang())),
        State::Failed { posting: true, .. } => status(Tone::Late, t::not_posted(lang())),
        State::Failed { .. } => status(Tone::Late, t::not_read(lang())),
    });
    let name = item.file.name();
    let title = div("row").child(el("h3").class("file-name").child(name.as_str())).child(span("muted small", &size));
    let head = div("section-head").child(title).child(div("").attr("role", "status").child(mark));
    let desk = Rc::clone(desk);
    let body = dynamic(move || match &*state.get() {
        State::Waiting => buttons(&desk, &shown, t::cancel(lang()), None),
        State::Sending { posting } => sending(&desk, &shown, *posting),
        State::Seen(report) => seen(&desk, &shown, report),
        State::Posted(report) => posted(&desk, &shown, report),
        State::Failed { words, again, posting } => failed(&desk, &shown, words, (*again, *posting)),
    });
    let card = el("article").class("card file-card").id(&item.place()).attr("tabindex", "-1").attr("aria-label", &name);
    card.child(head).child(div("").child(body))
}

fn buttons(desk: &Rc<Desk>, item: &Rc<Item>, away: &str, first: Option<El>) -> El {
    let (desk, item) = (Rc::clone(desk), Rc::clone(item));
    let away = button::quiet(away).on("click", move |_| {
        desk.remove(&item);
        focus("main");
    });
    div("buttons").child(first).child(away)
}

fn sending(desk: &Rc<Desk>, item: &Rc<Item>, posting: bool) -> El {
    let progress = item.progress;
    let bar = el("progress").attr("max", "100").attr("aria-label", &t::sending(lang(), item.file.name()));
    // All has gone: how long reading takes, nobody knows.
    let bar = bar.bind("value", move || Some(progress.get()).filter(|gone| *gone < 100).map(|gone| gone.to_string()));
    let words = text(move || match progress.get() {
        100.. if posting => t::posting(lang()).to_owned(),
        100.. => t::reading(lang()).to_owned(),
        gone => t::sent(lang(), format::percent(lang(), i64::from(gone) * 100)),
    });
    // A post that is called off may have arrived all the same: then nobody knew.
    let away = (!posting).then(|| buttons(desk, item, t::cancel(lang()), None));
    div("stack tight").child(div("row").child(bar).child(el("span").child(words))).child(away)
}

fn seen(desk: &Rc<Desk>, item: &Rc<Item>, seen: &Rc<FileReport>) -> El {
    let columns = columns::view(desk, item, seen);
    if let Some(why) = &seen.refused {
        let notice =
            div("notice").attr("data-tone", "late").attr("role", "alert").child(span("", why)).child(p("", t::say_columns(lang())));
        return div("stack").child(notice).child(columns).child(buttons(desk, item, t::discard(lang()), None));
    }
    let (posting, who) = (Rc::clone(desk), Rc::clone(item));
    let act = move |_| posting.press(&who, true);
    let post = match (seen.posted, seen.before) {
        (1.., _) => Some(button::primary(&t::post(lang(), seen.posted)).on("click", act)),
        (_, None) if seen.all() > 0 => Some(button::secondary(t::note_only(lang())).on("click", act)),
        _ => None,
    };
    let words = if seen.posted > 0 { t::would_post(lang(), seen.posted) } else { t::would_post_none(lang()).to_owned() };
    let body = div("stack").child(report::kind(seen)).child(before(seen)).child(p("file-words", &words));
    let told = Told { name: item.file.name(), done: false, open: desk.items.peek().len() == 1, tell: Some(Rc::clone(desk)) };
    // What is nobody's waits for somebody: that stays in sight.
    let many = desk.are_many() && seen.nobodys == 0;
    body.child(buttons(desk, item, t::discard(lang()), post)).child(columns).child(folded(many, report::view(seen, &told)))
}

/// Of many files, each says in a line what comes of it; the rest is one click away.
fn folded(many: bool, rest: El) -> El {
    if !many {
        return rest;
    }
    el("details").class("file-part").child(el("summary").child(t::in_full(lang()))).child(rest)
}

/// The same file was read before.
fn before(seen: &FileReport) -> Option<El> {
    let words = t::before(lang(), timestamp(seen.before?));
    let link = seen.file.as_ref().map(|id| el("a").attr("href", &paths::file_page(id)).child(t::before_link(lang())));
    Some(div("notice").child(p("", &words)).child(link))
}

fn posted(desk: &Rc<Desk>, item: &Rc<Item>, came: &Rc<FileReport>) -> El {
    let link = came.file.as_ref().map(|id| button::link("button", &paths::file_page(id), t::report_link(lang())));
    let tone = if came.posted > 0 { "good" } else { "" };
    let words = div("notice").attr("data-tone", tone).attr("role", "status").child(report::done(came));
    let told = Told { name: item.file.name(), done: true, open: false, tell: None };
    let body = div("stack").child(words).child(report::kind(came)).child(buttons(desk, item, t::dismiss(lang()), link));
    body.child(folded(desk.are_many() && came.nobodys == 0, report::view(came, &told)))
}

fn failed(desk: &Rc<Desk>, item: &Rc<Item>, words: &str, (again, posting): (bool, bool)) -> El {
    let (retry, who) = (Rc::clone(desk), Rc::clone(item));
    let once_more = again.then(|| button::secondary(tu::try_again(lang())).on("click", move |_| retry.press(&who, posting)));
    let notice = div("notice").attr("data-tone", "late").attr("role", "alert").child(span("", words));
    let notice = notice.child((!again).then(|| p("", t::what_to_do(lang()))));
    div("stack").child(notice).child(buttons(desk, item, t::discard(lang()), once_more))
}
