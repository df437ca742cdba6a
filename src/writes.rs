//! Sending forms and carrying out actions: errors find their place, and nothing that was typed is lost.

use eyelevel_texts::{problems, ui as t};

use crate::ui::reactive::Set;
use crate::{
    client::{self, Call},
    i18n::lang,
    store, task,
    ui::{
        failure::Failure,
        form::{Form, Memory},
        toast,
    },
};

/// Where forms keep what is typed: in the browser, for this person.
pub(crate) const MEMORY: Memory = Memory { get: store::get, set: store::set, remove: store::remove };

/// Sends a form. `done` gets the answer; what goes wrong is shown in the form, and its fields keep what was typed.
pub(crate) fn submit(form: Form, call: Call, done: impl FnOnce(&str) + 'static) {
    submit_boxed(form, call, Box::new(done), Box::new(move |failure| show(form, failure)));
}

/// The same, for who shows some failures otherwise.
pub(crate) fn submit_or(form: Form, call: Call, done: impl FnOnce(&str) + 'static, failed: impl FnOnce(Failure) + 'static) {
    submit_boxed(form, call, Box::new(done), Box::new(failed));
}

fn submit_boxed(form: Form, call: Call, done: Box<dyn FnOnce(&str)>, failed: Box<dyn FnOnce(Failure)>) {
    let call = if call.needs_key() {
        let key = form.key(call.body(), client::new_key);
        call.key(key)
    } else {
        call
    };
    form.pending.set(true);
    form.notice.set(String::new());
    let forget = form.forgetting();
    task::spawn(async move {
        let answer = call.send().await;
        form.pending.set(false);
        match answer {
            Ok(text) => {
                forget();
                done(&text);
            }
            // Its dialog was closed meanwhile: what was typed is kept all the same.
            Err(failure) if form.is_gone() => toast::say(&[t::not_sent(lang()), " ", &failure.words()].concat()),
            Err(failure) => failed(failure),
        }
    });
}

/// Shows in a form why it was not sent.
pub(crate) fn show(form: Form, failure: Failure) {
    match failure {
        Failure::SignedOut | Failure::Aborted => {}
        Failure::Offline => form.notice.set(t::not_sent(lang()).to_owned()),
        Failure::Refused(refused) if !refused.errors.is_empty() => form.wrong(refused.errors),
        Failure::Refused(refused) if refused.status == 412 => form.notice.set(problems::changed_meanwhile(lang()).to_owned()),
        other => {
            form.notice.set([t::not_sent(lang()), " ", &other.words()].concat());
        }
    }
}

/// Carries out a lone action (no form): what goes wrong is said in passing.
pub(crate) fn act(call: Call, done: impl FnOnce(&str) + 'static) {
    let done: Box<dyn FnOnce(&str)> = Box::new(done);
    task::spawn(async move {
        match call.send().await {
            Ok(text) => done(&text),
            Err(failure) => {
                let words = failure.words();
                if !words.is_empty() {
                    toast::say(&words);
                }
            }
        }
    });
}
