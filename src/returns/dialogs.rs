//! What is done to a return after the decision, and the small dialogs of it: label, handing in, receipt by scan.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::carriers::Carrier,
    json::to_text,
    returns::{
        Arrived, HandedIn, Item, ItemState, Return, SendLabel, paths,
        rules::{Verb, can},
        validate_arrival, validate_hand_in, validate_label,
    },
};
use eyelevel_texts::{requests as tr, return_page as t, words as tw};

use super::{finish, inspect, referral, replace};
use crate::{
    client::Call,
    clock,
    form_dialog::Content,
    i18n::{day_of, lang},
    requests::actions::Shown,
    scan, session,
    ui::{
        button,
        el::{El, div, el},
        field::Field,
        form::Form,
        reactive::{GetUntracked, RwSignal},
    },
};

/// The next step of this person, as the page's one main action.
pub(super) fn primary(thing: &Rc<Return>, shown: &Shown) -> Option<El> {
    // What lies here waits longest; a label that was sent already is sent again from the menu.
    let new_label = thing.items.iter().any(|item| item.state == ItemState::Approved);
    let order = [Verb::ShipReplacement, Verb::Inspect, Verb::Finish, Verb::SendLabel, Verb::HandIn, Verb::Receive];
    let verb = order.into_iter().find(|verb| may(*verb, thing) && (*verb != Verb::SendLabel || new_label))?;
    Some(action(verb, button::primary(title(verb)), thing, shown))
}

/// Everything that this person may do now, in the menu.
pub(super) fn more(thing: &Rc<Return>, shown: &Shown) -> Vec<El> {
    let item = |verb| el("button").attr("type", "button").class("menu-item").child(title(verb));
    Verb::ALL.iter().filter(|verb| may(**verb, thing)).map(|verb| action(*verb, item(*verb), thing, shown)).collect()
}

fn may(verb: Verb, thing: &Return) -> bool {
    can(&session::actor(), verb, thing).is_ok()
}

fn action(verb: Verb, button: El, thing: &Rc<Return>, shown: &Shown) -> El {
    let (thing, shown) = (Rc::clone(thing), shown.clone());
    button.on("click", move |_| open(verb, &thing, &shown))
}

fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::SendLabel => t::send_label(lang()),
        Verb::HandIn => t::hand_in(lang()),
        Verb::Receive => t::receive(lang()),
        Verb::Inspect => t::inspect(lang()),
        Verb::Finish => t::finish(lang()),
        Verb::ShipReplacement => t::ship_replacement(lang()),
        Verb::Refer => t::refer(lang()),
        Verb::TakeBack => t::take_back(lang()),
    }
}

/// Makes what stands in a dialog.
type Make = fn(Form, &Rc<Return>, String) -> Content;

/// Opens the dialog of a verb, if the person may do it.
pub(super) fn open(verb: Verb, thing: &Rc<Return>, shown: &Shown) {
    if !may(verb, thing) {
        return;
    }
    let (name, at, done, content): (_, _, _, Make) = match verb {
        Verb::SendLabel => ("label", paths::LABEL, t::label_sent(lang()), label),
        Verb::HandIn => ("hand-in", paths::HAND_IN, t::handed_in(lang()), hand_in),
        Verb::Receive => ("receipt", paths::RECEIPT, t::received(lang()), receive),
        Verb::Inspect => ("inspection", paths::INSPECTION, t::inspected(lang()), inspect::content),
        Verb::TakeBack => ("take-back", paths::TAKE_BACK, t::taken_back(lang()), referral::take_back),
        Verb::ShipReplacement => return replace::open(thing, shown),
        Verb::Refer => return referral::refer(thing, shown),
        Verb::Finish => return finish::open(thing, shown),
    };
    let thing = Rc::clone(thing);
    let url = paths::verb(&shown.request.id, at);
    shown.dialog(name, title(verb), tr::send(lang()), done).open(move |form| content(form, &thing, url));
}

pub(super) fn carriers() -> Vec<(String, String)> {
    Carrier::OF_PARCELS.iter().map(|carrier| (carrier.word().to_owned(), tw::carrier(lang(), *carrier).to_owned())).collect()
}

fn label(form: Form, _: &Rc<Return>, url: String) -> Content {
    let today = day_of(clock::now());
    let (carrier, number, by) = (form.value("carrier", Carrier::Dhl.word()), form.value("number", ""), form.value("hand_in_by", ""));
    let fields = div("fields").child([
        Field::select(form, "carrier", t::carrier(lang()), carrier, carriers()).view(),
        Field::line(form, "number", t::number(lang()), number).attr("autocomplete", "off").optional().view(),
        Field::date(form, "hand_in_by", t::hand_in_by(lang()), by)
            .hint(t::hand_in_by_hint(lang()))
            .optional()
            .attr("min", &today.to_string())
            .view(),
    ]);
    Content::new(fields, move || {
        let label = SendLabel {
            carrier: Carrier::from_word(&carrier.get_untracked()).unwrap_or(Carrier::Courier),
            number: number.get_untracked(),
            hand_in_by: by.get_untracked().parse().ok(),
        };
        validate_label(&label, today).map(|label| Call::post(url.clone(), to_text(&label)))
    })
}

fn hand_in(form: Form, thing: &Rc<Return>, url: String) -> Content {
    let labelled = thing.label.as_ref().map_or(Carrier::Dhl, |label| label.carrier);
    let (carrier, number) = (form.value("carrier", labelled.word()), form.value("number", ""));
    let fields = div("fields").child([
        Field::select(form, "carrier", t::carrier(lang()), carrier, carriers()).view(),
        Field::line(form, "number", t::number(lang()), number).hint(t::number_hint(lang())).attr("autocomplete", "off").optional().view(),
    ]);
    Content::new(fields, move || {
        let handed_in = HandedIn { carrier: Carrier::from_word(&carrier.get_untracked()), number: number.get_untracked() };
        validate_hand_in(&handed_in, labelled).map(|handed_in| Call::post(url.clone(), to_text(&handed_in)))
    })
}

/// The box is opened: each device is scanned or typed; what was not announced is booked as well.
fn receive(form: Form, _: &Rc<Return>, url: String) -> Content {
    let serials = form.value("serials", "");
    let field = Field::area(form, "serials", t::came(lang()), serials, 4).hint(t::came_hint(lang())).view();
    let fields = div("stack").child(field).child(scan::into_lines(serials));
    let read = move || {
        let lines = serials.get_untracked().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        validate_arrival(&Arrived { serials: lines }).map(|arrived| Call::post(url.clone(), to_text(&arrived)))
    };
    // All lines stand in one field.
    let placed = |form: Form| {
        form.errors.update(|errors| errors.iter_mut().for_each(|(path, _)| path.truncate(path.find('.').unwrap_or(path.len()))));
    };
    Content { placed: Some(Rc::new(placed)), ..Content::new(fields, read) }
}

/// A choice of those devices that stand there.
pub(super) fn which(form: Form, thing: &Return, states: &[ItemState]) -> (RwSignal<String>, El) {
    let fit: Vec<&Item> = thing.items.iter().filter(|item| states.contains(&item.state)).collect();
    let options = fit.iter().map(|item| (item.id.clone(), item.serial.clone())).collect();
    let value = form.value("item_id", fit.first().map_or("", |item| item.id.as_str()));
    (value, Field::select(form, "item_id", t::which(lang()), value, options).view())
}
