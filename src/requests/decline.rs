//! A no, with its reason, and an alternative or the plain word that there is none.

use std::rc::Rc;

use eyelevel_contract::{requests::REASON_MAX, validate::Faults};
use eyelevel_texts::requests as t;
use leptos::prelude::GetUntracked;

use super::actions::Shown;
use crate::{
    client::Call,
    i18n::lang,
    ui::{
        dialog,
        el::div,
        field::{Field, left},
        toast,
    },
    writes,
};

/// A no, as typed.
#[derive(Clone)]
pub struct No {
    /// Why.
    pub reason: String,
    /// What else is possible.
    pub alternative: String,
    /// Nothing else is.
    pub no_alternative: bool,
}

/// Asks for it, checks it by the kind's rules (`body` gives the body of the call to `url`, or the faults), and sends it.
pub fn open(shown: &Shown, url: String, body: impl Fn(&No) -> Result<String, Faults> + 'static) {
    let body: Box<dyn Fn(&No) -> Result<String, Faults>> = Box::new(body);
    let shown = shown.clone();
    dialog::open(t::no_title(lang()), move |closer| {
        let form = shown.form("decline");
        let reason = form.value("reason", "");
        let alternative = form.value("alternative", "");
        let none = form.value("no_alternative", "");
        let act = move || {
            let no = No {
                reason: reason.get_untracked(),
                alternative: alternative.get_untracked(),
                no_alternative: !none.get_untracked().is_empty(),
            };
            match body(&no) {
                Err(faults) => form.fault(&faults),
                Ok(body) => {
                    let (closer, changed) = (closer.clone(), Rc::clone(&shown.changed));
                    writes::submit(form, Call::post(url.clone(), body), move |_| {
                        closer.close();
                        toast::say(t::declined(lang()));
                        changed();
                    });
                }
            }
        };
        let element = form.element(act).child(form.summary());
        element
            .child(Field::area(form, "reason", t::reason_for_partner(lang()), reason, 3).view())
            .child(left(reason, REASON_MAX))
            .child(Field::area(form, "alternative", t::instead(lang()), alternative, 2).view())
            .child(Field::check(form, "no_alternative", t::nothing_instead(lang()), none).view())
            .child(div("buttons").child(form.submit(t::no_title(lang()))))
    });
}
