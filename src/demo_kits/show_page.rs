//! A demo kit's page.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{DemoKit, Terms, paths, rules},
    json::from_text,
    requests::{Kind as RequestKind, State, paths as requests_at, rules::Action},
};
use eyelevel_texts::{demo_kits as t, requests as tr, words};

use super::{decide, goods, loans, quote, ship};
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
        reactive::untrack,
    },
    writes,
};

const KIND: Kind<DemoKit> = Kind {
    spine: |kit| &kit.page,
    primary,
    open: |kit, shown, what| {
        if what == "ship" {
            ship::open(kit, shown);
        } else {
            loans::open(kit, shown, what);
        }
    },
    decide: |kit, shown| decide::panel(kit, shown).or_else(|| loans::panel(kit, shown)),
    asked,
    side: |kit, shown| Some(recipients::panel(&kit.recipients, shown)),
    facts,
    more,
};

/// A page of its own, where its address is the window's; else beside the board.
pub(super) fn page(id: &str) -> El {
    let url = paths::one(id);
    let alone = untrack(router::path) == requests_at::page(RequestKind::DemoKit, id);
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

fn primary(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    match shown.request.state {
        State::Offered => accept(kit, shown),
        State::OnLoan | State::ReturnDue => loans::primary(kit, shown),
        State::Approved if kit.loan.open_wish().is_some() => loans::primary(kit, shown),
        State::Approved => {
            let kit = Rc::clone(kit);
            let why = shown.refusal(Action::Ship);
            let ship_it = shown.clone();
            shown
                .concerns(Action::Ship)
                .then(|| button::explained(button::primary(tr::ship(lang())), why, move || ship::open(&kit, &ship_it)))
        }
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

fn asked(kit: &DemoKit, shown: &Shown) -> El {
    div("stack").child(loans::card(kit, shown)).child(kit.quote.as_ref().map(quote::card)).child(goods::card(kit))
}

fn facts(kit: &DemoKit) -> Vec<[El; 2]> {
    let mut facts = Vec::new();
    let terms = match (kit.terms, kit.return_on) {
        (Terms::Loan, _) if !kit.loan.lent.is_empty() => t::loan(lang()).to_owned(),
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
