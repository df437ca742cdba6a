//! Inviting somebody, and changing what they may do.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    json::{Json, to_text},
    lang::Lang,
    page::Page,
    people::{OrganisationKind, Person, Role, paths, rules::roles_of, validate_edit, validate_person},
};
use eyelevel_texts::{common, people as t, words};

use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    ui::{
        el::{El, div, el, p},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::GetUntracked,
        record::{Value, typed},
    },
};

/// What both forms hold.
struct Fields {
    form: Form,
    name: Value,
    roles: Vec<(Role, Value)>,
    lang: Value,
}

impl Fields {
    fn new(form: Form, kind: OrganisationKind, name: &str, held: &[Role], spoken: Lang) -> Self {
        let mut roles = Vec::new();
        for role in roles_of(kind) {
            let initial = if held.contains(role) { "on" } else { "" };
            roles.push((*role, form.value(&["roles.", role.word()].concat(), initial)));
        }
        Self { form, name: form.value("name", name), roles, lang: form.value("lang", spoken.word()) }
    }

    /// What is sent.
    fn json(&self) -> Json {
        let mut roles = Vec::new();
        for (role, on) in &self.roles {
            if !on.get_untracked().is_empty() {
                roles.push(Json::Text(role.word().to_owned()));
            }
        }
        let mut json = Json::Null;
        json.put("name", Json::Text(self.name.get_untracked()));
        json.put("roles", Json::List(roles));
        json.put("lang", Json::Text(self.lang.get_untracked()));
        json
    }

    fn name(&self) -> El {
        Field::line(self.form, "name", t::name(lang()), self.name).view()
    }

    /// The roles as a group, each with what it means; the language.
    fn rest(&self) -> [El; 2] {
        let form = self.form;
        let id = form.field_id("roles");
        let mut group = el("fieldset").class("field radios").id(&id).attr("tabindex", "-1").child(el("legend").child(t::roles(lang())));
        for (role, on) in &self.roles {
            let path = ["roles.", role.word()].concat();
            group = group.child(Field::check(form, &path, words::role(lang(), *role), *on).hint(super::meaning(*role)).view());
        }
        form.register("roles", t::roles(lang()), self.lang);
        let error_id = [&id, "-error"].concat();
        let group = group.child(form.error_view("roles")).bind("aria-describedby", move || form.error("roles").map(|_| error_id.clone()));
        let languages = [Lang::De, Lang::En].map(|l| (l.word().to_owned(), super::language(l).to_owned())).to_vec();
        [group, Field::select(form, "lang", t::lang(lang()), self.lang, languages).view()]
    }
}

fn dialog(title: String, name: String, submit: &'static str, done: &'static str, list: Loaded<Page<Person>>) -> FormDialog {
    FormDialog { title, name, submit, done, changed: Rc::new(move || list.again()) }
}

/// Invites somebody to an organisation.
pub(super) fn invite(organisation_id: Id, kind: OrganisationKind, list: Loaded<Page<Person>>) {
    let name = ["invite:", &organisation_id].concat();
    dialog(t::invite_title(lang()).to_owned(), name, t::invite_send(lang()), t::invitation_sent(lang()), list).open(move |form| {
        let fields = Fields::new(form, kind, "", &[], lang());
        let email = form.value("email", "");
        // In the order in which they stand: the summary of what is wrong follows it.
        let first = [fields.name(), Field::email(form, "email", t::email(lang()), email).view()];
        let all = div("stack").child(first).child(fields.rest()).child(p("muted small", t::invite_hint(lang())));
        Content::new(all, move || {
            let mut json = fields.json();
            json.put("email", Json::Text(email.get_untracked()));
            json.put("organisation_id", Json::Text(organisation_id.clone()));
            validate_person(&typed(&json), kind).map(|new| Call::post(paths::PEOPLE, to_text(&new)))
        })
    });
}

/// Changes a person's name, roles and language.
pub(super) fn edit(person: &Person, kind: OrganisationKind, list: Loaded<Page<Person>>) {
    let person = person.clone();
    let name = ["person:", &person.id].concat();
    dialog(t::edit_title(lang(), &person.name), name, common::save(lang()), t::saved(lang()), list).open(move |form| {
        let fields = Fields::new(form, kind, &person.name, &person.roles, person.lang);
        Content::new(div("stack").child(fields.name()).child(fields.rest()), move || {
            validate_edit(&typed(&fields.json()), kind).map(|edit| Call::put(paths::person(&person.id), person.version, to_text(&edit)))
        })
    });
}
