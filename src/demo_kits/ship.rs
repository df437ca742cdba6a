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
    i18n::lang,
    requests::actions::Shown,
    ui::{
        dialog,
        el::{El, div},
        form::{Errors, Form},
        toast,
    },
    writes,
};

/// Opens the dialog.
pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown) {
    if shown.refusal(Action::Ship).is_some() {
        return;
    }
    let (kit, shown) = (Rc::clone(kit), shown.clone());
    dialog::open(t::ship_title(lang()), move |closer| form(&kit, &shown, closer));
}

fn form(kit: &Rc<DemoKit>, shown: &Shown, closer: dialog::Closer) -> El {
    let form = shown.form("ship");
    let waiting = kit.recipients.iter().filter(|recipient| recipient.parcel.is_none());
    let parcels: Rc<Vec<ParcelForm>> =
        Rc::new(waiting.enumerate().map(|(i, recipient)| ParcelForm::new(form, i, recipient, kit)).collect());
    let views = parcels.iter().map(ParcelForm::view).collect::<Vec<_>>();
    let (kit, shown) = (Rc::clone(kit), shown.clone());
    let act = move || {
        // Those that go now; what is wrong with the second of them may be wrong with the third on the screen.
        let chosen: Vec<usize> = parcels.iter().enumerate().filter(|(_, parcel)| parcel.goes_now()).map(|(i, _)| i).collect();
        let ship = Ship { parcels: chosen.iter().map(|i| parcels[*i].read()).collect() };
        match validate_shipment(&ship, &kit, today()) {
            Err(faults) => {
                form.fault(&faults);
                on_screen(form, &chosen);
            }
            Ok(ship) => send(form, &shown, &ship, chosen, closer.clone()),
        }
    };
    form.element(act).child(form.summary()).child(views).child(div("buttons").child(form.submit(tr::ship(lang()))))
}

fn send(form: Form, shown: &Shown, ship: &Ship, chosen: Vec<usize>, closer: dialog::Closer) {
    let changed = Rc::clone(&shown.changed);
    let call = Call::post(paths::shipments(&shown.request.id), to_text(ship));
    writes::submit_or(
        form,
        call,
        move |_| {
            closer.close();
            toast::say(t::shipped(lang()));
            changed();
        },
        move |failure| {
            writes::show(form, failure);
            on_screen(form, &chosen);
        },
    );
}

/// `parcels.1.…` is the second of those that go now: errors are moved to where it stands on the screen.
fn on_screen(form: Form, chosen: &[usize]) {
    use leptos::prelude::{GetUntracked, Set};
    let mut moved = Errors::new();
    for (path, sentences) in form.errors.get_untracked() {
        let place = path.strip_prefix("parcels.").and_then(|rest| {
            let (index, rest) = rest.split_once('.')?;
            Some(["parcels.", &chosen.get(index.parse::<usize>().ok()?)?.to_string(), ".", rest].concat())
        });
        moved.insert(place.unwrap_or(path), sentences);
    }
    form.errors.set(moved);
}
