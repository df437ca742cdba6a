//! Closed days from a calendar file: looked at by the server, put into the form, saved with it.

use eyelevel_contract::{
    calendars::{ClosedRead, paths},
    json::from_text,
};
use eyelevel_texts::calendar_page as t;
use web_sys::FileList;

use super::model::Model;
use crate::{
    client::Call,
    i18n::lang,
    task,
    ui::{
        el::{El, div, dynamic, nothing, p},
        failure::Failure,
        file_zone::FileZone,
        form::Form,
        reactive::Var,
        toast,
    },
};

/// Where a file is chosen or dropped, and what is wrong with it.
pub(super) fn upload(form: Form, model: &Model) -> El {
    let wrong = Var::new(String::new());
    let said = dynamic(move || {
        let words = wrong.get();
        if words.is_empty() { nothing() } else { p("field-error", &words).attr("role", "alert") }
    });
    let model = model.clone();
    let zone = FileZone {
        label: t::choose_file(lang()),
        class: "button",
        hint: t::file_hint(lang()),
        accept: ".ics,text/calendar",
        multiple: false,
    };
    zone.view(move |files| take(form, &model, &files, wrong), div("").child(said))
}

fn take(form: Form, model: &Model, files: &FileList, wrong: Var<String>) {
    let Some(file) = files.get(0) else { return };
    wrong.set(String::new());
    let model = model.clone();
    task::spawn(async move {
        let answer = Call::post_file(paths::READ, file, "text/calendar").send().await;
        if form.is_gone() {
            return;
        }
        match answer {
            Ok(text) => {
                let read = from_text::<ClosedRead>(&text).map(|read| read.closed).unwrap_or_default();
                let new = crate::ui::reactive::untrack(|| model.add(&read));
                toast::say(&t::file_read(lang(), i64::try_from(new).unwrap_or(i64::MAX)));
            }
            Err(failure) => wrong.set(match &failure {
                Failure::Refused(refused) if !refused.errors.is_empty() => refused.errors[0].1.join(" "),
                failure => failure.words(),
            }),
        }
    });
}
