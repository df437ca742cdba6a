//! Licences: what runs at which customer, on what, until when, and what can be asked for it.

use std::rc::Rc;

use eyelevel_contract::{
    licences::{
        Installation, Intent, RunsOut,
        instant::last_day,
        paths,
        rules::{ASKERS, can_keep_installations},
        runs_out,
    },
    page::Page,
    people::rules::Actor,
};
use eyelevel_texts::{imports as ti, installations as t, licences as tl};

use super::installation_form::{Lists, edit};
use crate::{
    clock, filters,
    i18n::{date, day_of, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        menu::menu,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let lists = Lists::new(reads::read(|| router::join(paths::INSTALLATIONS, &router::query())));
    let why = button::why(can_keep_installations(&actor, &actor.organisation_id));
    let import = match &why {
        None => button::link("button", paths::IMPORT_PAGE, ti::link(lang())),
        Some(_) => button::explained(button::secondary(ti::link(lang())), why.clone(), || ()),
    };
    let add = button::explained(button::secondary(t::add(lang())), why, move || edit(None, lists));
    let ask = asks(&actor).then(|| button::link("button primary", paths::FORM, t::ask(lang())));
    let renewals = actor.is_partner().then(|| button::link("button", paths::RENEWALS_PAGE, t::runs_out(lang())));
    let tools = div("buttons").child(renewals).child(import).child(add).child(ask);
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(tools);
    let ends = [
        ("", t::any_end(lang()).to_owned()),
        (RunsOut::Ended.word(), t::ended(lang()).to_owned()),
        (RunsOut::Days30.word(), t::within(lang(), 30)),
        (RunsOut::Days90.word(), t::within(lang(), 90)),
    ];
    let ends = ends.each_ref().map(|(word, label)| (*word, label.as_str()));
    let tools = div("row").child(filters::search(paths::INSTALLATIONS_PAGE, t::search(lang()))).child(filters::choice(
        paths::INSTALLATIONS_PAGE,
        t::contract(lang()),
        "runs_out",
        &ends,
    ));
    let shown = lists.installations.show(6, move |page: &Rc<Page<Installation>>| rows(page, lists));
    let lead = if actor.is_vendor() { t::lead_vendor(lang()) } else { t::lead(lang()) };
    div("page installations")
        .child(head)
        .child(p("muted", lead))
        .child(div("filters").child(tools))
        .child(lists.installations.age())
        .child(div("stack").child(shown))
}

fn rows(page: &Page<Installation>, lists: Lists) -> El {
    let actor = session::actor();
    if page.items.is_empty() {
        let filtered = ["q", "runs_out"].iter().any(|name| router::param(name).is_some());
        let all = filtered.then(|| button::link("button", paths::INSTALLATIONS_PAGE, t::show_all(lang())));
        return empty(if filtered { t::none_found(lang()) } else { t::none(lang()) }, all);
    }
    let vendor = actor.is_vendor();
    let mut columns = vec![t::customer(lang()), t::product(lang()), t::version(lang()), t::host(lang()), t::contract(lang())];
    columns.extend(vendor.then(|| t::partner(lang())));
    columns.push(t::actions(lang()));
    let today = day_of(clock::now());
    let line = |i: &Installation| {
        let product = div("stack cell").child(i.product.name.as_str()).child(span("small muted", &edition(i)));
        let contract = match i.contract_until {
            None => span("muted", t::no_contract(lang())),
            Some(day) => {
                let soon = match runs_out(day, today) {
                    Some(RunsOut::Ended) => Tone::Late,
                    Some(RunsOut::Days7 | RunsOut::Days30) => Tone::Owed,
                    _ => Tone::Calm,
                };
                let words = if soon == Tone::Late { t::ended_on(lang(), date(day)) } else { t::until(lang(), date(day)) };
                status(soon, &words)
            }
        };
        let key = i.key_until.map(|at| span("small muted", &t::key_until(lang(), date(last_day(at)))));
        let contract = div("stack cell").child(contract).child(key);
        let customer = div("stack cell").child(i.customer.name.as_str()).child(i.reference.as_deref().map(|r| span("small muted", r)));
        let why = button::why(can_keep_installations(&actor, &i.partner.id));
        let chosen = i.clone();
        let change = button::quiet(t::edit(lang())).class("button quiet small");
        let change = change.attr("aria-label", &t::edit_named(lang(), &i.product.name, &i.customer.name));
        row([
            cell(t::customer(lang()), customer),
            cell(t::product(lang()), product),
            cell(t::version(lang()), i.runs.to_string()),
            cell(t::host(lang()), i.host.as_ref().map_or_else(|| t::any_host(lang()).to_owned(), ToString::to_string)),
            cell(t::contract(lang()), contract),
        ])
        .child(vendor.then(|| cell(t::partner(lang()), i.partner.name.as_str())))
        .child(cell(
            t::actions(lang()),
            div("buttons").child(asks(&actor).then(|| wishes(i))).child(button::explained(change, why, move || edit(Some(&chosen), lists))),
        ))
    };
    let lines = page.items.iter().map(line).collect();
    let class = if vendor { "installations-table for-vendor" } else { "installations-table" };
    let table = table(class, t::title(lang()), columns.into_iter().map(Column::plain).collect(), lines);
    div("stack").child(table).child(filters::pages(paths::INSTALLATIONS_PAGE, page.next.as_deref()))
}

/// Whoever asks for keys.
fn asks(actor: &Actor) -> bool {
    actor.is_partner() && actor.is_any(ASKERS)
}

/// What can be asked for an installation; each leads to the form.
fn wishes(i: &Installation) -> [El; 2] {
    let named = |what: &str| t::for_named(lang(), what, &i.product.name, &i.customer.name);
    let at = |intent| paths::form_for(&i.id, intent);
    let renew = tl::intent(lang(), Intent::Renew);
    let first = button::link("button small", &at(Intent::Renew), renew).attr("aria-label", &named(renew));
    let item = |intent, label: &str| button::link("menu-item", &at(intent), label);
    let rest = vec![
        item(Intent::Upgrade, tl::intent(lang(), Intent::Upgrade)),
        item(Intent::Move, tl::intent(lang(), Intent::Move)),
        item(Intent::Rejected, t::rejected(lang())),
        item(Intent::Bridge, t::is_down(lang())),
    ];
    let opener = button::quiet(t::more(lang())).class("button quiet small opens").attr("aria-label", &named(t::more(lang())));
    [first, menu(opener, rest)]
}

/// The edition, and how much it counts.
fn edition(i: &Installation) -> String {
    i.capacity.map_or_else(|| i.edition.name.clone(), |n| [&i.edition.name, ", ", &n.to_string()].concat())
}
