use eyelevel_contract::{
    deliveries::paths::IMPORT_PAGE as PARCELS,
    demo_kits::paths::CATALOGUE_IMPORT_PAGE as CATALOGUE,
    exports::{Export, can_export, path},
    lang::Lang,
    licences::paths::IMPORT_PAGE as INSTALLATIONS,
    people::{Role, paths::PEOPLE_IMPORT_PAGE as PEOPLE},
    returns::paths::IMPORT_PAGE as SERIALS,
    statements::paths::FILES_PAGE as STATEMENTS,
};
use eyelevel_texts::export_page as t;

use crate::{
    i18n::lang,
    router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_export(&actor)) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let columns = [t::what(lang()), t::contains(lang()), ""].map(Column::plain);
    let lines = Export::ALL.iter().map(|export| line(*export)).collect();
    let out = section(t::exports(lang()))
        .child(table("exports-table", t::exports(lang()), columns.into(), lines))
        .child(p("muted small", t::more(lang())));
    // Auditors read.
    let inward = actor.is(Role::Admin).then(inward);
    div("page")
        .child(div("stack tight").child(head).child(p("muted", t::lead(lang()))))
        .child(div("stack wide-gap").child(out).child(inward))
}

fn section(title: &str) -> El {
    el("section").class("stack").child(el("h2").child(title))
}

fn line(export: Export) -> El {
    let (name, contains) = words(export);
    let name = name(lang());
    let link = button::link("button small", &path(export), t::download(lang())).attr("download", "");
    let link = link.attr("aria-label", &t::download_named(lang(), name));
    row([cell(t::what(lang()), name), cell(t::contains(lang()), contains(lang())), cell("", div("buttons").child(link))])
}

fn inward() -> El {
    let all = [
        (PEOPLE, t::import_people(lang())),
        (CATALOGUE, t::import_catalogue(lang())),
        (SERIALS, t::import_serials(lang())),
        (INSTALLATIONS, t::import_installations(lang())),
        (PARCELS, t::import_parcels(lang())),
        (STATEMENTS, t::import_statements(lang())),
    ];
    let links = all.map(|(href, name)| el("li").child(el("a").attr("href", href).child(name)));
    section(t::imports(lang())).child(p("muted", t::imports_lead(lang()))).child(el("ul").class("stack tight").child(Vec::from(links)))
}

type Words = fn(Lang) -> &'static str;

/// A table's name, and what is in it.
const fn words(export: Export) -> (Words, Words) {
    match export {
        Export::Requests => (t::requests, t::requests_contain),
        Export::Promises => (t::promises, t::promises_contain),
        Export::Deliveries => (t::deliveries, t::deliveries_contain),
        Export::Returns => (t::returns, t::returns_contain),
        Export::Serials => (t::serials, t::serials_contain),
        Export::Catalogue => (t::catalogue, t::catalogue_contain),
        Export::Installations => (t::installations, t::installations_contain),
        Export::Organisations => (t::organisations, t::organisations_contain),
        Export::People => (t::people, t::people_contain),
        Export::Invitations => (t::invitations, t::invitations_contain),
        Export::Teams => (t::teams, t::teams_contain),
        Export::Absences => (t::absences, t::absences_contain),
        Export::Policies => (t::policies, t::policies_contain),
        Export::ClosedDays => (t::closed_days, t::closed_days_contain),
        Export::Products => (t::products, t::products_contain),
        Export::KnownIssues => (t::known_issues, t::known_issues_contain),
    }
}
