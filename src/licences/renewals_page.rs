//! What runs out when, and renewals: chosen or listed, previewed, followed, fetched in one file.

use std::collections::BTreeSet;
use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    json::{from_text, to_text},
    licences::{CalendarLink, Installation, NewRenewal, RENEWALS_MAX, RenewalPreview, RunsOut, instant::last_day, paths, runs_out},
    page::Page,
    people::rules::ASKERS,
    requests::rules::Refusal,
};
use eyelevel_texts::renewals as t;
use web_sys::{FileList, HtmlInputElement};

use super::renewal_view;
use crate::{
    client::Call,
    clock, copied, filters,
    i18n::{date, day, day_of, lang},
    reads, router, session,
    ui::{
        button::{self, unique},
        dialog,
        el::{El, div, dynamic, el, nothing, p, span},
        empty::empty,
        loaded::Loaded,
        reactive::{Get, GetUntracked, RwSignal, Set, Update, Var},
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
    writes,
};

/// Who is chosen, and what would come of it.
#[derive(Clone, Copy)]
struct Chosen {
    ids: RwSignal<BTreeSet<Id>>,
    preview: Var<Option<Rc<RenewalPreview>>>,
    list: Loaded<Page<Installation>>,
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let within = || router::param("runs_out").unwrap_or_else(|| RunsOut::Days90.word().to_owned());
    let list = reads::read(move || {
        // One renewal is looked at: the list is not needed.
        if router::param("renewal").is_some() {
            return String::new();
        }
        let query = ["limit=1000&runs_out=", &within()].concat();
        let query =
            router::param("q").map_or_else(|| query.clone(), |q| [&query, "&q=", &String::from(js_sys::encode_uri_component(&q))].concat());
        router::join(paths::INSTALLATIONS, &query)
    });
    let chosen = Chosen { ids: RwSignal::new(BTreeSet::new()), preview: Var::new(None), list };
    let view = dynamic(move || match router::param("renewal") {
        Some(id) => renewal_view::one(&id),
        None => overview(chosen),
    });
    div("page renewals").child(view)
}

fn overview(chosen: Chosen) -> El {
    let why = refusal();
    let tools = div("buttons")
        .child(button::explained(button::secondary(t::calendar_link(lang())), why.clone(), calendar))
        .child(if why.is_none() { file(chosen) } else { nothing() });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(tools);
    let ends = [
        ("", t::within(lang(), 90)),
        (RunsOut::Days60.word(), t::within(lang(), 60)),
        (RunsOut::Days30.word(), t::within(lang(), 30)),
        (RunsOut::Days7.word(), t::within(lang(), 7)),
        (RunsOut::Ended.word(), t::ended(lang()).to_owned()),
    ];
    let ends = ends.each_ref().map(|(word, label)| (*word, label.as_str()));
    let search = filters::search(paths::RENEWALS_PAGE, t::search(lang()));
    let tools = div("row").child(search).child(filters::choice(paths::RENEWALS_PAGE, t::when(lang()), "runs_out", &ends));
    div("stack wide-gap")
        .child(head)
        .child(p("muted", t::lead(lang())))
        .child(div("filters").child(tools))
        .child(chosen.list.age())
        .child(div("stack").child(chosen.list.show(6, move |page| rows(page, chosen))))
        .child(bar(chosen))
        .child(div("").attr("aria-live", "polite").child(dynamic(move || match &*chosen.preview.get() {
            Some(preview) => renewal_view::preview(preview, move || begin(chosen)),
            None => nothing(),
        })))
        .child(renewal_view::earlier())
}

/// Why the actor can't renew anything.
fn refusal() -> Option<String> {
    let actor = session::actor();
    button::why(if !actor.is_partner() {
        Err(Refusal::PartnerOnly)
    } else if actor.is_any(ASKERS) {
        Ok(())
    } else {
        Err(Refusal::NeedsRole(ASKERS))
    })
}

fn rows(page: &Rc<Page<Installation>>, chosen: Chosen) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let all: Rc<Vec<Id>> = Rc::new(page.items.iter().take(RENEWALS_MAX).map(|i| i.id.clone()).collect());
    let ids = Rc::clone(&all);
    let everything = tick(t::choose_all(lang()), move || ids.iter().all(|id| chosen.ids.get().contains(id)), {
        let ids = Rc::clone(&all);
        move |on| {
            chosen.preview.set(None);
            chosen.ids.set(if on { ids.iter().cloned().collect() } else { BTreeSet::new() });
        }
    });
    let today = day_of(clock::now());
    let line = |i: &Installation| {
        let (id, seen) = (i.id.clone(), i.id.clone());
        let label = t::choose_one(lang(), &i.product.name, &i.customer.name);
        let set = move |on| {
            chosen.preview.set(None);
            let id = id.clone();
            chosen.ids.update(move |ids| {
                if on {
                    ids.insert(id);
                } else {
                    ids.remove(&id);
                }
            });
        };
        let choose = box_of(move || chosen.ids.get().contains(&seen), set).attr("aria-label", &label);
        let customer = div("stack cell").child(i.customer.name.as_str()).child(i.reference.as_deref().map(|r| span("small muted", r)));
        let product = div("stack cell")
            .child(i.product.name.as_str())
            .child(span("small muted", &[&i.edition.name, " ", &i.runs.to_string()].concat()));
        let contract = match i.contract_until {
            None => span("muted", t::no_contract(lang())),
            Some(last) => {
                let tone = match runs_out(last, today) {
                    Some(RunsOut::Ended) => Tone::Late,
                    Some(RunsOut::Days7 | RunsOut::Days30) => Tone::Owed,
                    _ => Tone::Calm,
                };
                status(tone, &date(last))
            }
        };
        let key = i.key_until.map_or_else(|| t::no_key(lang()).to_owned(), |until| date(last_day(until)));
        row([
            cell(t::choose(lang()), choose),
            cell(t::customer(lang()), customer),
            cell(t::product(lang()), product),
            cell(t::host(lang()), i.host.as_ref().map_or_else(|| t::any_host(lang()).to_owned(), ToString::to_string)),
            cell(t::contract(lang()), contract),
            cell(t::key(lang()), key),
        ])
    };
    let columns = [t::choose(lang()), t::customer(lang()), t::product(lang()), t::host(lang()), t::contract(lang()), t::key(lang())];
    let lines = page.items.iter().map(line).collect();
    div("stack").child(everything).child(table("renewals-table", t::title(lang()), columns.map(Column::plain).into(), lines))
}

/// A tick with its label.
fn tick(label: &str, on: impl Fn() -> bool + 'static, set: impl Fn(bool) + 'static) -> El {
    let id = ["tick-", &unique().to_string()].concat();
    div("check").child(box_of(on, set).id(&id)).child(el("label").attr("for", &id).child(label))
}

fn box_of(on: impl Fn() -> bool + 'static, set: impl Fn(bool) + 'static) -> El {
    let input = el("input").attr("type", "checkbox");
    let (node, shown): (HtmlInputElement, HtmlInputElement) = (input.node_as(), input.node_as());
    input.on("change", move |_| set(node.checked())).effect(move || shown.set_checked(on()))
}

/// How many are chosen, and the way on.
fn bar(chosen: Chosen) -> El {
    div("chosen-bar").child(dynamic(move || {
        let n = chosen.ids.get().len();
        if n == 0 {
            return nothing();
        }
        let go = button::explained(button::primary(t::preview(lang())), refusal(), move || {
            let body = NewRenewal { installation_ids: chosen.ids.get_untracked().into_iter().collect() };
            writes::act(Call::post(paths::RENEWAL_PREVIEW, to_text(&body)), move |text| chosen.preview.set(from_text(text).map(Rc::new)));
        });
        div("row").child(span("", &t::chosen(lang(), i64::try_from(n).unwrap_or(i64::MAX)))).child(go)
    }))
}

/// A file that names them instead.
fn file(chosen: Chosen) -> El {
    let id = ["renewal-file-", &unique().to_string()].concat();
    let input = el("input").attr("type", "file").attr("accept", ".csv,text/csv").id(&id).class("visually-hidden");
    let node: HtmlInputElement = input.node_as();
    let input = input.on("change", move |_| {
        let file = node.files().and_then(|files: FileList| files.get(0));
        if let Some(file) = file {
            writes::act(Call::post_csv(paths::RENEWAL_PREVIEW, file), move |text| chosen.preview.set(from_text(text).map(Rc::new)));
        }
        node.set_value("");
    });
    span("", "").child(input).child(el("label").attr("for", &id).class("button").attr("title", t::file_hint(lang())).child(t::file(lang())))
}

/// Begins, and looks on.
fn begin(chosen: Chosen) {
    let Some(preview) = (*chosen.preview.peek()).clone() else { return };
    let good = preview.lines.iter().filter(|line| line.obstacle.is_none());
    let body = NewRenewal { installation_ids: good.filter_map(|line| Some(line.installation.as_ref()?.id.clone())).collect() };
    writes::act(Call::post(paths::RENEWALS, to_text(&body)), move |text| {
        if let Some(renewal) = from_text::<eyelevel_contract::licences::Renewal>(text) {
            chosen.preview.set(None);
            chosen.ids.set(BTreeSet::new());
            router::go(&[paths::RENEWALS_PAGE, "?renewal=", &renewal.id].concat());
        }
    });
}

/// The address for calendar programs, to be copied.
fn calendar() {
    writes::act(Call::post(paths::CALENDAR_LINK, "{}".to_owned()), |text| {
        let Some(link) = from_text::<CalendarLink>(text) else { return };
        dialog::open(t::calendar_link(lang()), move |_| {
            let field =
                el("input").class("input").attr("readonly", "").attr("aria-label", t::calendar_link(lang())).attr("value", &link.url);
            let node: HtmlInputElement = field.node_as();
            let copy = button::primary(t::copy(lang())).on("click", move |_| {
                node.select();
                copied::copy(&node.value());
            });
            let until = p("muted", &t::calendar_until(lang(), day(day_of(link.expires_at))));
            div("stack").child(p("", t::calendar_why(lang()))).child(field).child(until).child(div("buttons").child(copy))
        });
    });
}
