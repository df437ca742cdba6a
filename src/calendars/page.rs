use std::rc::Rc;

use eyelevel_contract::{calendars::paths, calendars::rules::can_keep_calendars, json::Json};
use eyelevel_texts::calendar_page as t;

use super::{
    fields,
    model::{self, Model},
    policies, preview,
};
use crate::{
    edit_form::{EditForm, once},
    i18n::lang,
    reads, router, session, task,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        empty::empty,
        form::Form,
        loaded::Loaded,
        reactive::{ArcRwSignal, Get, Update, Var, effect, untrack},
    },
};

thread_local! {
    /// Saved so often: the forms begin anew with what the server has then.
    static SAVED: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Something has been saved.
pub(super) fn saved() {
    // Not within the answer to the form that is about to go.
    task::after(0, || SAVED.with(|saved| saved.update(|n| *n += 1)));
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_keep_calendars(&session::actor())) {
        return div("page calendars").child(head).child(empty(&why, None::<El>));
    }
    let forms = dynamic(|| {
        SAVED.with(Get::get);
        untrack(forms)
    });
    div("page calendars").child(head).child(p("muted", t::lead(lang()))).child(div("").child(forms))
}

/// Both forms, when both have been read.
fn forms() -> El {
    let policies: Loaded<Json> = reads::read(|| paths::POLICIES.to_owned());
    let first: Var<Option<Rc<Json>>> = Var::new(None);
    effect(move || {
        let read = policies.get();
        if first.peek().is_none() && read.is_some() {
            first.set(read);
        }
    });
    let calendar = once(paths::CALENDAR.to_owned(), move |calendar| {
        let calendar = Rc::clone(calendar);
        div("").child(dynamic(move || match &*first.get() {
            Some(policies) => untrack(|| both(&calendar, policies)),
            None => div("").child(policies.show_headed(6, |_| nothing())),
        }))
    });
    calendar.class("stack")
}

fn both(calendar: &Rc<Json>, policies: &Rc<Json>) -> El {
    let (form, model) = (Form::new(), Model::new(calendar));
    let edit = EditForm::new(form, Rc::new(model.clone()), model::PLACE, "current", Some(calendar));
    let (rows_form, rows) = (Form::new(), policies::Model::new(policies));
    let rows_edit = EditForm::new(rows_form, Rc::new(rows.clone()), policies::PLACE, "current", Some(policies));
    let seen = preview::Seen::follow(&model, &rows);
    let main = div("stack").child(form.summary()).child(edit.theirs()).child(fields::main(form, &model)).child(edit.buttons());
    let side = div("stack").child(fields::holidays(&model, &seen));
    let promises = div("stack")
        .child(rows_form.summary())
        .child(rows_edit.theirs())
        .child(policies::view(rows_form, &rows))
        .child(rows_edit.buttons());
    div("stack wide-gap")
        .child(edit.element().class("columns edit-form").attr("aria-label", t::calendar(lang())).child([main, side]))
        .child(
            div("columns")
                .child(rows_edit.element().class("edit-form").attr("aria-label", t::policies(lang())).child(promises))
                .child(preview::card(&seen, &rows)),
        )
}
