use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, to_text},
    mail_texts::{MailText, MailTextChange, MailTextEdit, PAGE, can_keep, one},
};
use eyelevel_texts::mail_words as t;

use super::{
    form::{self, Model},
    preview,
};
use crate::{
    edit_form::{EditForm, Edited, Place, once},
    i18n::{lang, timestamp},
    router, session, task,
    ui::{
        button,
        el::{El, div, dynamic, el, p, span},
        empty::empty,
        form::Form,
        reactive::{ArcRwSignal, Get, Update, untrack},
        record::typed,
        toast,
    },
};

thread_local! {
    /// Saved so often: the form begins anew with what the server has then.
    static SAVED: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

const PLACE: Place = Place {
    name: "mail-text",
    all: eyelevel_contract::mail_texts::PATH,
    one,
    done: |_, _| {
        toast::say(t::saved(lang()));
        // Not within the answer to the form that is about to go.
        task::after(0, || SAVED.with(|saved| saved.update(|n| *n += 1)));
    },
};

pub(super) fn page(id: &str) -> El {
    router::title(t::title(lang()));
    if let Some(why) = button::why(can_keep(&session::actor())) {
        return div("page").child(el("h1").child(t::title(lang()))).child(empty(&why, None::<El>));
    }
    let id = id.to_owned();
    div("page mail-text").child(dynamic(move || {
        SAVED.with(Get::get);
        let id = id.clone();
        untrack(move || once(one(&id.clone()), move |text| edit(&id, text)))
    }))
}

fn edit(id: &str, json: &Rc<Json>) -> El {
    let text: Rc<MailText> = Rc::new(typed(json));
    let title = text.standard_subject.as_deref().unwrap_or_else(|| text.standard_body.lines().next().unwrap_or_default());
    router::title(title);
    let (form, model) = (Form::new(), Model::new(json));
    let edit = EditForm::new(form, Rc::new(model.clone()), PLACE, id, Some(json));
    let back = button::link("button quiet", PAGE, t::back(lang()));
    let head = div("page-head").child([el("h1").attr("lang", text.lang.word()).child(title), back]);
    let (filled, standard) = (model.clone(), Rc::clone(&text));
    let again = button::secondary(t::to_standard(lang())).on("click", move |_| {
        let before = untrack(|| filled.json());
        filled.put(standard.standard_subject.as_deref().unwrap_or_default(), &standard.standard_body);
        let undone = filled.clone();
        toast::offer(t::standard_again(lang()), move || undone.fill(&before));
    });
    let main = div("stack")
        .child(form.summary())
        .child(edit.theirs())
        .child(form::fields(form, &model, &text))
        .child(div("row").child(edit.buttons()).child(again));
    let side = div("stack").child(preview::card(&model, &text)).child(history(&text));
    div("stack").child(head).child(p("muted", t::facts_stay(lang()))).child(edit.element().class("columns edit-form").child([main, side]))
}

fn history(text: &MailText) -> El {
    let card = el("section").class("card").attr("aria-label", t::history(lang())).child(el("h2").child(t::history(lang())));
    if text.history.is_empty() {
        return card.child(p("muted", t::never(lang())));
    }
    card.child(el("ol").class("plain stack").child(text.history.iter().map(edited).collect::<Vec<_>>()))
}

fn edited(edit: &MailTextEdit) -> El {
    let by = edit.by.as_ref().map_or_else(String::new, |by| by.name.clone());
    let line = p("small", &t::changed(lang(), timestamp(edit.at), by));
    el("li").class("stack tight").child(line).child(edit.changes.iter().map(change).collect::<Vec<_>>())
}

fn change(change: &MailTextChange) -> El {
    let part = if change.field == "subject" { t::subject(lang()) } else { t::body(lang()) };
    let said = |label: &str, words: &Option<String>| {
        div("").child(el("dt").child(label)).child(el("dd").class("pre").child(words.as_deref().unwrap_or_default()))
    };
    let facts = el("dl").class("small").child([said(t::before(lang()), &change.before), said(t::after(lang()), &change.after)]);
    el("details").child(el("summary").class("small").child(span("", part))).child(facts)
}

impl Edited for Model {
    fn json(&self) -> Json {
        self.main.json()
    }

    fn fill(&self, json: &Json) {
        self.main.fill(json);
    }

    fn check(&self) -> Result<String, crate::ui::failure::Errors> {
        self.edit().map(|edit| to_text(&edit)).map_err(|faults| crate::ui::form::in_words(&faults))
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        Self::new(theirs).json()
    }
}
