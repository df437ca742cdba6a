//! The mail as it would be sent: asked of the server a moment after something was typed, so that it is made as real mails are.

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    mail_texts::{LetterPreview, MailText, preview},
};
use eyelevel_texts::mail_words as t;

use super::form::Model;
use crate::{
    client::Call,
    i18n::lang,
    task,
    ui::{
        el::{El, div, dynamic, el, p},
        reactive::{Var, effect},
    },
};

/// Milliseconds after the last letter.
const PAUSE: u32 = 350;

/// The card with the mail, which follows the form.
pub(super) fn card(model: &Model, text: &MailText) -> El {
    // None while something does not fit.
    let answer: Var<Option<LetterPreview>> = Var::new(None);
    let (model, id, asked) = (model.clone(), text.id.clone(), Rc::new(RefCell::new(String::new())));
    effect(move || {
        let Ok(edit) = model.edit() else {
            asked.borrow_mut().clear();
            return answer.set(None);
        };
        let body = to_text(&edit);
        asked.borrow_mut().clone_from(&body);
        let (asked, url) = (Rc::clone(&asked), preview(&id));
        // The first one at once.
        task::after(if answer.peek().is_none() { 0 } else { PAUSE }, move || {
            if *asked.borrow() == body {
                task::spawn(ask(answer, Rc::clone(&asked), url, body.clone()));
            }
        });
    });
    let speaks = text.lang.word();
    let shown = dynamic(move || match &*answer.get() {
        None => p("muted", t::preview_waits(lang())),
        Some(mail) => div("letter")
            .attr("lang", speaks)
            .child(el("p").class("letter-subject").child(mail.subject.as_str()))
            .child(el("p").class("pre letter-body").child(mail.body.as_str())),
    });
    el("section")
        .class("card")
        .attr("aria-label", t::preview(lang()))
        .child(el("h2").child(t::preview(lang())))
        .child(p("muted small", t::preview_hint(lang())))
        .child(shown)
}

async fn ask(answer: Var<Option<LetterPreview>>, asked: Rc<RefCell<String>>, url: String, body: String) {
    let said = Call::post(&*url, body.clone()).send().await;
    // The page may be gone by now: `update` does nothing then.
    if *asked.borrow() == body {
        answer.update(|now| *now = said.ok().and_then(|text| from_text::<LetterPreview>(&text)));
    }
}
