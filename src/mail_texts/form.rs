//! The fields of a text: its subject, where it is its own, and its sentence, each with the variables that it may have.

use std::rc::Rc;

use eyelevel_contract::{
    json::Json,
    mail_texts::{BODY_MAX, EditMailText, MailText, SUBJECT_MAX, validate},
    validate::Faults,
};
use eyelevel_texts::mail_words as t;

use super::variables;
use crate::{
    i18n::lang,
    ui::{
        el::{El, el, p},
        field::{Field, left},
        form::Form,
        reactive::Set,
        record::{As, Entry, Record, typed},
    },
};

const FIELDS: &[Entry] = &[("subject", As::Text), ("body", As::Text)];

/// A text while it is being edited.
#[derive(Clone)]
pub(super) struct Model {
    pub(super) main: Record,
    text: Rc<MailText>,
}

impl Model {
    /// Of the text that the server has.
    pub(super) fn new(text: &Json) -> Self {
        Self { main: Record::new(FIELDS, text), text: Rc::new(typed(text)) }
    }

    /// Other words.
    pub(super) fn put(&self, subject: &str, body: &str) {
        self.main.value("subject").set(subject.to_owned());
        self.main.value("body").set(body.to_owned());
    }

    /// What is sent.
    ///
    /// # Errors
    /// The faults by field.
    pub(super) fn edit(&self) -> Result<EditMailText, Faults> {
        validate(&typed(&self.main.json()), &self.text)
    }
}

/// The fields.
pub(super) fn fields(form: Form, model: &Model, text: &MailText) -> El {
    let card = el("section").class("card stack").attr("aria-label", t::words(lang()));
    let (subject, body) = (model.main.value("subject"), model.main.value("body"));
    let speaks = text.lang.word();
    let card = match &text.subject {
        Some(_) => {
            let field = Field::line(form, "subject", t::subject(lang()), subject).attr("lang", speaks).attr("autocomplete", "off");
            card.child(field.view()).child(left(subject, SUBJECT_MAX)).child(variables::list(
                form,
                "subject",
                t::into_subject(lang()),
                &text.subject_variables,
            ))
        }
        None => card.child(p("muted small", t::shared_subject(lang()))),
    };
    let field = Field::area(form, "body", t::body(lang()), body, 9).attr("lang", speaks);
    card.child(field.view()).child(left(body, BODY_MAX)).child(variables::list(form, "body", t::into_body(lang()), &text.body_variables))
}
