//! The fields of the calendar, and the next closed days as they count.

use std::rc::Rc;

use eyelevel_contract::calendars::{Closed, Country, Holiday, Region};
use eyelevel_texts::{calendar_page as t, calendars as names};

use super::{
    closed_days,
    model::{Model, closed, region},
    preview::Seen,
};
use crate::{
    i18n::{day, lang},
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::Form,
        rows::{List, Shown},
    },
};

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// The weekdays, Monday first.
fn weekdays() -> [&'static str; 7] {
    [t::monday, t::tuesday, t::wednesday, t::thursday, t::friday, t::saturday, t::sunday].map(|name| name(lang()))
}

/// Hours, regions, days of the vendor's own.
pub(super) fn main(form: Form, model: &Model) -> [El; 3] {
    [hours(form, model), regions(form, model), own(form, model)]
}

fn hours(form: Form, model: &Model) -> El {
    let mut fields = div("fields week");
    for (n, name) in weekdays().into_iter().enumerate() {
        let path = ["week.", &n.to_string()].concat();
        let field = Field::line(form, &path, name, model.value(&path)).optional().attr("placeholder", t::closed(lang()));
        fields = fields.child(field.attr("autocomplete", "off").attr("spellcheck", "false").view());
    }
    let zone = Field::line(form, "zone", t::zone(lang()), model.value("zone")).hint(t::zone_hint(lang()));
    // What is wrong with the week as such stands below it.
    form.register("week", t::hours(lang()), model.value("week.0"));
    section(t::hours(lang()))
        .child(p("muted small", t::hours_hint(lang())))
        .child(fields)
        .child(form.error_view("week"))
        .child(zone.attr("spellcheck", "false").attr("autocapitalize", "none").view())
}

fn regions(form: Form, model: &Model) -> El {
    let mut options = vec![(String::new(), t::choose_region(lang()).to_owned())];
    for country in Country::ALL {
        let of = Region::ALL.iter().filter(|region| region.country() == *country);
        options.extend(of.map(|region| {
            let (country, name) = (names::country(lang(), *country), names::region(lang(), *region));
            let words = if name.starts_with(country) { name.to_owned() } else { [country, ": ", name].concat() };
            (region.word().to_owned(), words)
        }));
    }
    let list = List { form, rows: model.regions, name: "regions", new: region, add: t::add_region(lang()), first: "region" };
    let list = list.view(move |at, n, row| {
        let label = t::region(lang(), n + 1);
        let field = Field::select(form, &[at, ".region"].concat(), &label, row.value("region"), options.clone());
        Shown { label, fields: div("fields in-line").child(field.view()), stays: false }
    });
    section(t::regions(lang())).child(p("muted small", t::regions_hint(lang()))).child(list)
}

fn own(form: Form, model: &Model) -> El {
    let list = List { form, rows: model.closed, name: "closed", new: closed, add: t::add_closed(lang()), first: "from" };
    let list = list.view(move |at, n, row| {
        let label = t::closed_day(lang(), n + 1);
        let named = |words: &str| [words, ", ", &label].concat();
        let from = Field::date(form, &[at, ".from"].concat(), &named(t::from(lang())), row.value("from"));
        let until = Field::date(form, &[at, ".until"].concat(), &named(t::until(lang())), row.value("until")).optional();
        let name = Field::line(form, &[at, ".name"].concat(), &named(t::name(lang())), row.value("name")).attr("maxlength", "120");
        let yearly = Field::check(form, &[at, ".yearly"].concat(), &named(t::yearly(lang())), row.value("yearly"));
        let fields = div("fields").child(from.view()).child(until.view()).child(name.view()).child(yearly.view());
        Shown { label, fields, stays: false }
    });
    section(t::own_days(lang())).child(p("muted small", t::own_days_hint(lang()))).child(list).child(closed_days::upload(form, model))
}

/// The next closed days, as they would count; and the public holidays on which the vendor works.
pub(super) fn holidays(model: &Model, seen: &Seen) -> El {
    let (days, worked) = (seen.answer, model.worked);
    let next = dynamic(move || match &*days.get() {
        None => p("muted", t::preview_waits(lang())),
        Some(preview) if preview.closed.is_empty() => p("", t::no_closed(lang())),
        Some(preview) => el("ul").class("closed-days").child(preview.closed.iter().map(|closed| line(closed, worked)).collect::<Vec<_>>()),
    });
    let at_work = dynamic(move || {
        let all = worked.get();
        if all.is_empty() {
            return nothing();
        }
        let line = |holiday: &Holiday| {
            let (holiday, name) = (*holiday, names::holiday(lang(), *holiday));
            let again = button::quiet(t::counts_again(lang())).class("button quiet small");
            let again = again.attr("aria-label", &t::counts_again_named(lang(), name));
            let again = again.on("click", move |_| worked.update(|all| all.retain(|other| *other != holiday)));
            el("li").child(span("grow", name)).child(again)
        };
        let list = el("ul").class("closed-days").child(all.iter().map(line).collect::<Vec<_>>());
        div("stack tight").child(el("h3").child(t::worked(lang()))).child(list)
    });
    section(t::next_closed(lang()))
        .child(p("muted small", t::next_closed_hint(lang())))
        .child(div("").child(next))
        .child(div("").child(at_work))
}

fn line(closed: &Closed, worked: crate::ui::reactive::Var<Vec<Holiday>>) -> El {
    let name = match (closed.holiday, &closed.name) {
        (Some(holiday), _) => names::holiday(lang(), holiday),
        (None, Some(name)) => name.as_str(),
        (None, None) => "",
    };
    let work = closed.holiday.map(|holiday| {
        let label = t::we_work_named(lang(), name);
        let button = button::quiet(t::we_work(lang())).class("button quiet small").attr("aria-label", &label);
        button.on("click", move |_| worked.update(|all| all.push(holiday)))
    });
    let date = Rc::new(day(closed.date));
    el("li").child(span("when", &date)).child(span("grow", name)).child(work)
}
