//! A page on which one thing is edited as a whole: what is typed is kept in the browser until it is saved, and where somebody else has saved
//! meanwhile, both versions are shown and the person chooses.

use std::rc::Rc;

use eyelevel_contract::json::{Json, Wire, parse, to_text};
use eyelevel_texts::{common, drafts as t};

use crate::{
    client::Call,
    i18n::lang,
    reads, store,
    ui::{
        button,
        el::{Dynamic, El, div, dynamic, nothing, p},
        failure::{Errors, Failure},
        form::Form,
        loaded::Loaded,
        reactive::{Var, effect, untrack},
        record::typed,
        toast,
        versions::{Fields, versions},
    },
    writes,
};

/// What is edited.
pub(crate) trait Edited {
    /// What stands in the form. Whoever reads it follows every field.
    fn json(&self) -> Json;

    /// Shows this, as [`Edited::json`] gives it.
    fn fill(&self, json: &Json);

    /// What is sent, or what is wrong with it.
    ///
    /// # Errors
    /// By field.
    fn check(&self) -> Result<String, Errors>;

    /// What the server has, as the form would hold it: an edit that changes nothing.
    fn unchanged(&self, theirs: &Json) -> Json;

    /// Where what is wrong stands in the form.
    fn place(&self, errors: Errors) -> Errors {
        errors
    }
}

/// Where it is kept and sent.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// Its name in the browser.
    pub(crate) name: &'static str,
    /// Where a new one is sent.
    pub(crate) all: &'static str,
    /// Where one is read and changed.
    pub(crate) one: fn(&str) -> String,
    /// It has arrived: its id, and whether it is new.
    pub(crate) done: fn(&str, bool),
}

/// An edit; without an id it is a new one.
pub(crate) struct EditForm {
    form: Form,
    edited: Rc<dyn Edited>,
    place: Place,
    id: String,
    /// The server's version that it is based on.
    version: Var<i64>,
    /// What the server has, as the form writes it.
    saved: Var<String>,
    /// Somebody else's edit, until the person has chosen.
    other: Var<Option<Rc<Json>>>,
}

fn version(json: &Json) -> i64 {
    typed(json.get("version"))
}

/// The form of one thing, made once: what is read later must not overwrite what is being typed. The server tells of it when it is saved.
pub(crate) fn once(url: String, form: impl Fn(&Rc<Json>) -> El + 'static) -> El {
    let read: Loaded<Json> = reads::read(move || url.clone());
    let first: Var<Option<Rc<Json>>> = Var::new(None);
    effect(move || {
        let read = read.get();
        if first.peek().is_none() && read.is_some() {
            first.set(read);
        }
    });
    div("page").child(dynamic(move || match &*first.get() {
        Some(json) => untrack(|| form(json)),
        None => div("").child(read.show_headed(6, |_| nothing())),
    }))
}

impl EditForm {
    /// An edit of what the server has; `edited` holds that.
    #[must_use]
    pub(crate) fn new(form: Form, edited: Rc<dyn Edited>, place: Place, id: &str, theirs: Option<&Rc<Json>>) -> Rc<Self> {
        let now = theirs.map_or(0, |json| version(json));
        let saved = to_text(&untrack(|| edited.json()));
        // What was typed here before and not saved: the version that it is based on, then the form's JSON.
        let kept = store::get(&copy(place, id)).unwrap_or_default();
        let (based_on, body) = kept.split_once('\n').unwrap_or_default();
        let based_on = if body.is_empty() { now } else { based_on.parse().unwrap_or(now) };
        if let Ok(json) = parse(body) {
            edited.fill(&json);
        }
        let other = theirs.filter(|_| based_on != now).cloned();
        let (version, saved, other) = (Var::new(based_on), Var::new(saved), Var::new(other));
        Rc::new(Self { form, edited, place, id: id.to_owned(), version, saved, other })
    }

    /// The form's element.
    #[must_use]
    pub(crate) fn element(self: &Rc<Self>) -> El {
        let me = Rc::clone(self);
        self.form.element(move || me.save())
    }

    /// The two versions, while there are two.
    #[must_use]
    pub(crate) fn theirs(self: &Rc<Self>) -> Dynamic {
        let me = Rc::clone(self);
        dynamic(move || me.conflict())
    }

    /// The button that saves it, and what is not saved yet.
    #[must_use]
    pub(crate) fn buttons(self: &Rc<Self>) -> El {
        let me = Rc::clone(self);
        div("row").child(self.form.submit(common::save(lang()))).child(dynamic(move || me.unsaved()))
    }

    /// Keeps what is typed as long as it is not saved, and says so; with a way back.
    fn unsaved(&self) -> El {
        let now = to_text(&self.edited.json());
        let saved = self.saved.get();
        let copy = copy(self.place, &self.id);
        if now == *saved {
            store::remove(&copy);
            return nothing();
        }
        store::set(&copy, &[&self.version.get().to_string(), "\n", &now].concat());
        let edited = Rc::clone(&self.edited);
        let drop_it = button::quiet(t::drop_changes(lang())).class("button quiet small").on("click", move |_| {
            let (before, undone) = (now.clone(), Rc::clone(&edited));
            fill(&*edited, &saved);
            toast::offer(t::dropped_changes(lang()), move || fill(&*undone, &before));
        });
        div("row").child([p("muted small", t::unsaved_changes(lang())), drop_it])
    }

    fn save(self: &Rc<Self>) {
        let (form, place) = (self.form, self.place);
        let body = match untrack(|| self.edited.check()) {
            Ok(body) => body,
            Err(errors) => return form.wrong(self.edited.place(errors)),
        };
        let (me, id, new) = (Rc::clone(self), self.id.clone(), self.id.is_empty());
        let call = if new { Call::post(place.all, body) } else { Call::put((place.one)(&id), *self.version.peek(), body) };
        let done = move |text: &str| {
            store::remove(&copy(place, &id));
            let id = parse(text).map(|json| String::read(json.get("id"), &mut true)).unwrap_or_default();
            (place.done)(&id, new);
        };
        writes::submit_or(form, call, done, move |failure| {
            match failure {
                Failure::Refused(refused) if !refused.errors.is_empty() => return form.wrong(me.edited.place(refused.errors)),
                failure if failure.status() != 412 => return writes::show(form, failure),
                _ => {}
            }
            writes::act(Call::get((place.one)(&me.id)), move |text| me.other.set(parse(text).ok().map(Rc::new)));
        });
    }

    fn conflict(self: &Rc<Self>) -> El {
        let Some(theirs) = (*self.other.get()).clone() else { return nothing() };
        let fields = Fields { form: self.form, place: Rc::new(str::to_owned) };
        let mine = to_text(&untrack(|| self.edited.json()));
        // As the form would write it, so that only what differs differs.
        let body = Rc::new(to_text(&untrack(|| self.edited.unchanged(&theirs))));
        let (keeping, taking, taken) = (Rc::clone(self), Rc::clone(self), Rc::clone(&body));
        // Either way it goes on from their version.
        let (version, saved) = (version(&theirs), Rc::clone(&body));
        let settle = Rc::new(move |edit: &Self| {
            edit.version.set(version);
            edit.saved.set((*saved).clone());
            edit.other.set(None);
        });
        let settled = Rc::clone(&settle);
        let keep = move || {
            settle(&keeping);
            keeping.save();
        };
        let take = move || {
            settled(&taking);
            fill(&*taking.edited, &taken);
        };
        versions(Some(&fields), t::theirs_now(lang()), &mine, &body, keep, take)
    }
}

/// Where what is typed is kept in the browser.
fn copy(place: Place, id: &str) -> String {
    ["form:", place.name, ":", id].concat()
}

fn fill(edited: &dyn Edited, text: &str) {
    edited.fill(&parse(text).unwrap_or(Json::Null));
}
