//! The board's page.

use std::rc::Rc;

use eyelevel_contract::{
    board::{Board, BoardSection, COUNT_MAX, PATH},
    demo_kits::paths::CATALOGUE_PAGE,
    enquiries::FORM,
    guide::{PAGE as GUIDE, can_see_guide},
    licences::{Intent, KnownIssue, paths as licences_at},
    page::Page,
    people::rules::ASKERS,
    requests::{RequestQuery, Section, paths},
    returns::paths as returns_at,
};
use eyelevel_texts::{board as t, shell};

use super::{keys, queue, rows};
use crate::ui::reactive::{GetUntracked, RwSignal};
use crate::{
    demo_kits,
    drafts::list::unfinished,
    enquiries,
    i18n::lang,
    licences, reads,
    requests::{promise, views},
    returns, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        empty::empty,
        field,
        loaded::Loaded,
        menu::menu,
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(shell::board(lang()));
    let board: Loaded<Board> = reads::read(|| PATH.to_owned());
    let actor = session::actor();
    let partner = actor.is_partner();
    let asks = partner && actor.is_any(ASKERS);
    let heading =
        el("h1").child(dynamic(move || el("span").child(board.get().map_or_else(|| shell::board(lang()).to_owned(), |b| waiting(&b)))));
    let down = asks.then(|| button::link("button quiet", &licences_at::form_of(Intent::Bridge), t::is_down(lang())));
    let head = div("page-head").child(heading).child(div("row board-tools").child(search()).child(down).child(asks.then(new)));
    let page = div("page board").keep(keys::keys()).child(head).child(views::bar()).child(board.age());
    if partner {
        let page = page.child(asks.then(known_issues));
        let main = div("stack").child(board.show(5, move |board| {
            if is_empty(board) {
                return empty(if asks { t::first(lang()) } else { t::empty_section(lang()) }, None::<El>);
            }
            div("stack wide-gap").child(yours(board)).child(rows::section(Section::WithVendor, &board.with_vendor, board))
        }));
        let beside = el("aside").class("stack wide-gap").attr("aria-label", t::parcels(lang()));
        let beside = beside.child(board.show_quietly(2, |board| div("stack wide-gap").child(on_the_way(board)))).child(unfinished(vec![
            demo_kits::DRAFT,
            licences::DRAFT,
            returns::DRAFT,
            enquiries::DRAFT,
        ]));
        page.child(div("columns").child(main.child(board.show_quietly(0, |board| rows::done(&board.done)))).child(beside))
            .child(keys::hint())
    } else {
        let list = board.show(6, |board| {
            // An installation in which nothing has happened yet.
            if is_empty(board) && can_see_guide(&session::actor()).is_ok() {
                return empty(t::nobody_yet(lang()), button::link("button primary", GUIDE, shell::guide(lang())));
            }
            div("stack wide-gap")
                .child(queue::list(board))
                .child(rows::section(Section::WithPartner, &board.with_partner, board))
                .child(on_the_way(board))
                .child(rows::done(&board.done))
        });
        page.child(div("board-vendor").child(div("stack").child(list).child(keys::hint())).child(queue::pane(board)))
    }
}

/// Whether there is nothing on it, in whatever section.
fn is_empty(board: &Board) -> bool {
    [&board.with_partner, &board.with_vendor, &board.on_the_way, &board.done].iter().all(|section| section.items.is_empty())
}

/// What waits for the reader's side, in one sentence.
fn waiting(board: &Board) -> String {
    let section = if session::actor().is_partner() { &board.with_partner } else { &board.with_vendor };
    match section {
        BoardSection { more: true, .. } => t::waiting_many(lang(), COUNT_MAX),
        BoardSection { count: 0, .. } => t::nothing_waiting(lang()).to_owned(),
        BoardSection { count, .. } => t::waiting(lang(), *count),
    }
}

fn yours(board: &Rc<Board>) -> El {
    if !board.with_partner.items.is_empty() {
        return rows::section(Section::WithPartner, &board.with_partner, board);
    }
    let next = board.with_vendor.items.first().map(|request| promise::line(request, &board.open).sentence());
    empty(&next.map_or_else(|| t::nothing(lang()).to_owned(), |next| t::nothing_next(lang(), next)), None::<El>)
}

fn on_the_way(board: &Rc<Board>) -> El {
    let section = rows::section(Section::OnTheWay, &board.on_the_way, board);
    if board.parcels.is_empty() {
        return section;
    }
    let parcels = el("ul").class("board-parcels").child(board.parcels.iter().map(rows::parcel).collect::<Vec<_>>());
    div("stack wide-gap").child(section).child(el("section").class("stack tight").child(el("h2").child(t::parcels(lang()))).child(parcels))
}

/// Searching leads to the list, which holds everything.
fn search() -> El {
    let value = RwSignal::new(String::new());
    let form = el("form").class("board-search").attr("role", "search").on("submit", move |event| {
        event.prevent_default();
        let q = Some(value.get_untracked());
        router::go(&router::join(paths::PAGE, &RequestQuery { q, ..RequestQuery::default() }.to_query()));
    });
    form.child(field::search(t::search(lang()), value, |_| {}))
}

fn new() -> El {
    let item = |href: &str, label: &str| button::link("menu-item", href, label);
    let opener = button::primary(t::new(lang())).class("button primary opens");
    let kit = item(CATALOGUE_PAGE, t::new_kit(lang()));
    let key = item(licences_at::FORM, t::new_licence(lang()));
    div("board-new").child(menu(opener, vec![kit, key, item(returns_at::FORM, t::new_return(lang())), item(FORM, t::new_enquiry(lang()))]))
}

/// What is known to be wrong with something that runs at a customer's, and what to do about it.
fn known_issues() -> El {
    let found: Loaded<Page<KnownIssue>> = reads::read(|| [licences_at::KNOWN_ISSUES, "?mine=true&limit=3"].concat());
    div("").child(dynamic(move || {
        let issues = found.get();
        let all: Vec<_> = issues.iter().flat_map(|page| &page.items).map(known_issue).collect();
        if all.is_empty() { nothing() } else { div("stack tight").child(all) }
    }))
}

fn known_issue(issue: &KnownIssue) -> El {
    let all = [licences_at::KNOWN_ISSUES_PAGE, "?mine=true"].concat();
    let title = el("a").attr("href", &all).child(issue.title.get(lang()));
    let head = el("strong").child([issue.name(lang()), ": "].concat()).child(title);
    div("notice").attr("data-tone", "owed").child(head).child(p("pre", issue.workaround.get(lang())))
}
