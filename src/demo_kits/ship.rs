//! Parcels go out: one to each pinned recipient, with everything that goes to them.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{DemoKit, Ship, paths, validate_shipment},
    json::to_text,
    requests::rules::Action,
};
use eyelevel_texts::{demo_kits as t, requests as tr};

use super::{decide::today, parcel_form::ParcelForm};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::actions::Shown,
    ui::{el::div, failure::Errors, form::Form},
};

/// Opens the dialog.
pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown) {
    if shown.refusal(Action::Ship).is_some() {
        return;
    }
    let kit = Rc::clone(kit);
    let url = paths::shipments(&shown.request.id);
    shown.dialog("ship", t::ship_title(lang()), tr::ship(lang()), t::shipped(lang())).open(move |form| {
        let waiting = kit.recipients.iter().filter(|recipient| recipient.parcel.is_none());
        let parcels: Vec<_> = waiting.enumerate().map(|(i, recipient)| ParcelForm::new(form, i, recipient, &kit)).collect();
        let fields = div("stack").child(parcels.iter().map(ParcelForm::view).collect::<Vec<_>>());
        let parcels = Rc::new(parcels);
        let chosen = Rc::clone(&parcels);
        let content = Content::new(fields, move || {
            let ship = Ship { parcels: parcels.iter().filter(|parcel| parcel.goes_now()).map(ParcelForm::read).collect() };
            validate_shipment(&ship, &kit, today()).map(|ship| Call::post(url.clone(), to_text(&ship)))
        });
        Content { placed: Some(Rc::new(move |form| on_screen(form, &chosen))), ..content }
    });
}

/// `parcels.1.…` is the second of those that go now: errors are moved to where it stands on the screen.
fn on_screen(form: Form, parcels: &[ParcelForm]) {
    let going = parcels.iter().enumerate().filter(|(_, parcel)| parcel.goes_now());
    let chosen: Vec<usize> = going.map(|(i, _)| i).collect();
    let mut moved = Errors::new();
    for (path, sentences) in form.errors.peek().iter().cloned() {
        let place = path.strip_prefix("parcels.").and_then(|rest| {
            let (index, rest) = rest.split_once('.')?;
            Some(["parcels.", &chosen.get(index.parse::<usize>().ok()?)?.to_string(), ".", rest].concat())
        });
        moved.push((place.unwrap_or(path), sentences));
    }
    form.errors.set(moved);
}
