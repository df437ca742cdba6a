//! A return's page.

use std::rc::Rc;

use eyelevel_contract::{
    requests::{Kind as RequestKind, paths as requests_at},
    returns::{Item, ItemState, Return, not_referred, paths, rules::Verb},
};
use eyelevel_texts::{return_form as tf, return_page as t, returns as words};

use super::{decide, devices, dialogs, known_issue, referral};
use crate::{
    deliveries::recipients,
    i18n::{day, lang},
    reads,
    requests::{
        page::{self, Kind},
        side::fact,
    },
    router, session,
    ui::{
        el::{El, div, el},
        reactive::untrack,
    },
};

const KIND: Kind<Return> = Kind {
    spine: |thing| &thing.page,
    primary: |thing, shown| dialogs::primary(thing, shown),
    open: |thing, shown, what| {
        if let Some(verb) = Verb::from_word(what) {
            dialogs::open(verb, thing, shown);
        }
    },
    decide: decide::panel,
    asked: |thing, shown| div("stack").child(known(thing)).child(referral::cards(thing, shown)).child(devices::card(thing)),
    side: |thing, shown| (!thing.recipients.is_empty()).then(|| recipients::panel(&thing.recipients, shown)),
    facts,
    more: |thing, shown| dialogs::more(&Rc::new(thing.clone()), shown),
};

/// A page of its own, where its address is the window's; else beside the board.
pub(super) fn page(id: &str) -> El {
    let url = paths::one(id);
    let alone = untrack(router::path) == requests_at::page(RequestKind::Return, id);
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

/// What is known of the devices' batches.
fn known(thing: &Return) -> Option<El> {
    let all = thing.known_issues.iter().map(known_issue::notice).collect::<Vec<_>>();
    (!all.is_empty()).then(|| div("stack tight").child(all))
}

fn facts(thing: &Return) -> Vec<[El; 2]> {
    let mut facts = vec![fact(tf::reason(lang()), words::reason(lang(), thing.reason))];
    let data = match thing.holds_data {
        Some(true) => tf::yes(lang()),
        Some(false) => tf::no(lang()),
        None => t::not_said(lang()),
    };
    facts.push(fact(tf::holds_data(lang()), data));
    facts.extend(thing.bought_from.as_ref().map(|of| fact(tf::bought_from(lang()), of.name.as_str())));
    facts.extend(thing.customer.as_ref().map(|customer| fact(tf::customer(lang()), customer.name.as_str())));
    if let Some(from) = &thing.sender {
        let place = [&from.address.postal_code, " ", &from.address.city].concat();
        let lines = [&from.name, &from.organisation, &from.address.street, &place, &from.address.country, &from.email, &from.phone];
        let lines = lines.into_iter().filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
        let name = if thing.pick_up { tf::picked_up_at(lang()) } else { tf::comes_from(lang()) };
        facts.push(fact(name, div("pre").child(lines.as_str())));
    }
    if let Some(label) = &thing.label {
        facts.push(fact(t::hand_in_by(lang()), day(label.hand_in_by)));
        let number = [eyelevel_texts::words::carrier(lang(), label.carrier), " ", &label.number].concat();
        let number = match &label.track_url {
            Some(url) => el("a").attr("href", url).attr("rel", "noreferrer").child(number),
            None => el("span").child(number),
        };
        facts.push(fact(t::label(lang()), number));
    }
    // Which batches break more than others is the vendor's to look at.
    let of_batch = |item: &Item| item.device.as_ref().is_some_and(|device| !device.batch.is_empty());
    if session::actor().is_vendor() && thing.items.iter().any(of_batch) {
        facts.push(fact(t::faults(lang()), el("a").attr("href", paths::FAULTS_PAGE).child(t::faults_link(lang()))));
    }
    // What a distributor does, comes into no box of ours.
    let comes = |item: &Item| matches!(item.state, ItemState::Approved | ItemState::LabelSent | ItemState::OnTheWay);
    if thing.items.iter().any(comes) && not_referred(thing).is_ok() {
        let paper = el("a").attr("href", &paths::packing_slip(&thing.page.request.id)).attr("download", "").child(t::slip_pdf(lang()));
        facts.push(fact(t::slip(lang()), paper));
    }
    facts
}
