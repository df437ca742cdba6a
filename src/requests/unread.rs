//! Unread requests: the mark beside a subject, and who has opened one has read it.

use std::{cell::RefCell, rc::Rc};

use eyelevel_contract::{
    json::to_text,
    requests::{
        Request, RequestPage, paths,
        unread::{MARK_UNREAD, READ, SeenUpTo, UNREAD, UnreadRequests},
    },
};
use eyelevel_texts::requests as t;

use crate::{
    client::Call,
    i18n::lang,
    reads, router,
    ui::{
        button,
        el::{Child, El, dynamic, el, nothing, span},
        loaded::Loaded,
    },
    writes,
};

/// How many of the reader's own are unread, beside a name.
pub(crate) fn count() -> impl Child {
    let unread: Loaded<UnreadRequests> = reads::read(|| UNREAD.to_owned());
    dynamic(move || match unread.get().and_then(|unread| unread.short()) {
        Some(short) => span("unread-count", "").child(span("visually-hidden", t::unread_own(lang()))).child(short),
        None => nothing(),
    })
}

/// A request's subject, which leads to its page: with its mark, if it is unread.
pub(crate) fn subject(request: &Request) -> El {
    let mark = request.unread.then(|| span("visually-hidden", t::unread(lang())));
    let link = el("a").attr("href", &paths::page(request.kind, &request.id)).flag("data-unread", request.unread);
    link.child(mark).child(request.subject.as_str())
}

/// The newest entry that was said to be seen.
pub(super) type Said = Rc<RefCell<String>>;

/// The reader sees a request: what they see is read. Other tabs hear of it.
pub(super) fn seen(page: &RequestPage, said: &Said) {
    let Some(newest) = page.timeline.last() else { return };
    if said.replace(newest.id.clone()) != newest.id {
        let until = SeenUpTo { until: Some(newest.id.clone()) };
        writes::act(Call::post(paths::verb(&page.request.id, READ), to_text(&until)), |_| reads::mine());
    }
}

/// Leaves it for later.
pub(super) fn later(request: &Request) -> El {
    let url = paths::verb(&request.id, MARK_UNREAD);
    button::quiet(t::mark_unread(lang())).class("button quiet small").on("click", move |_| {
        writes::act(Call::post(&url, "{}".to_owned()), |_| {
            reads::mine();
            router::go("/");
        });
    })
}
