//! What is done for one recipient: a status by hand, a confirmation in their place, their link on paper.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{NOTE_MAX, NewStatus, Receipt, RecipientLink, RecipientStatus, Status, TakenCare, paths, rules, tracking::Cause},
    json::{from_text, to_text},
    people::paths::encode,
    validate::{Fault, Faults},
};
use eyelevel_texts::{common, deliveries as t, papers as tp, requests as tr, words};

use crate::ui::reactive::{GetUntracked, document, window};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{day, day_of, lang},
    requests::actions::Shown,
    ui::{
        button, dialog,
        el::{El, div, el, p},
        field::Field,
        toast,
    },
    writes,
};

pub(super) fn parcel_id(recipient: &RecipientStatus) -> String {
    recipient.parcel.as_ref().map(|parcel| parcel.id.clone()).unwrap_or_default()
}

/// The vendor notes a status by hand.
pub(super) fn note_status(recipient: &RecipientStatus, shown: &Shown) {
    let id = parcel_id(recipient);
    let mut options = vec![(String::new(), tr::choose(lang()).to_owned())];
    for next in Status::by_hand(recipient.channel).iter().filter(|next| rules::may_follow(recipient.status, **next)) {
        options.push((next.word().to_owned(), words::status(lang(), *next).to_owned()));
    }
    shown.dialog(&["status:", &id].concat(), t::note_status(lang()), common::save(lang()), t::saved(lang())).open(move |form| {
        let status = form.value("status", "");
        let note = form.value("note", "");
        let arrives = form.value("arrives_on", "");
        let cause = form.value("cause", "");
        let fields = div("stack")
            .child(Field::select(form, "status", t::new_status(lang()), status, options).view())
            .child(Field::date(form, "arrives_on", t::arrives_on(lang()), arrives).optional().view())
            .child(Field::select(form, "cause", t::cause(lang()), cause, causes()).optional().view())
            .child(Field::area(form, "note", t::note(lang()), note, 2).optional().view());
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let chosen = Status::from_word(&status.get_untracked());
            if chosen.is_none() {
                faults.add("status", Fault::Required);
            }
            let note = faults.optional_text("note", &note.get_untracked(), NOTE_MAX).unwrap_or_default();
            let arrives_on = arrives.get_untracked().parse().ok();
            let body = NewStatus {
                status: chosen.unwrap_or(Status::InTransit),
                note,
                arrives_on,
                cause: Cause::from_word(&cause.get_untracked()),
            };
            faults.or(Call::post(paths::status(&id), to_text(&body)))
        })
    });
}

/// Why it does not simply go on; none is a choice, too.
fn causes() -> Vec<(String, String)> {
    let none = (String::new(), t::no_cause(lang()).to_owned());
    [none].into_iter().chain(Cause::ALL.iter().map(|cause| (cause.word().to_owned(), words::cause(lang(), *cause).to_owned()))).collect()
}

/// Somebody of the vendor has taken care of what was wrong, and says how.
pub(super) fn take_care(id: &str, shown: &Shown) {
    let url = paths::taken_care(id);
    shown.dialog(&["care:", id].concat(), t::take_care_title(lang()), common::save(lang()), t::taken_care(lang())).open(move |form| {
        let note = form.value("note", "");
        let field = Field::area(form, "note", t::note(lang()), note, 3).hint(t::take_care_hint(lang())).view();
        Content::new(field, move || {
            let mut faults = Faults::new();
            let note = faults.text("note", &note.get_untracked(), NOTE_MAX);
            faults.or(Call::post(url.clone(), to_text(&TakenCare { note })))
        })
    });
}

/// The requester confirms in the recipient's place.
pub(super) fn received(recipient: &RecipientStatus, shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    let body = to_text(&Receipt::complete());
    writes::act(Call::post(paths::receipt(&parcel_id(recipient)), body), move |_| {
        toast::say(t::confirmed(lang()));
        changed();
    });
}

/// The recipient's link, for printing.
pub(super) fn link(recipient: &RecipientStatus, _: &Shown) {
    let name = recipient.name.clone();
    writes::act(Call::post(paths::link(&parcel_id(recipient)), "{}".to_owned()), move |text| {
        let Some(link) = from_text::<RecipientLink>(text) else { return };
        dialog::open(&t::link_title(lang(), &name), move |_| {
            let why = p("", &t::link_why(lang(), &name, day(day_of(link.expires_at))));
            let print = button::primary(t::print(lang())).on("click", |_| {
                // The style of print shows the dialog alone then.
                let root = document().document_element();
                let mark = |on: bool| root.as_ref().map(|root| root.toggle_attribute_with_force("data-print-dialog", on));
                mark(true);
                let _ = window().print();
                mark(false);
            });
            div("stack")
                .child(why)
                .child(code(&link.qr))
                .child(el("a").class("link-to-print").attr("href", &link.url).child(link.url.as_str()))
                .child(div("buttons").child(print))
        });
    });
}

/// The link as a picture to be scanned. Its text can't be put into the page: it is shown as an image, which runs nothing.
fn code(svg: &str) -> Option<El> {
    let picture = || el("img").class("qr").attr("src", &["data:image/svg+xml,", &encode(svg)].concat()).attr("alt", tp::slip_code(lang()));
    (!svg.is_empty()).then(picture)
}
