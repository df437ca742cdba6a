//! The partner asks for a later last day.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{AskLater, validate_later},
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
    i18n::{day, day_of, lang},
    requests::actions::Shown,
    ui::{
        el::{div, p},
        field::{Field, left},
        reactive::GetUntracked,
    },
};

pub(super) fn open(_: &Rc<DemoKit>, shown: &Shown) {
    let request = Rc::clone(&shown.request);
    let url = paths::later(&request.id);
    shown.dialog("later", t::later_title(lang()), t::later_submit(lang()), t::asked(lang())).open(move |form| {
        let (today, last) = (day_of(clock::now()), request.return_on);
        let (wanted, reason) = (form.value("return_on", ""), form.value("reason", ""));
        let hint = p("muted", &t::later_hint(lang(), &request.owner.name, last.map(day).unwrap_or_default()));
        let first = last.map_or(today, |last| last.max(today)).plus_days(1);
        let fields = div("stack")
            .child(hint)
            .child(Field::date(form, "return_on", t::later_day(lang()), wanted).attr("min", &first.to_string()).view())
            .child(Field::area(form, "reason", t::later_why(lang()), reason, 3).view())
            .child(left(reason, REASON_MAX));
        Content::new(fields, move || {
            let ask = AskLater { return_on: wanted.get_untracked().parse().ok(), reason: reason.get_untracked() };
            validate_later(&ask, last, today).map(|ask| Call::post(url.clone(), to_text(&ask)))
        })
    });
}
