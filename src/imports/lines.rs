//! The lines of a file that can't be taken: each with its number, its column, what stands there and what to do.

use std::rc::Rc;

use eyelevel_contract::imports::{BadField, Import};
use eyelevel_texts::{format, imports as t};

use crate::{
    i18n::lang,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, span},
        reactive::Var,
        table::{Column, cell, row, table},
    },
};

/// So many are shown at once; the rest is a click away.
const SHOWN: usize = 100;

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A field as the header line calls it.
fn column(field: &str) -> &str {
    match field {
        "" => t::whole_line(lang()),
        "partner" => t::partner(lang()),
        "customer" => t::customer(lang()),
        "product" => t::product(lang()),
        "edition" => t::edition(lang()),
        "runs" => t::version(lang()),
        "host" => t::host(lang()),
        "capacity" => t::capacity(lang()),
        "contract_until" => t::contract_until(lang()),
        "reference" => t::reference(lang()),
        "number" => t::number(lang()),
        "status" => t::status(lang()),
        "date" => t::date(lang()),
        "arrives_on" => t::arrives_on(lang()),
        "cause" => t::cause(lang()),
        "note" => t::note(lang()),
        "key" => t::key(lang()),
        "versions" => t::versions(lang()),
        "expires" => t::expires(lang()),
        "organisation" => t::organisation(lang()),
        "name" => t::name(lang()),
        "email" => t::email(lang()),
        "roles" => t::roles(lang()),
        "lang" => t::lang(lang()),
        "serial" => t::serial(lang()),
        "batch" => t::batch(lang()),
        "shipped_on" => t::shipped_on(lang()),
        "shipped_to" => t::shipped_to(lang()),
        "warranty_until" => t::warranty_until(lang()),
        "dead_on_arrival_until" => t::dead_on_arrival_until(lang()),
        "id" => t::id(lang()),
        "name_de" => t::name_de(lang()),
        "name_en" => t::name_en(lang()),
        "description_de" => t::description_de(lang()),
        "description_en" => t::description_en(lang()),
        "contents_de" => t::contents_de(lang()),
        "contents_en" => t::contents_en(lang()),
        "adaptable_de" => t::adaptable_de(lang()),
        "adaptable_en" => t::adaptable_en(lang()),
        "checklist_de" => t::checklist_de(lang()),
        "checklist_en" => t::checklist_en(lang()),
        "loan" => t::loan(lang()),
        "price" => t::price(lang()),
        "currency" => t::currency(lang()),
        "owner" => t::owner(lang()),
        "warranty_months" => t::warranty_months(lang()),
        "dead_on_arrival_days" => t::dead_on_arrival_days(lang()),
        "variant_id" => t::variant_id(lang()),
        "variant_de" => t::variant_de(lang()),
        "variant_en" => t::variant_en(lang()),
        "on_hand" => t::on_hand(lang()),
        other => other,
    }
}

/// All of them, some at a time.
#[must_use]
pub(super) fn bad(import: &Rc<Import>) -> El {
    let lines = count(import.bad.len());
    let title = if import.lines == 0 {
        t::header_wrong(lang()).to_owned()
    } else if import.done {
        t::left_out(lang(), lines)
    } else {
        t::bad_lines(lang(), lines)
    };
    let all: Rc<Vec<(i64, BadField)>> =
        Rc::new(import.bad.iter().flat_map(|bad| bad.faults.iter().map(|field| (bad.line, field.clone()))).collect());
    let from = Var::new(0_usize);
    let (paged, caption) = (Rc::clone(&all), title.clone());
    let view = dynamic(move || some(&all, *from.get(), &caption));
    div("stack tight").child(el("h2").child(title)).child(div("").child(view)).child(pages(paged.len(), from))
}

fn some(all: &[(i64, BadField)], from: usize, caption: &str) -> El {
    let line = |(number, field): &(i64, BadField)| {
        let value = if field.value.is_empty() && !field.field.is_empty() {
            span("muted", t::empty_value(lang()))
        } else {
            span("pre", &field.value)
        };
        row([
            cell(t::line(lang()), format::integer(lang(), *number)),
            cell(t::column(lang()), column(&field.field)),
            cell(t::value(lang()), value),
            cell(t::what_to_do(lang()), field.reason.as_str()),
        ])
    };
    let columns = [t::line(lang()), t::column(lang()), t::value(lang()), t::what_to_do(lang())].map(Column::plain).into();
    table("bad-lines", caption, columns, all.iter().skip(from).take(SHOWN).map(line).collect())
}

/// The way through them, where there are more.
fn pages(all: usize, from: Var<usize>) -> El {
    if all <= SHOWN {
        return nothing();
    }
    let place_id = ["lines-", &button::unique().to_string()].concat();
    let described = place_id.clone();
    let step = move |label: &str, possible: fn(usize, usize) -> bool, go: fn(usize) -> usize| {
        let button = button::secondary(label)
            .attr("aria-describedby", &described)
            .bind("aria-disabled", move || (!possible(*from.get(), all)).then(|| "true".to_owned()));
        button.on("click", move |_| {
            let now = *from.peek();
            if possible(now, all) {
                from.set(go(now));
            }
        })
    };
    let place = dynamic(move || {
        let from = *from.get();
        let of = |n| format::integer(lang(), count(n));
        span("", &t::from_to(lang(), of(from + 1), of((from + SHOWN).min(all)), of(all))).attr("role", "status").id(&place_id)
    });
    el("nav")
        .class("row")
        .attr("aria-label", t::pages(lang()))
        .child(step(t::before(lang()), |from, _| from > 0, |from| from - SHOWN))
        .child(step(t::next(lang()), |from, all| from + SHOWN < all, |from| from + SHOWN))
        .child(place)
}
