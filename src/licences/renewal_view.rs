//! What would come of a renewal, and what came of it.

use std::rc::Rc;

use eyelevel_contract::{
    licences::{Installation, Renewal, RenewalLine, RenewalObstacle, RenewalPreview, Renewed, instant::last_day, paths},
    page::Page,
    requests::{Kind, paths as requests_at},
};
use eyelevel_texts::renewals as t;

use crate::{
    i18n::{date, lang, moment},
    reads, router,
    ui::{
        button,
        el::{El, div, el, nothing, p, span},
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// While it goes on, it is looked at again after so many milliseconds.
const LOOK: u32 = 700;

/// Why there is no key, in words.
fn why(obstacle: RenewalObstacle) -> &'static str {
    match obstacle {
        RenewalObstacle::Unknown => t::unknown(lang()),
        RenewalObstacle::Ambiguous => t::ambiguous(lang()),
        RenewalObstacle::Twice => t::twice(lang()),
        RenewalObstacle::Renewed => t::renewed(lang()),
        RenewalObstacle::NoContract => t::no_contract(lang()),
        RenewalObstacle::ContractEnded => t::contract_ended(lang()),
        RenewalObstacle::NoRule => t::no_rule(lang()),
        RenewalObstacle::NeedsPerson => t::needs_person(lang()),
        RenewalObstacle::Stopped => t::stopped(lang()),
        RenewalObstacle::Failed => t::failed(lang()),
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What would come of it: first all that is in the way, then who would get a key.
pub(super) fn preview(preview: &Rc<RenewalPreview>, begin: impl Fn() + 'static) -> El {
    let lines = &preview.lines;
    let bad: Vec<&RenewalLine> = lines.iter().filter(|line| line.obstacle.is_some()).collect();
    let good: Vec<&RenewalLine> = lines.iter().filter(|line| line.obstacle.is_none()).collect();
    let go = (!good.is_empty()).then(|| button::primary(&t::begin(lang(), count(good.len()))).on("click", move |_| begin()));
    let ignored = (!preview.ignored.is_empty()).then(|| p("muted small", &t::ignored(lang(), preview.ignored.join(", "))));
    let section = |heading: String, lines: &[&RenewalLine]| {
        (!lines.is_empty()).then(|| div("stack tight").child(el("h3").child(heading.as_str())).child(lines_of(&heading, lines)))
    };
    el("section")
        .class("card stack")
        .attr("aria-label", t::preview_title(lang()))
        .child(el("h2").child(t::preview_title(lang())))
        .child(section(t::not_these(lang(), count(bad.len())), &bad))
        .child(section(t::these(lang(), count(good.len())), &good))
        .child(ignored)
        .child(div("buttons").child(go))
}

fn lines_of(caption: &str, lines: &[&RenewalLine]) -> El {
    let line = |line: &&RenewalLine| {
        let what = line.installation.as_ref().map_or_else(|| div("").child(line.value.as_str()), named);
        let becomes = match line.obstacle {
            Some(obstacle) => div("").child(why(obstacle)),
            None => div("").child(until(line.until)),
        };
        row([
            cell(t::line(lang()), line.line.map(|n| n.to_string()).unwrap_or_default()),
            cell(t::installation(lang()), what),
            cell(t::becomes(lang()), becomes),
        ])
    };
    let columns = [t::line(lang()), t::installation(lang()), t::becomes(lang())].map(Column::plain).into();
    table("renewal-lines", caption, columns, lines.iter().map(line).collect())
}

fn named(i: &Installation) -> El {
    let host = i.host.as_ref().map_or("", |host| host.as_str());
    let runs = i.runs.to_string();
    let comma = if host.is_empty() { "" } else { ", " };
    let small = [i.edition.name.as_str(), " ", &runs, comma, host].concat();
    div("stack cell").child([&i.product.name, ", ", &i.customer.name].concat()).child(span("small muted", &small))
}

/// The last day on which a key is valid: it ends with the day's last instant.
fn until(at: Option<i64>) -> String {
    at.map_or_else(String::new, |at| t::until(lang(), date(last_day(at))))
}

/// A renewal, as far as it is; looked at again until it is done.
pub(super) fn one(id: &str) -> El {
    let url = paths::renewal(id);
    let loaded: Loaded<Renewal> = reads::read(move || url.clone());
    let back = button::link("button quiet", paths::RENEWALS_PAGE, t::back(lang()));
    reads::until(loaded, LOOK, |renewal| renewal.finished_at.is_some());
    let view = loaded.show(6, of);
    router::title(t::title(lang()));
    div("stack wide-gap")
        .child(div("page-head").child(el("h1").child(t::renewal(lang()))).child(back))
        .child(loaded.age())
        .child(div("").child(view))
}

fn of(renewal: &Rc<Renewal>) -> El {
    let over = renewal.finished_at.is_some();
    let sentence = if over { t::done(lang(), renewal.issued, renewal.total) } else { t::going_on(lang(), renewal.done, renewal.total) };
    let bar = el("progress").attr("max", &renewal.total.to_string()).attr("value", &renewal.done.to_string());
    let bar = (!over).then(|| bar.attr("aria-label", t::renewal(lang())));
    let zip = (renewal.issued > 0).then(|| {
        let link = button::link("button primary", &paths::renewal_zip(&renewal.id), t::zip(lang()));
        link.attr("download", "")
    });
    let columns = [t::installation(lang()), t::request(lang()), t::becomes(lang())].map(Column::plain).into();
    let lines = renewal.lines.iter().map(line).collect();
    div("stack")
        .child(p("renewal-state", &sentence).attr("role", "status"))
        .child(bar)
        .child((!over).then(|| p("muted", t::goes_on(lang()))))
        .child(div("buttons").child(zip))
        .child(table("renewal-done", t::renewal(lang()), columns, lines))
}

fn line(line: &Renewed) -> El {
    let host = line.host.as_deref().unwrap_or_default();
    let what = div("stack cell").child([&line.product, ", ", &line.customer].concat()).child(span("small muted", host));
    let request = match &line.request {
        Some(request) => el("a").attr("href", &requests_at::page(Kind::Licence, &request.id)).child(request.number.as_str()),
        None => nothing(),
    };
    let (tone, words) = match (line.obstacle, line.done) {
        (Some(obstacle), _) => (Tone::Late, why(obstacle).to_owned()),
        (None, true) => (Tone::Good, until(line.until)),
        (None, false) => (Tone::Calm, t::waiting(lang()).to_owned()),
    };
    row([cell(t::installation(lang()), what), cell(t::request(lang()), request), cell(t::becomes(lang()), status(tone, &words))])
}

/// Renewals of before, to be looked at again.
pub(super) fn earlier() -> El {
    let loaded: Loaded<Page<Renewal>> = reads::read(|| paths::RENEWALS.to_owned());
    div("").child(loaded.show_quietly(0, |page| {
        if page.items.is_empty() {
            return nothing();
        }
        let item = |renewal: &Renewal| {
            let href = [paths::RENEWALS_PAGE, "?renewal=", &renewal.id].concat();
            let words = if renewal.finished_at.is_some() {
                t::done(lang(), renewal.issued, renewal.total)
            } else {
                t::going_on(lang(), renewal.done, renewal.total)
            };
            el("li").class("row").child(el("a").attr("href", &href).child(moment(renewal.created_at))).child(span("muted", &words))
        };
        let list = el("ul").class("stack tight plain").child(page.items.iter().map(item).collect::<Vec<_>>());
        el("section").class("stack tight").child(el("h2").child(t::earlier(lang()))).child(list)
    }))
}
