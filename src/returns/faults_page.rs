//! What breaks, by product and batch; and that a batch which breaks more than others becomes a known issue.

use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    requests::{Kind, paths as requests_at},
    returns::{BatchIssue, FaultCount, NewBatchIssue, can_report, paths},
};
use eyelevel_texts::{format::integer, return_faults as t};

use super::known_issue;
use crate::{
    client::Call,
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
    writes,
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Vec<FaultCount>> = reads::read(|| paths::FAULTS.to_owned());
    let head = div("page-head").child(el("h1").child(t::title(lang())));
    let shown = list.show(5, move |counts: &Rc<Vec<FaultCount>>| view(counts, list));
    div("page return-faults").child(head).child(p("muted", t::lead(lang()))).child(list.age()).child(div("stack").child(shown))
}

fn view(counts: &[FaultCount], list: Loaded<Vec<FaultCount>>) -> El {
    if counts.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let number = |label| Column { class: "number", ..Column::plain(label) };
    let columns = vec![
        Column::plain(t::product(lang())),
        Column::plain(t::batch(lang())),
        number(t::known(lang())),
        number(t::returned(lang())),
        number(t::confirmed(lang())),
        Column::plain(t::issue(lang())),
    ];
    table("return-faults-table", t::title(lang()), columns, counts.iter().map(|count| line(count, list)).collect())
}

fn line(count: &FaultCount, list: Loaded<Vec<FaultCount>>) -> El {
    let number = |label, n| cell(label, integer(lang(), n)).class("number");
    let batch = if count.batch.is_empty() { span("muted", t::no_batch(lang())) } else { span("", &count.batch) };
    let unusual = count.unusual.then(|| status(Tone::Late, t::unusual(lang())));
    let warned = count.warned_in.as_ref().map(|warned| {
        let link = el("a").attr("href", &requests_at::page(Kind::Return, &warned.id)).child(warned.number.as_str());
        span("small", t::warned(lang())).child(" ").child(link)
    });
    let known = if count.known > 0 { integer(lang(), count.known) } else { "–".to_owned() };
    row(vec![
        cell(t::product(lang()), count.product.as_str()),
        cell(t::batch(lang()), div("stack tight").child(batch).child(unusual).child(warned)),
        cell(t::known(lang()), known).class("number"),
        number(t::returned(lang()), count.returned),
        number(t::confirmed(lang()), count.confirmed),
        cell(t::issue(lang()), issue(count, list)),
    ])
}

fn issue(count: &FaultCount, list: Loaded<Vec<FaultCount>>) -> El {
    if let Some(issue) = &count.issue {
        return div("stack tight").child(el("a").attr("href", &issue.page).child(issue.title.as_str())).child(known_issue::draft(issue));
    }
    if !count.wants_issue() {
        return span("muted", "–");
    }
    let new = NewBatchIssue { item_id: count.item_id.clone(), batch: count.batch.clone() };
    let make = button::secondary(t::make(lang())).class("button small");
    let make = make.attr("aria-label", &[t::make(lang()), ": ", &count.product, ", ", &count.batch].concat());
    button::explained(make, button::why(can_report(&session::actor())), move || {
        writes::act(Call::post(paths::BATCH_ISSUES, to_text(&new)), move |text| {
            list.again();
            if let Some(issue) = from_text::<BatchIssue>(text) {
                router::go(&issue.page);
            }
        });
    })
}
