//! The statement that is sent each month: to whom, what became of it, and who gets it from now on.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    statements::{Monthly, Pins, Reader, SentStatus, SentTo, paths, validate_pins},
};
use eyelevel_texts::{common, format, statement_monthly as t};

use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::{date, lang, timestamp},
    reads,
    ui::{
        button,
        el::{El, div, el, p},
        field::Field,
        loaded::Loaded,
        reactive::GetUntracked,
        table::{Column, cell, row, table},
    },
};

/// What a ticked field holds.
const YES: &str = "on";

/// The section of an account's page.
pub(super) fn monthly(id: &str) -> El {
    let (url, id) = (paths::monthly(id), id.to_owned());
    let monthly: Loaded<Monthly> = reads::read(move || url.clone());
    let shown = monthly.show_quietly(2, move |found| section(monthly, &id, found));
    div("monthly").child(shown)
}

fn section(loaded: Loaded<Monthly>, id: &str, monthly: &Rc<Monthly>) -> El {
    let names: Vec<&str> = monthly.readers.iter().filter(|reader| reader.pinned).map(|reader| reader.person.name.as_str()).collect();
    let to = if names.is_empty() { t::to_nobody(lang()).to_owned() } else { t::to(lang(), names.join(", ")) };
    let choose = monthly.pins.then(|| {
        let (id, readers) = (id.to_owned(), monthly.readers.clone());
        button::secondary(t::choose(lang())).on("click", move |_| choose(loaded, &id, &readers))
    });
    let head = div("section-head").child(el("h2").child(t::title(lang()))).child(choose);
    let lead = p("muted", &t::lead(lang(), date(monthly.next_on)));
    let section = el("section").class("stack").child(head).child(lead).child(p("", &to));
    if monthly.sendings.is_empty() {
        return section.child(p("small muted", t::none_sent(lang())));
    }
    let rows = monthly.sendings.iter().flat_map(|sending| {
        sending.recipients.iter().map(|to| {
            let month = cell(t::month(lang()), format::month_long(lang(), sending.month));
            row(month).child(cell(t::person(lang()), to.person.name.as_str())).child(cell(t::status(lang()), status(to)))
        })
    });
    let columns = [t::month(lang()), t::person(lang()), t::status(lang())].map(Column::plain);
    section.child(table("sendings-table", t::title(lang()), columns.into(), rows.collect()))
}

fn status(to: &SentTo) -> String {
    match (to.status, to.at) {
        (SentStatus::Sent, Some(at)) => t::sent(lang(), timestamp(at)),
        (SentStatus::Waiting | SentStatus::Sent, _) => t::waiting(lang()).to_owned(),
        (SentStatus::Failed, _) => t::failed(lang()).to_owned(),
        (SentStatus::Withheld, _) => t::withheld(lang()).to_owned(),
    }
}

/// Who gets it from now on.
fn choose(loaded: Loaded<Monthly>, id: &str, readers: &[Reader]) {
    let (url, readers) = (paths::monthly(id), readers.to_vec());
    let name = ["monthly:", id].concat();
    let changed = Rc::new(move || loaded.again());
    let title = t::choose_title(lang()).to_owned();
    FormDialog { title, name, submit: common::save(lang()), done: t::chosen(lang()), changed }.open(move |form| {
        let mut fields = div("stack").child(p("muted", t::choose_why(lang())));
        let mut chosen = Vec::new();
        for (place, reader) in readers.iter().enumerate() {
            let path = ["person_ids.", &place.to_string()].concat();
            let value = form.value(&path, if reader.pinned { YES } else { "" });
            fields = fields.child(Field::check(form, &path, &reader.person.name, value).view());
            chosen.push((reader.person.id.clone(), value));
        }
        Content::new(fields, move || {
            let person_ids = chosen.iter().filter(|(_, value)| !value.get_untracked().is_empty()).map(|(id, _)| id.clone()).collect();
            Ok(Call::post(url.clone(), to_text(&validate_pins(&Pins { person_ids })?)))
        })
    });
}
