//! A partner's customers; the vendor's partners and distributors.

use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    page::Page,
    people::{
        EditOrganisation, NewOrganisation, Organisation, OrganisationKind, paths,
        rules::{Actor, can_keep_organisations},
        validate_organisation, validate_organisation_edit,
    },
};
use eyelevel_texts::{common, people as t};

use crate::{
    client::Call,
    filters,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    reads, router, session,
    ui::{
        button, dialog,
        el::{El, div, dynamic, el, p},
        empty::empty,
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::GetUntracked,
        table::{Column, cell, row, table},
        toast,
    },
    writes::{self, MEMORY},
};

/// All organisations of a kind.
#[must_use]
pub(crate) fn of(kind: OrganisationKind) -> String {
    [paths::ORGANISATIONS, "?limit=1000&kind=", kind.word()].concat()
}

/// The kind that the page shows: of the address, for the vendor; a partner has customers.
fn kind(actor: &Actor) -> OrganisationKind {
    if actor.is_partner() {
        return OrganisationKind::Customer;
    }
    match router::param("kind").and_then(|word| OrganisationKind::from_word(&word)) {
        Some(OrganisationKind::Distributor) => OrganisationKind::Distributor,
        _ => OrganisationKind::Partner,
    }
}

pub(super) fn page(_: &str) -> El {
    let actor = session::actor();
    let partner = actor.is_partner();
    let title = if partner { t::customers(lang()) } else { t::organisations(lang()) };
    router::title(title);
    let asked = actor.clone();
    let list: Loaded<Page<Organisation>> = reads::read(move || {
        let cursor = router::param("cursor").unwrap_or_default();
        filters::address(paths::ORGANISATIONS, &[("kind", kind(&asked).word()), ("cursor", &cursor)])
    });
    let why = partner.then(|| p("muted", t::customers_why(lang())));
    let kinds = [("", t::partners(lang())), (OrganisationKind::Distributor.word(), t::distributors(lang()))];
    let tabs = (!partner).then(|| filters::tabs(paths::ORGANISATIONS_PAGE, t::kind(lang()), "kind", &kinds));
    let adding = actor.clone();
    let add = dynamic(move || add_button(&adding, list));
    let head = div("page-head").child(el("h1").child(title)).child(div("").child(add));
    let shown = list.show(6, move |page: &Rc<Page<Organisation>>| rows(page, &actor, list));
    let search = filters::search(paths::ORGANISATIONS_PAGE, t::search_names(lang()));
    div("page").child(head).child(why).child(div("filters").child(tabs).child(search)).child(list.age()).child(div("stack").child(shown))
}

/// What adding one is called.
fn add_title(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Distributor => t::add_distributor(lang()),
        OrganisationKind::Customer => t::add_customer(lang()),
        OrganisationKind::Partner | OrganisationKind::Vendor => t::add_partner(lang()),
    }
}

fn refusal(actor: &Actor, kind: OrganisationKind) -> Option<String> {
    can_keep_organisations(actor, kind).err().map(super::needs)
}

fn add_button(actor: &Actor, list: Loaded<Page<Organisation>>) -> El {
    let kind = kind(actor);
    button::explained(button::primary(add_title(kind)), refusal(actor, kind), move || add(kind, move |_| list.again()))
}

fn rows(page: &Page<Organisation>, actor: &Actor, list: Loaded<Page<Organisation>>) -> El {
    if page.items.is_empty() {
        let (words, next) = match router::param("q") {
            Some(_) => (t::none_found(lang()), Some(button::link("button", paths::ORGANISATIONS_PAGE, t::show_all(lang())))),
            None if actor.is_partner() => (t::none_customers(lang()), None),
            None => (t::none_organisations(lang()), None),
        };
        return empty(words, next);
    }
    let line = |organisation: &Organisation| {
        let called = |button: El, label: String| button.attr("aria-label", &label);
        let people = actor.is_vendor().then(|| {
            let href = [paths::PEOPLE_PAGE, "?organisation=", &organisation.id].concat();
            let label = t::its_people_named(lang(), &organisation.name);
            called(button::link("button quiet small", &href, t::its_people(lang())), label)
        });
        let rename = refusal(actor, organisation.kind).is_none().then(|| {
            let (chosen, label) = (organisation.clone(), t::rename_named(lang(), &organisation.name));
            let button = button::quiet(t::rename(lang())).class("button quiet small");
            called(button, label).on("click", move |_| rename(&chosen, list))
        });
        row([cell(t::name(lang()), organisation.name.as_str()), cell("", div("buttons").child(people).child(rename))])
    };
    let lines = page.items.iter().map(line).collect();
    let caption = if actor.is_partner() { t::customers(lang()) } else { t::organisations(lang()) };
    let table = table("organisations-table", caption, vec![Column::plain(t::name(lang())), Column::plain("")], lines);
    div("stack").child(table).child(filters::pages(paths::ORGANISATIONS_PAGE, page.next.as_deref()))
}

/// Adds one, in a dialog; `done` hears of it.
pub(crate) fn add(kind: OrganisationKind, done: impl Fn(&Organisation) + 'static) {
    add_boxed(kind, Rc::new(done));
}

fn add_boxed(kind: OrganisationKind, done: Rc<dyn Fn(&Organisation)>) {
    dialog::open(add_title(kind), move |closer| {
        let form = Form::kept(MEMORY, &["organisation:", kind.word()].concat());
        let name = form.value("name", "");
        let act = move || {
            let new = match validate_organisation(&NewOrganisation { name: name.get_untracked(), kind }) {
                Ok(new) => new,
                Err(faults) => return form.fault(&faults),
            };
            let (closer, done) = (closer.clone(), Rc::clone(&done));
            writes::submit(form, Call::post(paths::ORGANISATIONS, to_text(&new)), move |text| {
                closer.close();
                if let Some(added) = from_text::<Organisation>(text) {
                    toast::say(&t::added(lang(), &added.name));
                    done(&added);
                }
            });
        };
        let field = Field::line(form, "name", t::name_of(lang()), name).view();
        form.element(act).child(form.summary()).child(field).child(div("buttons").child(form.submit(t::add(lang()))))
    });
}

fn rename(organisation: &Organisation, list: Loaded<Page<Organisation>>) {
    let (id, version, old) = (organisation.id.clone(), organisation.version, organisation.name.clone());
    let tier = (organisation.kind == OrganisationKind::Partner).then(|| organisation.tier.clone().unwrap_or_default());
    let dialog = FormDialog {
        title: t::rename_named(lang(), &old),
        name: ["rename:", &id].concat(),
        submit: common::save(lang()),
        done: t::saved(lang()),
        changed: Rc::new(move || list.again()),
    };
    dialog.open(move |form| {
        let name = form.value("name", &old);
        let field = Field::line(form, "name", t::name_of(lang()), name).view();
        let tier = tier.map(|tier| form.value("tier", &tier));
        let tier_field = tier.map(|tier| Field::line(form, "tier", t::tier(lang()), tier).optional().hint(t::tier_hint(lang())).view());
        Content::new(div("stack").child(field).child(tier_field), move || {
            let tier = tier.map(|tier| tier.get_untracked());
            let edit = validate_organisation_edit(&EditOrganisation { name: name.get_untracked(), tier })?;
            Ok(Call::put(paths::organisation(&id), version, to_text(&edit)))
        })
    });
}
