//! The list of requests in groups: by owner, customer or partner, the nearest date first. A group's rows are read when it is opened.

use core::cell::RefCell;

use eyelevel_contract::{
    page::Page,
    requests::{
        Grouping, Request, RequestQuery,
        groups::{GROUPS, GROUPS_MAX, NOBODY, RequestGroup, RequestGroups},
        paths,
    },
};
use eyelevel_texts::{chosen as t, requests as tr};
use wasm_bindgen::JsCast;

use super::list_page;
use crate::{
    i18n::{lang, moment},
    reads, router,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        empty::empty,
        loaded::Loaded,
        reactive::{Flag, untrack},
        status::{Tone, status},
    },
};

/// Rows of a group that are shown at once.
const ROWS: i64 = 50;

thread_local! {
    /// Addresses of the groups that are open: whoever comes back from a request finds them so.
    static OPEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The groups of what the address shows.
pub(super) fn part(_: &str) -> El {
    let found: Loaded<RequestGroups> =
        reads::read(|| router::join(GROUPS, &RequestQuery { cursor: None, limit: None, ..shown() }.to_query()));
    div("stack tight").child(found.show(6, |found| untrack(|| groups(found))))
}

fn shown() -> RequestQuery {
    RequestQuery::read(router::param)
}

fn groups(found: &RequestGroups) -> El {
    if found.groups.is_empty() {
        return empty(tr::none_found(lang()), button::link("button", paths::PAGE, tr::clear_filters(lang())));
    }
    let query = shown();
    let grouping = query.group.unwrap_or(Grouping::Owner);
    let all = found.groups.iter().map(|one| group(one, grouping, &query)).collect::<Vec<_>>();
    div("stack tight").child(all).child(found.more.then(|| p("muted", &t::more_groups(lang(), GROUPS_MAX))))
}

fn group(group: &RequestGroup, grouping: Grouping, query: &RequestQuery) -> El {
    let within = query.within(grouping, &group.id).to_query();
    let list = router::join(paths::PAGE, &within);
    let open = Flag::new();
    open.set(OPEN.with_borrow(|all| all.contains(&list)));
    let name = group.name.as_deref().unwrap_or(if group.id == NOBODY { t::no_customer(lang()) } else { "" });
    let late = (group.late > 0).then(|| status(Tone::Late, &t::late(lang(), group.late)));
    let next = group.next_due.map(|due| span("small muted", &t::next(lang(), moment(due))));
    let head = el("summary").child(el("strong").child(name)).child(span("muted count", &t::requests(lang(), group.count)));
    let head = head.child(late).child(next);
    let (count, all) = (group.count, list.clone());
    let rows = dynamic(move || {
        if !open.get() {
            return nothing();
        }
        let url = router::join(paths::REQUESTS, &[&within, "&limit=", &ROWS.to_string()].concat());
        let found: Loaded<Page<Request>> = reads::read(move || url.clone());
        let more = (count > ROWS).then(|| button::link("button quiet small", &all, t::whole(lang())));
        div("stack tight").child(found.show(3, |page| untrack(|| list_page::table_of(&page.items, false)))).child(more)
    });
    let details = el("details").class("request-group").flag("open", open.peek());
    details.child(head).child(rows).on("toggle", move |event| {
        let now = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|one| one.has_attribute("open"));
        OPEN.with_borrow_mut(|all| {
            all.retain(|one| *one != list);
            if now {
                all.push(list.clone());
            }
        });
        if open.peek() != now {
            open.set(now);
        }
    })
}
