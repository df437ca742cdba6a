//! The vendor's board: the queue by time left, and the chosen request beside it where there is room. The choice stands in the address.

use std::rc::Rc;

use eyelevel_contract::{
    board::{self, Board},
    deliveries::{Delivery, paths},
    demo_kits::loans::LoanRow,
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
    let grouped = (!mine.items.is_empty())
        .then(|| crate::ui::button::link("button quiet small", &rows::grouped(Section::WithVendor), t::grouped(lang())));
    let ways = div("row").child(grouped).child(more);
    let head = div("section-head").child(el("h2").child(t::queue(lang())).child(" ").child(rows::count(mine))).child(ways);
    let queue = el("section").class("stack tight").child(head).child(queue);
    let beside: Vec<El> = [
        tasks(te::board(lang()), &board.escalated, escalated),
        tasks(t::unanswered(lang()), &board.unanswered, unanswered),
        tasks(t::attention(lang()), &board.attention, attention),
        tasks(tl::board(lang()), &board.overdue, overdue),
    ]
    .into_iter()
    .flatten()
    .collect();
    if beside.is_empty() {
        return queue;
    }
    div("stack wide-gap").child(beside).child(queue)
}

/// Something that waits for the reader beside the queue: what it is, how it stands, and what they do about it.
fn task(href: &str, what: &str, stands: El, step: &str, number: &str) -> El {
    let link = el("a").attr("href", href.split('?').next().unwrap_or(href)).child(what);
    let name = [step, ": ", number].concat();
    let step = crate::ui::button::link("button small", href, step).attr("aria-label", &name);
    el("li").class("stack tight").child(link).child(div("row").child(stands).child(step))
}

/// Such things under a heading; nothing where there are none.
fn tasks<T>(title: &str, all: &[T], task: impl Fn(&T) -> El) -> Option<El> {
    let list = el("ul").class("board-parcels").child(all.iter().map(task).collect::<Vec<_>>());
    (!all.is_empty()).then(|| el("section").class("stack tight").child(el("h2").child(title)).child(list))
}

/// Requests that were taken to the reader: whose they are, and by when an answer is owed.
fn escalated(request: &Request) -> El {
    let due = request.escalated.as_ref().and_then(|one| one.due_at).map(moment).unwrap_or_default();
    let until = status(Tone::Late, &te::answer_by(lang(), &request.partner.name, due));
    answer(request, until)
}

/// Requests where the partner has written and waits: by when an answer is owed.
fn unanswered(request: &Request) -> El {
    let due = request.reply.as_ref().map(|reply| reply.due_at).unwrap_or_default();
    let tone = if due < clock::now() { Tone::Late } else { Tone::Owed };
    answer(request, status(tone, &te::answer_by(lang(), &request.partner.name, moment(due))))
}

fn answer(request: &Request, stands: El) -> El {
    let what = [&request.number, ": ", &request.subject].concat();
    task(&page(request.kind, &request.id), &what, stands, te::board_answer(lang()), &request.number)
}

/// Loans of the reader's requests that are overdue: who has them, since when, and the way to name the next step.
fn overdue(loan: &LoanRow) -> El {
    let late = status(Tone::Late, &loans::left(lang(), loan, day_of(clock::now())));
    let href = [&page(Kind::DemoKit, &loan.id), "?do=step"].concat();
    task(&href, &[&loan.number, ": ", &loan.partner.name].concat(), late, tl::board_step(lang()), &loan.number)
}

/// Parcels of the reader's requests where something is the matter: what, and where it is seen to.
fn attention(delivery: &Delivery) -> El {
    let link = el("a").attr("href", &paths::page(&delivery.id)).child([&delivery.request_number, ": ", &delivery.recipient].concat());
    let what = delivery.troubles.iter().map(|trouble| status(Tone::Late, words::trouble(lang(), *trouble))).collect::<Vec<_>>();
    el("li").class("stack tight").child(link).child(div("row").child(what))
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
