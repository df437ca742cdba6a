//! What is known of a device; what its serial number may have meant; that an unknown one is taken all the same.

use std::rc::Rc;

use eyelevel_contract::{
    requests::{Kind, paths},
    returns::{Device as Known, Knowledge, KnownBy, Lookup},
};
use eyelevel_texts::return_form as t;

use super::{Shared, devices, model::Device};
use crate::{
    client, clock,
    i18n::{day, day_of, lang, moment},
    returns::known_issue,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        reactive::{Get, Set, untrack},
        status::{Tone, status},
    },
};

pub(super) fn view(parts: &Shared, i: usize, device: &Device) -> El {
    let (said, parts, shown) = (device.clone(), Rc::clone(parts), device.clone());
    let knowledge = dynamic(move || match said.lookup.get() {
        Some(lookup) => untrack(|| knowledge(&lookup, &said)),
        None if client::away() => p("small muted", t::looked_up_later(lang())),
        None => nothing(),
    });
    // What it is, is asked only where nobody knows it by its number; what was typed stays in sight.
    let product = dynamic(move || {
        let unknown = shown.lookup.get().is_some_and(|lookup| lookup.knowledge != Knowledge::Known);
        if unknown || !shown.value("product").get().is_empty() { untrack(|| product(&parts, i, &shown)) } else { nothing() }
    });
    div("stack tight").child(div("").attr("role", "status").child(knowledge)).child(product)
}

fn product(parts: &Shared, i: usize, device: &Device) -> El {
    let path = ["items.", &i.to_string(), ".product"].concat();
    Field::line(parts.form, &path, t::product(lang()), device.value("product")).hint(t::product_hint(lang())).optional().view()
}

fn knowledge(lookup: &Lookup, device: &Device) -> El {
    let open = lookup.open.as_ref().map(|open| {
        let link = el("a").attr("href", &paths::page(Kind::Return, &open.id)).child(open.number.as_str());
        p("", t::open_already(lang())).child(" ").child(link)
    });
    let rest = match (&lookup.device, lookup.knowledge) {
        (Some(known), _) => div("stack tight").child(facts(known)).child(lookup.known_issue.as_ref().map(known_issue::notice)),
        (None, Knowledge::Near) => meant(lookup, device),
        (None, _) => unknown(lookup),
    };
    div("stack tight").child(open).child(rest)
}

fn unknown(lookup: &Lookup) -> El {
    p("", &t::unknown(lang(), &lookup.checker.name, moment(lookup.decided_by)))
}

/// What we know, with the windows that are still open.
fn facts(known: &Known) -> El {
    let today = day_of(clock::now());
    let shipped = match (known.shipped_on, known.shipped_to.as_str()) {
        (Some(on), "") => t::shipped(lang(), day(on)),
        (Some(on), to) => t::shipped_to(lang(), day(on), to),
        (None, _) => String::new(),
    };
    let batch = if known.batch.is_empty() { String::new() } else { t::batch(lang(), &known.batch) };
    let within = |tone, text: String| status(tone, &text).class("status wraps");
    let arrival = known.dead_on_arrival_until.filter(|until| today <= *until);
    let arrival = arrival.map(|until| within(Tone::Good, t::dead_on_arrival_until(lang(), day(until))));
    let warranty = known.warranty_until.map(|until| {
        if today <= until {
            within(Tone::Good, t::warranty_until(lang(), day(until)))
        } else {
            within(Tone::Late, t::warranty_over(lang(), day(until)))
        }
    });
    let head = div("row").child(el("strong").child(known.product.as_str())).child(arrival).child(warranty);
    let claimed = if known.known_by == KnownBy::Claim { t::claimed(lang()).to_owned() } else { String::new() };
    let more = [shipped, batch, claimed].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    div("stack tight").child(head).child((!more.is_empty()).then(|| span("small muted", &more)))
}

/// “Did you mean …?”
fn meant(lookup: &Lookup, device: &Device) -> El {
    let choice = |near: &Known| {
        let (serial, meant) = (device.value("serial"), near.serial.clone());
        let label = if near.product.is_empty() { near.serial.clone() } else { [&near.serial, ", ", &near.product].concat() };
        button::secondary(&label).class("button small").on("click", move |_| serial.set(meant.clone()))
    };
    let buttons = lookup.near.iter().map(choice).collect::<Vec<_>>();
    let group = div("row").attr("role", "group").attr("aria-label", t::did_you_mean(lang()));
    let group = group.child(span("", t::did_you_mean(lang()))).child(buttons);
    let stays = t::as_typed(lang(), devices::serial(device), &lookup.checker.name, moment(lookup.decided_by));
    div("stack tight").child(group).child(p("small muted", &stays))
}
