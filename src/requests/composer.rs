//! Writing into the thread. The text is kept as it is typed; files go to the request as soon as they are chosen.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    requests::{MESSAGE_MAX, NewMessage, paths, rules::Action},
    validate::Faults,
};
use eyelevel_texts::requests as t;

use crate::ui::reactive::{Get, GetUntracked, Set};
use crate::{
    attachments::{self, Owner},
    client::Call,
    i18n::lang,
    ui::{
        el::{El, div, text},
        field::Field,
        form::Form,
        toast,
    },
    writes::{self, MEMORY},
};

/// The composer of a request. `may` says what the reader may do, once that is known: it is hidden from who only reads.
pub(super) fn composer(id: &str, changed: Rc<dyn Fn()>, may: impl Fn(Action) -> bool + Copy + 'static) -> El {
    let form = Form::kept(MEMORY, &["message:", id].concat());
    let message = form.value("text", "");
    let internal = form.value("internal", "");
    let files = attachments::uploader(Owner::Request(id.to_owned()), Rc::clone(&changed));
    let id = id.to_owned();
    let act = move || {
        let mut faults = Faults::new();
        let text = faults.text("text", &message.get_untracked(), MESSAGE_MAX);
        if !faults.is_empty() {
            form.fault(&faults);
            return;
        }
        let body = NewMessage { text, internal: !internal.get_untracked().is_empty() };
        let changed = Rc::clone(&changed);
        writes::submit(form, Call::post(paths::messages(&id), to_text(&body)), move |_| {
            message.set(String::new());
            internal.set(String::new());
            toast::say(t::sent(lang()));
            changed();
        });
    };
    let note = Field::check(form, "internal", t::internal_note(lang()), internal).view().bind_flag("hidden", move || !may(Action::Note));
    let send =
        form.submit("").child(text(move || if internal.get().is_empty() { t::send(lang()) } else { t::save_note(lang()) }.to_owned()));
    let field = Field::area(form, "text", t::write_label(lang()), message, 3).view();
    let element = form.element(act).child(form.summary()).child(field).child(note).child(div("row").child(send).child(files));
    div("card composer")
        .bind_flag("hidden", move || !may(Action::Write))
        .bind("data-internal", move || (!internal.get().is_empty()).then(String::new))
        .child(element)
}
