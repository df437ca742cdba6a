//! What was begun and not sent: go on, or discard it, with an undo.

use eyelevel_contract::{
    demo_kits,
    drafts::{self, Draft},
    enquiries,
    json::parse,
    page::Page,
    requests::Kind,
};
use eyelevel_texts::board as t;

use crate::ui::reactive::{Get, RwSignal, Update};
use crate::{
    client::Call,
    i18n::{lang, timestamp},
    reads, store,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, span},
        toast,
    },
    writes,
};

/// How long a discarded draft can be fetched back.
const SECOND_THOUGHTS: u32 = 12_000;

/// The section of one's own drafts; nothing when there are none.
pub(super) fn section() -> El {
    let list = reads::read::<Page<Draft>>(|| drafts::PATH.to_owned());
    let discarded = RwSignal::new(Vec::<String>::new());
    div("").child(dynamic(move || {
        let Some(page) = list.get() else { return nothing() };
        let gone = discarded.get();
        let rows = page.items.iter().filter(|draft| !gone.contains(&draft.id)).map(|draft| row(draft, discarded)).collect::<Vec<_>>();
        if rows.is_empty() {
            return nothing();
        }
        el("section").class("stack tight").child(el("h2").child(t::drafts(lang()))).child(el("ul").class("board-rows").child(rows))
    }))
}

fn row(draft: &Draft, discarded: RwSignal<Vec<String>>) -> El {
    let (form, field, kind) = match draft.kind {
        Kind::DemoKit => (demo_kits::paths::FORM, "purpose", t::draft_kit(lang())),
        Kind::Enquiry => (enquiries::FORM, "text", t::draft_enquiry(lang())),
    };
    let begun = parse(&draft.body).ok().and_then(|json| match json.get(field) {
        eyelevel_contract::json::Json::Text(text) => Some(enquiries::subject(text)).filter(|line| !line.is_empty()),
        _ => None,
    });
    let title = begun.map_or_else(|| kind.to_owned(), |begun| [kind, ": ", &begun].concat());
    let href = [form, "?draft=", &draft.id].concat();
    let saved = span("small muted", &t::draft_saved(lang(), timestamp(draft.updated_at)));
    let text = div("grow stack tight").child(el("a").class("board-subject").attr("href", &href).child(title.as_str())).child(saved);
    let go_on = button::link("button small", &href, t::go_on(lang())).attr("aria-label", &[t::go_on(lang()), ": ", &title].concat());
    let id = draft.id.clone();
    let discard = button::quiet(t::discard(lang())).class("button quiet small").on("click", move |_| discard(id.clone(), discarded));
    el("li")
        .class("board-row")
        .child(text)
        .child(div("buttons").child(go_on).child(discard.attr("aria-label", &[t::discard(lang()), ": ", &title].concat())))
}

/// Out of sight at once; gone only when nobody wants it back.
fn discard(id: String, discarded: RwSignal<Vec<String>>) {
    discarded.update(|gone| gone.push(id.clone()));
    let back = id.clone();
    let delete = gloo_timers::callback::Timeout::new(SECOND_THOUGHTS, move || {
        writes::act(Call::delete(drafts::one(&id)), move |_| store::remove(&["draft:", &id].concat()));
    });
    let waiting = core::cell::Cell::new(Some(delete));
    toast::offer(t::discarded(lang()), move || {
        drop(waiting.take());
        discarded.update(|gone| gone.retain(|id| *id != back));
    });
}
