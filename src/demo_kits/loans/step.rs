//! The next step with a loan that is overdue.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{NameStep, validate_step},
        paths,
    },
    json::to_text,
    requests::REASON_MAX,
};
use eyelevel_texts::loan_page as t;

use crate::{
    client::Call,
    clock,
    form_dialog::Content,
    i18n::{day_of, lang},
    requests::actions::Shown,
    ui::{
        el::div,
        field::{Field, left},
        reactive::GetUntracked,
    },
};

pub(super) fn open(_: &Rc<DemoKit>, shown: &Shown) {
    let url = paths::step(&shown.request.id);
    shown.dialog("step", t::step_title(lang()), t::step_submit(lang()), t::step_saved(lang())).open(move |form| {
        let today = day_of(clock::now());
        let (text, look_on) = (form.value("text", ""), form.value("look_on", &today.plus_days(3).to_string()));
        let fields = div("stack")
            .child(Field::area(form, "text", t::step_text(lang()), text, 3).hint(t::step_hint(lang())).view())
            .child(left(text, REASON_MAX))
            .child(Field::date(form, "look_on", t::step_day(lang()), look_on).attr("min", &today.plus_days(1).to_string()).view());
        Content::new(fields, move || {
            let step = NameStep { text: text.get_untracked(), look_on: look_on.get_untracked().parse().ok() };
            validate_step(&step, today).map(|step| Call::post(url.clone(), to_text(&step)))
        })
    });
}
