//! A no, with its reason, and an alternative or the plain word that there is none.

use eyelevel_contract::{requests::REASON_MAX, validate::Faults};
use eyelevel_texts::requests as t;

use super::actions::Shown;
use crate::ui::reactive::GetUntracked;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    ui::{
        el::div,
        field::{Field, left},
    },
};

/// Gives the body of the call, or what is wrong.
type Body = Box<dyn Fn(&No) -> Result<String, Faults>>;

/// A no, as typed.
#[derive(Clone)]
pub(crate) struct No {
    /// Why.
    pub reason: String,
    /// What else is possible.
    pub alternative: String,
    /// Nothing else is.
    pub no_alternative: bool,
}

/// Asks for it, checks it by the kind's rules (`body` gives the body of the call to `url`, or the faults), and sends it.
pub(crate) fn open(shown: &Shown, url: String, body: impl Fn(&No) -> Result<String, Faults> + 'static) {
    let body: Body = Box::new(body);
    shown.dialog("decline", t::no_title(lang()), t::no_title(lang()), t::declined(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let alternative = form.value("alternative", "");
        let none = form.value("no_alternative", "");
        let fields = div("stack")
            .child(Field::area(form, "reason", t::reason_for_partner(lang()), reason, 3).view())
            .child(left(reason, REASON_MAX))
            .child(Field::area(form, "alternative", t::instead(lang()), alternative, 2).view())
            .child(Field::check(form, "no_alternative", t::nothing_instead(lang()), none).view());
        Content::new(fields, move || {
            let no = No {
                reason: reason.get_untracked(),
                alternative: alternative.get_untracked(),
                no_alternative: !none.get_untracked().is_empty(),
            };
            body(&no).map(|body| Call::post(url.clone(), body))
        })
    });
}
