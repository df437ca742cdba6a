//! What is done for one recipient: a status by hand, a receipt in their place, their link on paper.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{NOTE_MAX, NewStatus, Receipt, RecipientLink, RecipientStatus, Status, paths, rules, validate_receipt},
    json::{from_text, to_text},
    validate::{Fault, Faults},
};
use eyelevel_texts::{common, deliveries as t, requests as tr, words};

use crate::ui::reactive::{GetUntracked, document, window};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{day, day_of, lang},
    requests::actions::Shown,
    ui::{
        button, dialog,
        el::{div, el, p},
        field::Field,
        toast,
    },
    writes,
};

fn parcel_id(recipient: &RecipientStatus) -> String {
    recipient.parcel.as_ref().map(|parcel| parcel.id.clone()).unwrap_or_default()
}

/// The vendor notes a status by hand.
pub(super) fn note_status(recipient: &RecipientStatus, shown: &Shown) {
    let id = parcel_id(recipient);
    let mut options = vec![(String::new(), tr::choose(lang()).to_owned())];
    for next in Status::BY_HAND.iter().filter(|next| rules::may_follow(recipient.status, **next)) {
        options.push((next.word().to_owned(), words::status(lang(), *next).to_owned()));
    }
    shown.dialog(&["status:", &id].concat(), t::note_status(lang()), common::save(lang()), t::saved(lang())).open(move |form| {
        let status = form.value("status", "");
        let note = form.value("note", "");
        let arrives = form.value("arrives_on", "");
        let fields = div("stack")
            .child(Field::select(form, "status", t::new_status(lang()), status, options).view())
            .child(Field::date(form, "arrives_on", t::arrives_on(lang()), arrives).optional().view())
            .child(Field::area(form, "note", t::note(lang()), note, 2).optional().view());
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let chosen = Status::from_word(&status.get_untracked());
            if chosen.is_none() {
                faults.add("status", Fault::Required);
            }
            let note = faults.optional_text("note", &note.get_untracked(), NOTE_MAX).unwrap_or_default();
            let arrives_on = arrives.get_untracked().parse().ok();
            let body = NewStatus { status: chosen.unwrap_or(Status::InTransit), note, arrives_on };
            faults.or(Call::post(paths::status(&id), to_text(&body)))
        })
    });
}

/// The requester confirms in the recipient's place.
pub(super) fn received(recipient: &RecipientStatus, shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    let body = to_text(&Receipt { complete: true, note: String::new() });
    writes::act(Call::post(paths::receipt(&parcel_id(recipient)), body), move |_| {
        toast::say(t::confirmed(lang()));
        changed();
    });
}

/// The requester says what is wrong in the recipient's place.
pub(super) fn wrong(recipient: &RecipientStatus, shown: &Shown) {
    let id = parcel_id(recipient);
    let title = t::receipt_title(lang(), &recipient.name);
    shown.dialog(&["receipt:", &id].concat(), &title, tr::send(lang()), t::reported(lang())).open(move |form| {
        let note = form.value("note", "");
        let field = Field::area(form, "note", t::what_is_wrong(lang()), note, 4).view();
        Content::new(field, move || {
            let receipt = Receipt { complete: false, note: note.get_untracked() };
            validate_receipt(&receipt).map(|receipt| Call::post(paths::receipt(&id), to_text(&receipt)))
        })
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
                .child(el("a").class("link-to-print").attr("href", &link.url).child(link.url.as_str()))
                .child(div("buttons").child(print))
        });
    });
}
