//! The replacement goes out: one parcel to the pinned recipient, with a new serial number for each device that is replaced.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::carriers::Carrier,
    json::{from_text, to_text},
    returns::{Item, Replacement, ReplacementItem, Return, SendReplacement, Spare, paths, validate_replacement},
};
use eyelevel_texts::{deliveries as td, format, requests as tr, return_page as t};

use super::dialogs::carriers;
use crate::{
    client::Call,
    clock,
    form_dialog::Content,
    i18n::{day_of, lang},
    requests::actions::Shown,
    scan,
    ui::{
        el::{El, div, p},
        field::Field,
        form::Form,
        reactive::{GetUntracked, RwSignal},
    },
    writes,
};

/// What can replace a device that nobody knows, is read before the dialog opens.
pub(super) fn open(thing: &Rc<Return>, shown: &Shown) {
    let (again, shown) = (Rc::clone(thing), shown.clone());
    let show = move |spares: Vec<Spare>| {
        let (thing, url) = (Rc::clone(&again), paths::verb(&shown.request.id, paths::SHIPMENTS));
        let dialog = shown.dialog("replacement", t::ship_replacement(lang()), tr::send(lang()), t::replacement_sent(lang()));
        dialog.open(move |form| content(form, &thing, &spares, url));
    };
    if !thing.items.iter().any(|item| item.unmatched) {
        return show(Vec::new());
    }
    let url = paths::verb(&thing.page.request.id, paths::SPARES);
    writes::act(Call::get(url), move |text| show(from_text::<Vec<Spare>>(text).unwrap_or_default()));
}

/// What is owed, and for each a place for the new one's number.
fn content(form: Form, thing: &Rc<Return>, spares: &[Spare], url: String) -> Content {
    let thing = Rc::clone(thing);
    let today = day_of(clock::now());
    let (carrier, number, arrives_on) =
        (form.value("carrier", Carrier::Dhl.word()), form.value("number", ""), form.value("arrives_on", ""));
    let owed: Vec<&Item> = thing.items.iter().filter(|item| item.replacement.is_some_and(Replacement::is_owed)).collect();
    let serials: Vec<(String, RwSignal<String>, RwSignal<String>)> = owed
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let at = |field: &str| form.value(&["items.", &i.to_string(), field].concat(), "");
            (item.id.clone(), at(".serial"), at(".variant_id"))
        })
        .collect();
    let fields = div("fields").child([
        Field::select(form, "carrier", t::carrier(lang()), carrier, carriers()).view(),
        Field::line(form, "number", t::number(lang()), number).attr("autocomplete", "off").view(),
        Field::date(form, "arrives_on", td::arrives_on(lang()), arrives_on).optional().view(),
    ]);
    let to = thing.recipients.first().map(|recipient| p("", &t::replacement_to(lang(), &recipient.name)));
    let devices: Vec<El> = owed
        .iter()
        .zip(&serials)
        .enumerate()
        .map(|(i, (item, (_, serial, variant)))| new_one(form, i, item, spares, (*serial, *variant)))
        .collect();
    let view = div("stack").child(to).child(fields).child(devices);
    Content::new(view, move || {
        let items = serials
            .iter()
            .map(|(id, serial, variant)| {
                let variant_id = Some(variant.get_untracked()).filter(|id| !id.is_empty());
                ReplacementItem { item_id: id.clone(), variant_id, serial: serial.get_untracked() }
            })
            .collect();
        let sent = SendReplacement {
            carrier: Carrier::from_word(&carrier.get_untracked()).unwrap_or(Carrier::Courier),
            number: number.get_untracked(),
            arrives_on: arrives_on.get_untracked().parse().ok(),
            items,
        };
        validate_replacement(&sent, &thing, today).map(|sent| Call::post(url.clone(), to_text(&sent)))
    })
}

fn new_one(form: Form, place: usize, item: &Item, spares: &[Spare], (serial, variant): (RwSignal<String>, RwSignal<String>)) -> El {
    let which = item.unmatched.then(|| {
        let mut options = vec![(String::new(), tr::choose(lang()).to_owned())];
        let named = |of: &Spare| (of.variant_id.clone(), t::spare(lang(), &of.name, format::integer(lang(), of.free)));
        options.extend(spares.iter().filter(|of| of.free > 0).map(named));
        let path = ["items.", &place.to_string(), ".variant_id"].concat();
        Field::select(form, &path, &t::replaced_by(lang(), &item.serial), variant, options).hint(t::replaced_by_hint(lang())).view()
    });
    let path = ["items.", &place.to_string(), ".serial"].concat();
    let field = Field::line(form, &path, &t::new_serial(lang(), &item.serial), serial).attr("autocomplete", "off").optional().view();
    div("stack tight").child(which).child(field).child(scan::into_field(serial))
}
