//! The same step with each of the chosen requests, one after the other: each is checked, recorded and answered by itself, as if somebody had opened it.
//! Only what is safe is offered: a decision, a date and an answer are one request's own.

use std::{cell::RefCell, rc::Rc};

use eyelevel_contract::{
    json::to_text,
    people::Person,
    requests::{
        HandOver, Request, paths,
        rules::{Action, can},
        unread::{MARK_UNREAD, READ},
    },
};
use eyelevel_texts::{chosen as t, requests as tr};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    actions::{self, HandOverTo},
    chosen::{CHECK, Chosen},
};
use crate::{
    client::{self, Call},
    i18n::lang,
    reads, session, task,
    ui::{
        button, dialog,
        el::{El, div, dynamic, el, nothing, p, span},
        failure::Failure,
        form::Form,
        reactive::{Var, document},
        toast,
    },
    writes::MEMORY,
};

/// What can be done with what is chosen.
pub(super) fn part(_: &str) -> El {
    let Some(chosen) = Chosen::now() else { return nothing() };
    let count = dynamic(move || span("grow", &t::count(lang(), i64::try_from(chosen.get().len()).unwrap_or(0))));
    let actor = session::actor();
    let may = move || chosen.get().iter().any(|request| can(&actor, Action::HandOver, request).is_ok());
    let hand_over =
        button::primary(tr::hand_over(lang())).class("button primary small").bind_flag("hidden", move || !may()).on("click", move |_| {
            actions::colleagues(move |people| hand_over(chosen, &people));
        });
    let read = button::secondary(t::mark_read(lang())).class("button small").on("click", move |_| mark(chosen));
    let all = button::quiet(t::all(lang())).class("button quiet small").on("click", |_| choose_all());
    let none = button::quiet(t::none(lang())).class("button quiet small").on("click", move |_| chosen.clear());
    let bar = el("section").class("chosen-bar").attr("aria-label", t::title(lang()));
    bar.child(div("grow").attr("role", "status").child(count)).child(hand_over).child(read).child(all).child(none)
}

/// Every row that is shown.
fn choose_all() {
    let Ok(all) = document().query_selector_all(&["input.", CHECK, ":not(:checked)"].concat()) else { return };
    for check in (0..all.length()).filter_map(|n| all.item(n)?.dyn_into::<HtmlInputElement>().ok()) {
        check.click();
    }
}

/// What is chosen was seen; and the way back.
fn mark(chosen: Chosen) {
    let all = chosen.peek();
    task::spawn(async move {
        let many = each(&all, READ).await;
        reads::mine();
        chosen.clear();
        toast::offer(&t::marked(lang(), many), move || {
            task::spawn(async move {
                each(&all, MARK_UNREAD).await;
                reads::mine();
            });
        });
    });
}

/// Says of each that it was seen, or was not; of how many that has worked.
async fn each(all: &[Rc<Request>], verb: &str) -> i64 {
    let mut many = 0;
    for request in all {
        if Call::post(paths::verb(&request.id, verb), "{}".to_owned()).send().await.is_ok() {
            many += 1;
        }
    }
    many
}

/// How far it has come.
#[derive(Clone, Default)]
struct Progress {
    /// What is said.
    words: String,
    /// Numbers of requests that stay as they were, and why.
    stayed: Vec<(String, String)>,
}

/// A step with each of some requests.
struct Steps {
    chosen: Chosen,
    form: Form,
    progress: Var<Progress>,
    closer: dialog::Closer,
    /// A repetition of the same step carries the same key.
    keys: RefCell<Vec<(String, String)>>,
}

fn hand_over(chosen: Chosen, people: &[Person]) {
    let options = actions::owners(people, None);
    dialog::open(tr::hand_over(lang()), move |closer| {
        let form = Form::kept(MEMORY, "chosen-owner");
        let to = HandOverTo::new(form);
        let progress = Var::new(Progress::default());
        let steps = Rc::new(Steps { chosen, form, progress, closer, keys: RefCell::default() });
        let said = dynamic(move || outcome(&progress.get()));
        let act = move || match to.read() {
            Err(faults) => form.fault(&faults),
            Ok(body) => task::spawn(Rc::clone(&steps).run(body)),
        };
        let list = chosen.peek().iter().map(|request| request.number.clone()).collect::<Vec<_>>().join(", ");
        let fields = div("stack").child(p("small muted", &list)).child(to.fields(form, options, t::same_reason(lang())));
        let buttons = div("buttons").child(form.submit(tr::hand_over(lang())));
        form.element(act).child(form.summary()).child(fields).child(div("").attr("role", "status").child(said)).child(buttons)
    });
}

fn outcome(progress: &Progress) -> El {
    if progress.words.is_empty() {
        return nothing();
    }
    let line = |(number, why): &(String, String)| el("li").child(el("strong").child([number, ": "].concat())).child(why.as_str());
    let stayed = el("ul").class("stack tight").child(progress.stayed.iter().map(line).collect::<Vec<_>>());
    div("notice stack tight").child(p("", &progress.words)).child((!progress.stayed.is_empty()).then_some(stayed))
}

impl Steps {
    /// Hands each of them over. What has worked is chosen no more; what has not stays chosen, with the reason beside its number.
    async fn run(self: Rc<Self>, body: HandOver) {
        let all = self.chosen.peek();
        let body = to_text(&body);
        let many = i64::try_from(all.len()).unwrap_or(0);
        let (mut done, mut stayed) = (0, Vec::new());
        self.form.pending.set(true);
        for request in all.iter() {
            self.say(t::running(lang(), done, many), &stayed);
            match self.one(request, &body).await {
                Ok(()) => {
                    done += 1;
                    self.chosen.leave(&request.id);
                }
                Err(None) => break,
                Err(Some(why)) => stayed.push((request.number.clone(), why)),
            }
            // Closed: whoever did that wants no more of it.
            if self.form.is_gone() {
                break;
            }
        }
        reads::refresh();
        if self.form.is_gone() {
            return toast::say(&t::handed_over(lang(), done, many));
        }
        self.form.pending.set(false);
        if done == many {
            self.form.forgetting()();
            self.closer.close();
            return toast::say(&t::handed_over(lang(), done, many));
        }
        let words = if stayed.is_empty() { t::interrupted(lang(), done, many) } else { t::handed_over(lang(), done, many) };
        self.say(words, &stayed);
    }

    fn say(&self, words: String, stayed: &[(String, String)]) {
        self.progress.update(|progress| *progress = Progress { words, stayed: stayed.to_vec() });
    }

    /// One of them; `None`: there is no way to the server, and no use in going on.
    async fn one(&self, request: &Request, body: &str) -> Result<(), Option<String>> {
        if let Some(why) = button::why(can(&session::actor(), Action::HandOver, request)) {
            return Err(Some(why));
        }
        let call = Call::post(paths::verb(&request.id, paths::OWNER), body.to_owned()).key(self.key([&request.id, body].concat()));
        match call.send().await {
            Ok(_) => Ok(()),
            Err(Failure::Offline | Failure::SignedOut | Failure::Aborted) => Err(None),
            Err(Failure::Refused(refused)) if !refused.errors.is_empty() => {
                Err(Some(refused.errors.iter().flat_map(|(_, sentences)| sentences.clone()).collect::<Vec<_>>().join(" ")))
            }
            Err(failure) => Err(Some(failure.words())),
        }
    }

    fn key(&self, step: String) -> String {
        let mut keys = self.keys.borrow_mut();
        if let Some((_, key)) = keys.iter().find(|(known, _)| *known == step) {
            return key.clone();
        }
        let key = client::new_key();
        keys.push((step, key.clone()));
        key
    }
}
