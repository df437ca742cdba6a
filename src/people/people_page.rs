//! The people of one organisation: who they are, what they may do, whether they have come yet.

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    people::{
        Organisation, OrganisationKind, Person, Role, paths,
        rules::{Actor, may_manage_people},
    },
};
use eyelevel_texts::people as t;

use super::person;
use crate::{
    client::Call,
    filters,
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

/// Whose people are shown: the address says so to the vendor, everybody else sees their own company's.
fn whose() -> String {
    let own = || session::me().organisation.id.clone();
    if session::actor().is_vendor() { router::param("organisation").unwrap_or_else(own) } else { own() }
}

pub(super) fn page(_: &str) -> El {
    router::title(t::people(lang()));
    let actor = session::actor();
    let organisation: Loaded<Organisation> = reads::read(|| paths::organisation(&whose()));
    let list: Loaded<Page<Person>> = reads::read(|| {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(paths::PEOPLE, &[("organisation", &whose()), ("cursor", &cursor)])
    });
    let name = move || {
        let known = organisation.get().map_or_else(String::new, |o| o.name.clone());
        el("h1").child(if known.is_empty() { t::people(lang()).to_owned() } else { t::people_at(lang(), known) })
    };
    let inviting = actor.clone();
    let invite = dynamic(move || {
        let kind = organisation.get().map_or(inviting.kind, |o| o.kind);
        let why = refusal(&inviting, &whose());
        button::explained(button::primary(t::invite(lang())), why, move || person::invite(whose(), kind, list))
    });
    let head = div("page-head").child(div("").child(dynamic(name))).child(div("").child(invite));
    let shown = list.show(6, move |page: &Rc<Page<Person>>| {
        let kind = organisation.get().map_or(actor.kind, |o| o.kind);
        rows(page, &actor, kind, list)
    });
    let search = filters::search(paths::PEOPLE_PAGE, t::search_people(lang()));
    div("page").child(head).child(search).child(list.age()).child(div("stack").child(shown))
}

fn refusal(actor: &Actor, organisation: &str) -> Option<String> {
    let needed: &'static [Role] = if actor.is_vendor() { &[Role::Admin] } else { &[Role::Owner] };
    (!may_manage_people(actor, organisation)).then(|| super::needs(needed))
}

fn rows(page: &Page<Person>, actor: &Actor, kind: OrganisationKind, list: Loaded<Page<Person>>) -> El {
    if page.items.is_empty() {
        let all = [paths::PEOPLE_PAGE, "?organisation=", &whose()].concat();
        return match router::param("q") {
            Some(_) => empty(t::nobody_found(lang()), button::link("button", &all, t::show_all(lang()))),
            None => empty(t::nobody(lang()), None::<El>),
        };
    }
    let columns = [t::name(lang()), t::email(lang()), t::roles(lang()), t::lang(lang()), t::state(lang()), ""].map(Column::plain);
    let lines = page.items.iter().map(|person| line(person, actor, kind, list)).collect();
    let table = table("people-table", t::people(lang()), columns.into_iter().collect(), lines);
    div("stack").child(table).child(filters::pages(paths::PEOPLE_PAGE, page.next.as_deref()))
}

fn line(person: &Person, actor: &Actor, kind: OrganisationKind, list: Loaded<Page<Person>>) -> El {
    let (tone, state) = if person.active { (Tone::Good, t::active(lang())) } else { (Tone::Owed, t::invited(lang())) };
    let may = refusal(actor, &person.organisation.id).is_none();
    let named = |label: &str, long: String| button::quiet(label).class("button quiet small").attr("aria-label", &long);
    let edit = may.then(|| {
        let chosen = person.clone();
        let button = named(t::edit(lang()), t::edit_named(lang(), &person.name));
        button.on("click", move |_| person::edit(&chosen, kind, list))
    });
    let again = (may && !person.active).then(|| {
        let id = person.id.clone();
        let button = named(t::invite_again(lang()), t::invite_again_named(lang(), &person.name));
        button.on("click", move |_| {
            writes::act(Call::post(paths::invite_again(&id), "{}".to_owned()), |_| toast::say(t::invitation_sent(lang())));
        })
    });
    row([
        cell(t::name(lang()), person.name.as_str()),
        cell(t::email(lang()), super::address(person.email.as_str())),
        cell(t::roles(lang()), super::roles(&person.roles)),
        cell(t::lang(lang()), super::language(person.lang)),
        cell(t::state(lang()), status(tone, state)),
        cell("", div("buttons").child(edit).child(again)),
    ])
}
