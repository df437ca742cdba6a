//! What was found at a device, with pictures of it. They go to the request as soon as they are chosen, as every file does; the result puts them beside
//! the device.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    returns::{Finding, Inspect, ItemState, Return, validate_inspection},
};
use eyelevel_texts::{return_page as t, returns as words, ui as tu};

use super::dialogs::which;
use crate::{
    attachments,
    client::Call,
    form_dialog::{Blocked, Content},
    i18n::lang,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::Form,
        reactive::{Get, GetUntracked, IsDisposed, RwSignal, Set},
    },
};

/// What says that pictures are on their way.
const WAITS: &str = "photos-wait";

pub(super) fn content(form: Form, thing: &Rc<Return>, url: String) -> Content {
    let (item, choice) = which(form, thing, &[ItemState::Received]);
    let (finding, findings) = (form.value("finding", Finding::Confirmed.word()), form.value("findings", ""));
    let options = Finding::ALL.iter().map(|finding| (finding.word().to_owned(), words::finding(lang(), *finding).to_owned())).collect();
    let (chosen, running) = (form.value("photos", ""), RwSignal::new(0));
    let fields = div("stack").child([
        choice,
        Field::radio(form, "finding", t::finding(lang()), finding, options).view(),
        Field::area(form, "findings", t::findings(lang()), findings, 3).hint(t::findings_hint(lang())).view(),
        photos(form, &thing.page.request.id, chosen, running),
    ]);
    let thing = Rc::clone(thing);
    let read = move || {
        let inspect = Inspect {
            item_id: item.get_untracked(),
            finding: Finding::from_word(&finding.get_untracked()).unwrap_or(Finding::Confirmed),
            findings: findings.get_untracked(),
            photos: chosen.get_untracked().lines().map(|line| part(line).0.to_owned()).collect(),
        };
        validate_inspection(&inspect, &thing).map(|inspect| Call::post(url.clone(), to_text(&inspect)))
    };
    let blocked = Some(Blocked { by: WAITS, now: Rc::new(move || running.get() > 0) });
    Content { blocked, ..Content::new(fields, read) }
}

/// Id and name of a picture, as a line of the field keeps them.
fn part(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

/// Those that belong to the result, and a place to add more.
fn photos(form: Form, request_id: &str, chosen: RwSignal<String>, running: RwSignal<u32>) -> El {
    form.register("photos", t::photos(lang()), chosen);
    let set = move |text: String| {
        form.typed("photos", &text);
        chosen.set(text);
    };
    let list = dynamic(move || {
        let text = chosen.get();
        let row = |line: &str| {
            let (name, without) = (part(line).1.to_owned(), line.to_owned());
            let label = [t::photos_not(lang()), ": ", &name].concat();
            let remove =
                button::quiet(t::photos_not(lang())).class("button quiet small").attr("aria-label", &label).on("click", move |_| {
                    let left = chosen.get_untracked();
                    set(left.lines().filter(|line| *line != without).flat_map(|line| [line, "\n"]).collect());
                });
            el("li").child(span("", &name)).child(remove)
        };
        let rows = text.lines().map(row).collect::<Vec<_>>();
        if rows.is_empty() { nothing() } else { el("ul").class("files").attr("aria-label", t::photos_chosen(lang())).child(rows) }
    });
    let arrived = move |file: eyelevel_contract::attachments::Attachment| {
        // The dialog may be closed by now; the picture is with the request all the same.
        if !chosen.is_disposed() {
            set([&chosen.get_untracked(), file.id.as_str(), " ", &file.name, "\n"].concat());
        }
    };
    let add = attachments::pictures(request_id, t::photos_add(lang()), t::photos_hint(lang()), running, arrived);
    let waits = dynamic(move || if running.get() > 0 { p("small muted", t::photos_wait(lang())) } else { nothing() });
    let waits = div("").attr("role", "status").attr("tabindex", "-1").id(WAITS).child(waits);
    let group = div("field").attr("role", "group").attr("tabindex", "-1").id(&form.field_id("photos"));
    let group = group.attr("aria-label", &[t::photos(lang()), ", ", tu::optional(lang())].concat());
    group.child(list).child(add).child(waits).child(form.error_view("photos"))
}
