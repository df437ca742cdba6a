//! What often helps before a device is sent back. It is an offer: the form can be sent without touching it.

use std::rc::Rc;

use eyelevel_contract::checklist::{Answered, Tried};
use eyelevel_texts::{return_form as t, returns as words};

use super::{Shared, model::Device};
use crate::{
    i18n::lang,
    ui::{
        el::{Dynamic, El, dynamic, el, nothing, p},
        field::Field,
        reactive::{Get, RwSignal, effect, untrack},
    },
};

/// The steps of a device's product; nothing where it has none.
pub(super) fn view(parts: &Shared, i: usize, device: &Device) -> Dynamic {
    let (parts, device) = (Rc::clone(parts), device.clone());
    dynamic(move || {
        let asked = device.asked();
        untrack(|| if asked.is_empty() { nothing() } else { steps(&parts, i, &device, &asked) })
    })
}

fn steps(parts: &Shared, i: usize, device: &Device, asked: &[Answered]) -> El {
    let at = ["items.", &i.to_string(), ".checklist"].concat();
    let title = t::try_first(lang(), i64::try_from(asked.len()).unwrap_or(i64::MAX));
    parts.form.register(&at, &title, RwSignal::new(String::new()));
    // In a long list it is one line a device.
    let open = parts.model.devices.peek().len() == 1 || asked.iter().any(|step| step.answer != Tried::NotTried);
    let all = el("details").class("stack tight").flag("open", open).id(&parts.form.field_id(&at));
    let mut all =
        all.child(el("summary").child(title)).child(p("small muted", t::try_first_hint(lang()))).child(parts.form.error_view(&at));
    for (place, step) in asked.iter().enumerate() {
        let answer = RwSignal::new(step.answer.word().to_owned());
        let device = device.clone();
        effect(move || device.answer(place, Tried::from_word(&answer.get()).unwrap_or(Tried::NotTried)));
        let options = Tried::ALL.iter().map(|tried| (tried.word().to_owned(), words::tried(lang(), *tried).to_owned())).collect();
        let field = Field::radio(parts.form, &[&at, ".", &place.to_string()].concat(), &step.question, answer, options);
        all = all.child(field.view().class("field radios side-by-side"));
    }
    all
}
