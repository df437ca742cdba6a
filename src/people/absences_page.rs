//! Who of the vendor is away or will be, and who stands in.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    page::Page,
    people::{
        Person,
        absences::{Absence, DEPUTIES, NewAbsence, PATH, can_enter, one, validate},
    },
};
use eyelevel_texts::{absences as t, words};

use super::colleagues;
use crate::{
    client::Call,
    clock,
    form_dialog::{Content, FormDialog},
    i18n::{day, day_of, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, p},
        empty::empty,
        field::Field,
        loaded::Loaded,
        reactive::GetUntracked,
        status::{Tone, status},
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<Absence>> = reads::read(|| PATH.to_owned());
    let people = colleagues();
    let enter = dynamic(move || {
        let Some((people, there)) = people.get().zip(list.get()) else { return div("") };
        div("").child(button::explained(button::primary(t::new(lang())), None, move || open(&people.items, &there, list)))
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(enter);
    let shown = list.show(4, move |page| rows(page, list));
    div("page").child(head).child(p("muted", t::lead(lang()))).child(list.age()).child(div("stack").child(shown))
}

fn rows(page: &Page<Absence>, list: Loaded<Page<Absence>>) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let columns = [t::who(lang()), t::from_on(lang()), t::until_on(lang()), t::deputy(lang()), t::state(lang()), ""].map(Column::plain);
    let lines = page.items.iter().map(|absence| line(absence, list)).collect();
    table("absences-table", t::title(lang()), columns.into_iter().collect(), lines)
}

fn line(absence: &Absence, list: Loaded<Page<Absence>>) -> El {
    let is_now = absence.from_on <= day_of(clock::now());
    let (tone, state) = if is_now { (Tone::Owed, t::now(lang())) } else { (Tone::Calm, t::planned(lang())) };
    let end = can_enter(&session::actor(), &absence.person.id).then(|| {
        let url = one(&absence.id);
        let long = t::ends_named(lang(), &absence.person.name);
        button::quiet(t::ends(lang())).class("button quiet small").attr("aria-label", &long).on("click", move |_| {
            writes::act(Call::delete(&url), move |_| {
                toast::say(t::ended(lang()));
                list.again();
            });
        })
    });
    row([
        cell(t::who(lang()), absence.person.name.as_str()),
        cell(t::from_on(lang()), day(absence.from_on)),
        cell(t::until_on(lang()), day(absence.until_on)),
        cell(t::deputy(lang()), absence.deputy.name.as_str()),
        cell(t::state(lang()), status(tone, state)),
        cell("", div("buttons").child(end)),
    ])
}

fn open(people: &[Person], there: &Rc<Page<Absence>>, list: Loaded<Page<Absence>>) {
    let actor = session::actor();
    let (there, me) = (Rc::clone(there), session::me().id.clone());
    let choice = |fits: &dyn Fn(&Person) -> bool| {
        let mut options = vec![(String::new(), t::choose(lang()).to_owned())];
        for person in people.iter().filter(|person| person.active && fits(person)) {
            let roles = person.roles.iter().map(|role| words::role(lang(), *role)).collect::<Vec<_>>().join(", ");
            options.push((person.id.clone(), [&person.name, " (", &roles, ")"].concat()));
        }
        options
    };
    let who = choice(&|person| can_enter(&actor, &person.id));
    let deputies = choice(&|person| person.roles.iter().any(|role| DEPUTIES.contains(role)));
    // Who may enter nobody else's has nothing to choose.
    let own = who.len() == 2;
    let dialog = FormDialog {
        title: t::new(lang()).to_owned(),
        name: "absence".to_owned(),
        submit: t::new(lang()),
        done: t::entered(lang()),
        changed: Rc::new(move || list.again()),
    };
    dialog.open(move |form| {
        let person = form.value("person_id", if own { &me } else { "" });
        let (from, until) = (form.value("from_on", ""), form.value("until_on", ""));
        let deputy = form.value("deputy_id", "");
        let days = div("fields")
            .child(Field::date(form, "from_on", t::from_on(lang()), from).view())
            .child(Field::date(form, "until_on", t::until_on(lang()), until).view());
        let fields = div("stack")
            .child(Field::select(form, "person_id", t::who(lang()), person, who).view())
            .child(days)
            .child(Field::select(form, "deputy_id", t::deputy(lang()), deputy, deputies).view())
            .child(own.then(|| p("muted small", t::needs(lang()))));
        Content::new(fields, move || {
            let new = NewAbsence {
                person_id: person.get_untracked(),
                deputy_id: deputy.get_untracked(),
                from_on: from.get_untracked().parse().ok(),
                until_on: until.get_untracked().parse().ok(),
            };
            validate(&new, day_of(clock::now()), &there.items).map(|_| Call::post(PATH, to_text(&new)))
        })
    });
}
