//! The fields of a product's form.

use eyelevel_contract::{licences::Issuer, page::Page, people::Person};
use eyelevel_texts::products as t;

use super::model::{Model, edition, release, rule};
use crate::{
    i18n::lang,
    people,
    ui::{
        el::{El, div, dynamic, el, nothing, p},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{Get, GetUntracked},
        rows::{List, Shown},
    },
};

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// What it is, its editions, which key fits which version, and the versions there are.
pub(super) fn main(form: Form, model: &Model, new: bool) -> [El; 4] {
    let hint = |words: &str| p("muted small", words);
    // In the order in which they are filled in, which is that of what is wrong.
    let what = what(form, model, new);
    let editions = section(t::editions(lang())).child(hint(t::editions_hint(lang()))).child(editions(form, model));
    let rules = section(t::rules(lang())).child(hint(t::rules_hint(lang()))).child(rules(form, model));
    let releases = section(t::releases(lang())).child(hint(t::releases_hint(lang()))).child(releases(form, model));
    [what, editions, rules, releases]
}

/// A code, which stays once it stands in keys.
fn code(field: Field, stays: bool) -> Field {
    let field = field.attr("spellcheck", "false").attr("autocapitalize", "none");
    if stays { field.attr("readonly", "").hint(t::code_stays(lang())) } else { field.hint(t::code_hint(lang())) }
}

fn what(form: Form, model: &Model, new: bool) -> El {
    let name = Field::line(form, "name", t::name(lang()), model.value("name")).hint(t::name_hint(lang()));
    let code = code(Field::line(form, "code", t::code(lang()), model.value("code")), !new);
    let unit = |lang_code, label| {
        let path = ["capacity_unit.", lang_code].concat();
        Field::line(form, &path, label, model.value(&path)).optional().attr("lang", lang_code).view()
    };
    section(t::what(lang()))
        .child(div("fields").child(name.view()).child(code.view()))
        .child(el("h3").child(t::counts(lang())))
        .child(p("muted small", t::counts_hint(lang())))
        .child(div("fields").child(unit("de", t::counts_de(lang()))).child(unit("en", t::counts_en(lang()))))
}

fn editions(form: Form, model: &Model) -> [El; 2] {
    let list = List { form, rows: model.editions, name: "editions", new: edition, add: t::add_edition(lang()), first: "name" };
    list.view(move |at, i, row| {
        let label = t::edition(lang(), i + 1);
        let stays = !row.value("id").get_untracked().is_empty();
        let name = Field::line(form, &[at, ".name"].concat(), &t::edition_name(lang(), &label), row.value("name"));
        let code_field = Field::line(form, &[at, ".code"].concat(), &t::edition_code(lang(), &label), row.value("code"));
        let code_field = code_field.attr("spellcheck", "false").attr("autocapitalize", "none");
        let code_field = if stays { code_field.attr("readonly", "") } else { code_field };
        Shown { label, fields: div("fields in-line").child(name.view()).child(code_field.view()), stays }
    })
}

fn rules(form: Form, model: &Model) -> [El; 2] {
    let list = List { form, rows: model.rules, name: "rules", new: rule, add: t::add_rule(lang()), first: "versions" };
    list.view(move |at, i, row| {
        let label = t::rule(lang(), i + 1);
        let issuers = [
            (Issuer::BuiltIn, t::issuer_built_in(lang())),
            (Issuer::Pool, t::issuer_pool(lang())),
            (Issuer::External, t::issuer_external(lang())),
        ];
        let issuers = issuers.map(|(issuer, words)| (issuer.word().to_owned(), words.to_owned())).into();
        let (issuer, pattern) = (row.value("issuer"), row.value("pattern"));
        let versions = Field::line(form, &[at, ".versions"].concat(), &t::rule_versions(lang(), &label), row.value("versions"));
        let versions = versions.hint(t::versions_hint(lang())).attr("spellcheck", "false");
        let from = Field::select(form, &[at, ".issuer"].concat(), &t::rule_issuer(lang(), &label), issuer, issuers);
        let (path, called) = ([at, ".pattern"].concat(), t::rule_pattern(lang(), &label));
        // Only keys that are not signed here look like something.
        let pattern = dynamic(move || {
            if issuer.get() == Issuer::BuiltIn.word() {
                return nothing();
            }
            let field = Field::line(form, &path, &called, pattern).optional().hint(t::pattern_hint(lang()));
            field.attr("spellcheck", "false").attr("autocapitalize", "characters").view()
        });
        let fields = div("stack tight").child(div("fields").child(versions.view()).child(from.view())).child(pattern);
        Shown { label, fields, stays: false }
    })
}

fn releases(form: Form, model: &Model) -> [El; 2] {
    let list = List { form, rows: model.releases, name: "releases", new: release, add: t::add_release(lang()), first: "version" };
    list.view(move |at, i, row| {
        let label = t::release(lang(), i + 1);
        let version = Field::line(form, &[at, ".version"].concat(), &t::release_version(lang(), &label), row.value("version"));
        let on = Field::date(form, &[at, ".published_on"].concat(), &t::release_on(lang(), &label), row.value("published_on"));
        Shown { label, fields: div("fields in-line").child(version.attr("spellcheck", "false").view()).child(on.view()), stays: false }
    })
}

/// Who answers for it.
pub(super) fn owner(form: Form, model: &Model) -> El {
    let people: Loaded<Page<Person>> = people::colleagues();
    let options = move || {
        let mut all = vec![(String::new(), t::nobody(lang()).to_owned())];
        if let Some(page) = people.get() {
            all.extend(page.items.iter().filter(|person| person.active).map(|person| (person.id.clone(), person.name.clone())));
        }
        all
    };
    let owner = Field::select_from(form, "owner_id", t::owner_label(lang()), model.value("owner_id"), options);
    let card = el("section").class("card").attr("aria-label", t::owner(lang()));
    card.child(owner.optional().hint(t::owner_hint(lang())).view())
}
