//! The reader's saved views: what they are called, and what they show. With filters in its address, the page saves those.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    page::Page,
    requests::{
        Grouping, RequestQuery, Section, Sort, paths,
        views::{EditView, NAME_MAX, SavedView, VIEWS, one, validate},
    },
};
use eyelevel_texts::{chosen as tc, common, requests as tr, saved_views as t, scores, words as tw};

use super::{severity, words};
use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    reads, router,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{GetUntracked, untrack},
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

type Views = Loaded<Page<SavedView>>;

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let views: Views = reads::read(|| VIEWS.to_owned());
    let query = untrack(|| RequestQuery::read(router::param)).kept();
    let save = (query != RequestQuery::default()).then(|| save(query, views));
    div("page")
        .child(el("h1").child(t::title(lang())))
        .child(p("muted", t::lead(lang())))
        .child(save)
        .child(views.age())
        .child(div("stack").child(views.show(3, move |page| rows(page, views))))
}

/// What a view shows.
fn query_of(view: &SavedView) -> RequestQuery {
    RequestQuery::read(|name| router::value(&view.query, name))
}

fn grouped(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Owner => tc::by_owner(lang()),
        Grouping::Partner => tc::by_partner(lang()),
        Grouping::Customer => tc::by_customer(lang()),
    }
}

/// What filters show, in words.
fn shows(query: &RequestQuery) -> String {
    let mut parts = Vec::new();
    parts.extend(query.figure.map(|figure| scores::figure(lang(), figure).to_owned()));
    parts.extend(query.section.map(|section: Section| words::section(section)));
    parts.extend(query.state.map(|state| tw::state(lang(), state).to_owned()));
    parts.extend(query.kind.map(|kind| words::kind(kind).to_owned()));
    parts.extend(query.severity.map(severity::named));
    parts.extend(query.q.as_ref().map(|q| t::search(lang(), q)));
    parts.extend(query.owner.as_deref().map(|owner| if owner == "me" { tr::mine(lang()) } else { t::one_owner(lang()) }.to_owned()));
    parts.extend(query.unread.map(|_| tr::only_unread(lang()).to_owned()));
    parts.extend(query.partner.is_some().then(|| t::one_partner(lang()).to_owned()));
    parts.extend(query.customer.is_some().then(|| t::one_customer(lang()).to_owned()));
    parts.extend(query.group.map(|grouping| grouped(grouping).to_owned()));
    parts.extend(query.sort.map(|sort| by(sort).to_owned()));
    parts.extend(query.limit.map(|limit| t::rows(lang(), limit)));
    parts.join(" · ")
}

fn by(sort: Sort) -> &'static str {
    match sort {
        Sort::Due | Sort::DueLast => t::by_due(lang()),
        Sort::Updated | Sort::UpdatedLast => t::by_updated(lang()),
        Sort::Created | Sort::CreatedLast => t::by_created(lang()),
    }
}

/// The form that gives the filters of the address a name.
fn save(query: RequestQuery, views: Views) -> El {
    let form = Form::kept(writes::MEMORY, "view");
    let name = form.value("name", "");
    let list = router::join(paths::PAGE, &query.to_query());
    let back = list.clone();
    let words = shows(&query);
    let send = move || {
        let edit = EditView { name: name.get_untracked(), query: query.clone() };
        let others = untrack(|| views.get()).map(|page| page.items.clone()).unwrap_or_default();
        match validate(&edit, None, &others) {
            Err(faults) => form.fault(&faults),
            Ok(_) => {
                let list = list.clone();
                writes::submit(form, Call::post(VIEWS, to_text(&edit)), move |_| {
                    toast::say(t::saved(lang()));
                    router::go(&list);
                });
            }
        }
    };
    let buttons = div("buttons").child(form.submit(t::save(lang()))).child(button::link("button quiet", &back, common::cancel(lang())));
    let form = form.element(send).child(form.summary()).child(p("", &words)).child(field(form, name)).child(buttons);
    el("section").class("card stack").child(el("h2").child(t::save_these(lang()))).child(form)
}

fn field(form: Form, name: crate::ui::reactive::RwSignal<String>) -> El {
    Field::line(form, "name", t::name(lang()), name).attr("maxlength", &NAME_MAX.to_string()).view()
}

fn rows(page: &Rc<Page<SavedView>>, views: Views) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), button::link("button", paths::PAGE, t::to_the_list(lang())));
    }
    let columns = [t::name(lang()), t::shows(lang()), ""].map(Column::plain);
    let lines = page.items.iter().map(|view| line(view, page, views)).collect();
    table("views-table", t::title(lang()), columns.into(), lines)
}

fn line(view: &SavedView, page: &Rc<Page<SavedView>>, views: Views) -> El {
    let link = el("a").attr("href", &router::join(paths::PAGE, &view.query)).child(view.name.as_str());
    let action = |label: &str| button::quiet(label).class("button quiet small").attr("aria-label", &[label, ": ", &view.name].concat());
    let (renamed, all) = (view.clone(), Rc::clone(page));
    let rename = action(t::rename(lang())).on("click", move |_| rename(&renamed, &all, views));
    let gone = view.clone();
    let remove = action(t::remove(lang())).on("click", move |_| remove(&gone, views));
    row([cell(t::name(lang()), link), cell(t::shows(lang()), shows(&query_of(view))), cell("", div("buttons").child(rename).child(remove))])
}

fn rename(view: &SavedView, all: &Rc<Page<SavedView>>, views: Views) {
    let dialog = FormDialog {
        title: t::rename_named(lang(), &view.name),
        name: ["view:", &view.id].concat(),
        submit: t::rename(lang()),
        done: t::renamed(lang()),
        changed: Rc::new(move || views.again()),
    };
    let (view, all) = (view.clone(), Rc::clone(all));
    dialog.open(move |form| {
        let name = form.value("name", &view.name);
        Content::new(field(form, name), move || {
            let edit = EditView { name: name.get_untracked(), query: query_of(&view) };
            validate(&edit, Some(&view.id), &all.items).map(|_| Call::put(one(&view.id), view.version, to_text(&edit)))
        })
    });
}

/// Gone at once, and back with one click: it is saved anew.
fn remove(view: &SavedView, views: Views) {
    let body = to_text(&EditView { name: view.name.clone(), query: query_of(view) });
    let gone = t::removed(lang(), &view.name);
    writes::act(Call::delete(one(&view.id)), move |_| {
        views.again();
        toast::offer(&gone, move || writes::act(Call::post(VIEWS, body), move |_| views.again()));
    });
}
