//! Inviting somebody, and changing what they may do.

use std::rc::Rc;

use crate::ui::reactive::{GetUntracked, RwSignal};
use eyelevel_contract::{
    ids::Id,
    json::to_text,
    lang::Lang,
    page::Page,
    people::{EditPerson, NewPerson, OrganisationKind, Person, Role, paths, rules::roles_of, validate_edit, validate_person},
};
use eyelevel_texts::{common, people as t, words};

use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    ui::{
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::Form,
        loaded::Loaded,
    },
};

type Value = RwSignal<String>;

/// What both forms hold.
#[derive(Clone)]
struct Fields {
    form: Form,
    name: Value,
    roles: Vec<(Role, Value)>,
    lang: Value,
}

impl Fields {
    fn new(form: Form, kind: OrganisationKind, name: &str, held: &[Role], spoken: Lang) -> Self {
        let role = |role: &Role| {
            let initial = if held.contains(role) { "on" } else { "" };
            (*role, form.value(&["roles.", role.word()].concat(), initial))
        };
        let roles = roles_of(kind).iter().map(role).collect();
        Self { form, name: form.value("name", name), roles, lang: form.value("lang", spoken.word()) }
    }

    fn edit(&self) -> EditPerson {
        let held = self.roles.iter().filter(|(_, on)| !on.get_untracked().is_empty());
        let lang = Lang::from_word(&self.lang.get_untracked()).unwrap_or(Lang::De);
        EditPerson { name: self.name.get_untracked(), roles: held.map(|(role, _)| *role).collect(), lang }
    }

    /// Name; the roles as a group, each with what it means; language.
    fn views(&self) -> [El; 3] {
        let form = self.form;
        let id = form.field_id("roles");
        let error_id = [&id, "-error"].concat();
        let checks = self.roles.iter().map(|(role, on)| {
            let path = ["roles.", role.word()].concat();
            Field::check(form, &path, words::role(lang(), *role), *on).hint(super::meaning(*role)).view()
        });
        let checks: Vec<_> = checks.collect();
        form.register("roles", t::roles(lang()), self.lang);
        let error = {
            let error_id = error_id.clone();
            dynamic(move || form.error("roles").map_or_else(nothing, |words| span("field-error", &words).id(&error_id)))
        };
        let group = el("fieldset")
            .class("field radios")
            .id(&id)
            .attr("tabindex", "-1")
            .bind("aria-describedby", move || form.error("roles").map(|_| error_id.clone()))
            .child(el("legend").child(t::roles(lang())))
            .child(checks)
            .child(error);
        let languages = [Lang::De, Lang::En].map(|l| (l.word().to_owned(), super::language(l).to_owned())).to_vec();
        let name = Field::line(form, "name", t::name(lang()), self.name).view();
        [name, group, Field::select(form, "lang", t::lang(lang()), self.lang, languages).view()]
    }
}

/// Invites somebody to an organisation.
pub(super) fn invite(organisation_id: Id, kind: OrganisationKind, list: Loaded<Page<Person>>) {
    let dialog = FormDialog {
        title: t::invite_title(lang()).to_owned(),
        name: ["invite:", &organisation_id].concat(),
        submit: t::invite_send(lang()),
        done: t::invitation_sent(lang()),
        changed: Rc::new(move || list.again()),
    };
    dialog.open(move |form| {
        let fields = Fields::new(form, kind, "", &[], lang());
        let email = form.value("email", "");
        let [name, roles, spoken] = fields.views();
        let email_view = Field::email(form, "email", t::email(lang()), email).view();
        let hint = p("muted small", t::invite_hint(lang()));
        let all = div("stack").child([name, email_view, roles, spoken, hint]);
        Content::new(all, move || {
            let EditPerson { name, roles, lang } = fields.edit();
            let new = NewPerson { name, email: email.get_untracked(), organisation_id: organisation_id.clone(), roles, lang };
            Ok(Call::post(paths::PEOPLE, to_text(&validate_person(&new, kind)?)))
        })
    });
}

/// Changes a person's name, roles and language.
pub(super) fn edit(person: &Person, kind: OrganisationKind, list: Loaded<Page<Person>>) {
    let person = person.clone();
    let dialog = FormDialog {
        title: t::edit_title(lang(), &person.name),
        name: ["person:", &person.id].concat(),
        submit: common::save(lang()),
        done: t::saved(lang()),
        changed: Rc::new(move || list.again()),
    };
    dialog.open(move |form| {
        let fields = Fields::new(form, kind, &person.name, &person.roles, person.lang);
        Content::new(div("stack").child(fields.views()), move || {
            let edit = validate_edit(&fields.edit(), kind)?;
            Ok(Call::put(paths::person(&person.id), person.version, to_text(&edit)))
        })
    });
}
