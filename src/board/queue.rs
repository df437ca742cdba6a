//! The vendor's board: the queue by time left, and the chosen request beside it where there is room. The choice stands in the address.

use std::rc::Rc;

use eyelevel_contract::{
    board::{self, Board},
    deliveries::paths,
    requests::{Kind, Request, Section, paths::page},
};
use eyelevel_texts::{board as t, escalations as te, loan_page as tl, loans, words};
use wasm_bindgen::JsCast;

use super::rows;
use crate::ui::reactive::{Get, GetUntracked, RwSignal, Set, document, effect, window};
use crate::{
    clock, enquiries,
    i18n::{day_of, lang, moment},
    later, router,
    ui::{
        el::{El, div, dynamic, el, nothing},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
    },
};

/// From this width on, the chosen request stands beside the list; style/features/board.css has the same number.
const WIDE: &str = "(min-width: 75rem)";

fn is_wide() -> bool {
    window().match_media(WIDE).ok().flatten().is_some_and(|query| query.matches())
}

/// Chooses a request, where it can be shown beside the list.
fn choose(request: &Request) -> bool {
    let wide = is_wide();
    if wide {
        router::replace(&[board::PAGE, "?chosen=", &request.id].concat());
        if let Some(pane) = document().get_element_by_id("chosen") {
            let _ = pane.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    }
    wide
}

/// The list.
pub(super) fn list(board: &Rc<Board>) -> El {
    let mine = &board.with_vendor;
    let queue = if mine.items.is_empty() {
        empty(t::nothing(lang()), None::<El>)
    } else {
        let row = |request: &Request| {
            let id = request.id.clone();
            let first = mine.items.first().is_some_and(|first| first.id == id);
            let here = move || is_chosen(&id, first).then(|| "true".to_owned());
            rows::row(request, board, Some(choose)).bind("aria-current", here)
        };
        el("ol").class("board-rows").child(mine.items.iter().map(row).collect::<Vec<_>>())
    };
    let more = mine.more || mine.count > i64::try_from(mine.items.len()).unwrap_or(0);
    let more = more.then(|| crate::ui::button::link("button quiet small", &rows::all_of(Section::WithVendor), t::all(lang())));
    let head = div("section-head").child(el("h2").child(t::queue(lang())).child(" ").child(rows::count(mine))).child(more);
    let queue = el("section").class("stack tight").child(head).child(queue);
    let attention = (!board.attention.is_empty()).then(|| attention(board));
    let escalated = (!board.escalated.is_empty()).then(|| escalated(board));
    let overdue = (!board.overdue.is_empty()).then(|| overdue(board));
    if attention.is_none() && overdue.is_none() && escalated.is_none() {
        return queue;
    }
    div("stack wide-gap").child(escalated).child(attention).child(overdue).child(queue)
}

/// Requests that were taken to the reader: whose they are, and by when an answer is owed.
fn escalated(board: &Board) -> El {
    let list = board.escalated.iter().map(|request| {
        let href = page(request.kind, &request.id);
        let link = el("a").attr("href", &href).child([&request.number, ": ", &request.subject].concat());
        let due = request.escalated.as_ref().and_then(|one| one.due_at).map(moment).unwrap_or_default();
        let until = status(Tone::Late, &te::answer_by(lang(), &request.partner.name, due));
        let name = [te::board_answer(lang()), ": ", &request.number].concat();
        let answer = crate::ui::button::link("button small", &href, te::board_answer(lang())).attr("aria-label", &name);
        el("li").class("stack tight").child(link).child(div("row").child(until).child(answer))
    });
    let list = el("ul").class("board-parcels").child(list.collect::<Vec<_>>());
    el("section").class("stack tight").child(el("h2").child(te::board(lang()))).child(list)
}

/// Loans of the reader's requests that are overdue: who has them, since when, and the way to name the next step.
fn overdue(board: &Board) -> El {
    let today = day_of(clock::now());
    let list = board.overdue.iter().map(|loan| {
        let href = page(Kind::DemoKit, &loan.id);
        let link = el("a").attr("href", &href).child([&loan.number, ": ", &loan.partner.name].concat());
        let late = status(Tone::Late, &loans::left(lang(), loan, today));
        let name = [tl::board_step(lang()), ": ", &loan.number].concat();
        let step = crate::ui::button::link("button small", &[&href, "?do=step"].concat(), tl::board_step(lang())).attr("aria-label", &name);
        el("li").class("stack tight").child(link).child(div("row").child(late).child(step))
    });
    let list = el("ul").class("board-parcels").child(list.collect::<Vec<_>>());
    el("section").class("stack tight").child(el("h2").child(tl::board(lang()))).child(list)
}

/// Parcels of the reader's requests where something is the matter: what, and where it is seen to.
fn attention(board: &Board) -> El {
    let list = board.attention.iter().map(|delivery| {
        let link = el("a").attr("href", &paths::page(&delivery.id)).child([&delivery.request_number, ": ", &delivery.recipient].concat());
        let what = delivery.troubles.iter().map(|trouble| status(Tone::Late, words::trouble(lang(), *trouble))).collect::<Vec<_>>();
        el("li").class("stack tight").child(link).child(div("row").child(what))
    });
    let list = el("ul").class("board-parcels").child(list.collect::<Vec<_>>());
    el("section").class("stack tight").child(el("h2").child(t::attention(lang()))).child(list)
}

fn is_chosen(id: &str, first: bool) -> bool {
    router::param("chosen").map_or(first, |chosen| chosen == id)
}

/// The chosen request, else the most urgent one.
pub(super) fn pane(loaded: Loaded<Board>) -> El {
    // Which one: a text, so that a fresh board does not make the same request anew under somebody's hands.
    let which = RwSignal::new(String::new());
    effect(move || {
        let Some(board) = loaded.get() else { return };
        let chosen = router::param("chosen");
        let all = [&board.with_vendor, &board.with_partner, &board.on_the_way];
        let mut requests = all.iter().flat_map(|section| section.items.iter());
        let request = match &chosen {
            Some(id) => requests.find(|request| request.id == *id),
            None => requests.next().filter(|request| request.section == Section::WithVendor),
        };
        let now = request.map(|request| [request.kind.word(), " ", &request.id].concat()).unwrap_or_default();
        if which.get_untracked() != now {
            which.set(now);
        }
    });
    let view = dynamic(move || {
        let which = which.get();
        match which.split_once(' ') {
            Some((kind, id)) if is_wide() => match Kind::from_word(kind) {
                Some(kind @ (Kind::DemoKit | Kind::Licence)) => later::at(page(kind, id)),
                Some(kind @ Kind::StatementQuery) => later::statements_at(page(kind, id)),
                _ => enquiries::view(id, false),
            },
            _ => nothing(),
        }
    });
    el("section").id("chosen").class("board-pane").attr("aria-label", t::chosen(lang())).attr("tabindex", "-1").child(view)
}
