//! A demo kit's page.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{DemoKit, Terms, paths, rules},
    json::from_text,
    requests::{State, rules::Action},
};
use eyelevel_texts::{demo_kits as t, requests as tr, words};

use super::{decide, goods, quote, ship};
use crate::{
    client::Call,
    clock,
    deliveries::recipients,
    i18n::{day, day_of, lang},
    reads,
    requests::{
        actions::{self, Shown, action},
        page::{self, Kind},
        side::fact,
    },
    router, session,
    ui::{
        button,
        el::{El, div, el},
        toast,
    },
    writes,
};

const KIND: Kind<DemoKit> = Kind {
    spine: |kit| &kit.page,
    primary,
    open: |kit, shown, what| {
        if what == "ship" {
            ship::open(kit, shown);
        }
    },
    decide: decide::panel,
    asked,
    side: |kit, shown| Some(recipients::panel(&kit.recipients, shown)),
    facts,
    more,
};

pub(super) fn page(id: &str) -> El {
    view(id, true)
}

/// A demo kit: a page of its own, or beside a list.
#[must_use]
pub(crate) fn view(id: &str, alone: bool) -> El {
    let url = paths::one(id);
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

fn primary(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    match shown.request.state {
        State::Offered => accept(kit, shown),
        State::Approved => {
            let kit = Rc::clone(kit);
            let why = shown.refusal(Action::Ship);
            let ship_it = shown.clone();
            shown
                .concerns(Action::Ship)
                .then(|| button::explained(button::primary(tr::ship(lang())), why, move || ship::open(&kit, &ship_it)))
        }
        State::OnLoan | State::ReturnDue => action(shown, Action::CheckIn, button::primary(t::check_in(lang())), check_in),
        _ => None,
    }
}

/// A changed loan is accepted; a quote is ordered, by whoever may bind the company to a price.
fn accept(kit: &DemoKit, shown: &Shown) -> Option<El> {
    if !shown.concerns(Action::Accept) {
        return None;
    }
    let refusal = rules::can_accept(&session::actor(), kit, day_of(clock::now())).err();
    let why = refusal.map(|refusal| words::refusal(lang(), &refusal));
    let label = if kit.terms == Terms::Purchase { tr::accept_quote(lang()) } else { tr::accept(lang()) };
    let shown = shown.clone();
    Some(button::explained(button::primary(label), why, move || actions::accept(&shown)))
}

fn check_in(shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::check_in(&shown.request.id), "{}".to_owned()), move |_| {
        toast::say(t::checked_in(lang()));
        changed();
    });
}

fn more(_: &DemoKit, shown: &Shown) -> Vec<El> {
    let item = el("button").attr("type", "button").class("menu-item").child(t::repeat(lang()));
    action(shown, Action::Repeat, item, repeat).into_iter().collect()
}

/// Begins a draft like it, and opens it.
fn repeat(shown: &Shown) {
    writes::act(Call::post(paths::repeat(&shown.request.id), "{}".to_owned()), |text| {
        if let Some(draft) = from_text::<eyelevel_contract::drafts::Draft>(text) {
            router::go(&[paths::FORM, "?draft=", &draft.id].concat());
        }
    });
}

fn asked(kit: &DemoKit, _: &Shown) -> El {
    div("stack").child(kit.quote.as_ref().map(quote::card)).child(goods::card(kit))
}

fn facts(kit: &DemoKit) -> Vec<[El; 2]> {
    let mut facts = Vec::new();
    let terms = match (kit.terms, kit.return_on) {
        (Terms::Loan, Some(until)) => t::loan_until(lang(), day(until)),
        (Terms::Loan, None) => t::loan(lang()).to_owned(),
        (Terms::Purchase, _) => t::purchase(lang()).to_owned(),
    };
    facts.push(fact(t::terms(lang()), terms));
    facts.extend(kit.customer.as_ref().map(|customer| fact(t::customer(lang()), customer.name.as_str())));
    facts.extend(kit.event_on.map(|on| fact(t::event_on(lang()), day(on))));
    facts.extend(kit.po_number.as_deref().map(|number| fact(t::po_number(lang()), number)));
    facts.extend(kit.billing.as_ref().map(|a| fact(t::billing(lang()), [&a.street, ", ", &a.postal_code, " ", &a.city].concat())));
    facts
}
