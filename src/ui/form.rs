//! Forms: what is wrong with which field, whether it is being sent, and what was typed, kept until it has arrived.
//!
//! A form is a handle that is copied into its fields, its buttons and whoever sends it (`writes.rs`). Errors come by dotted path
//! (`lines.0.quantity`), from the contract's validation before sending and from the server after it, and meet the same fields.

use eyelevel_contract::validate::Faults;
use eyelevel_texts::{ui as t, words};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::reactive::{Flag, Get, IsDisposed, LocalStorage, RwSignal, Set, UpdateUntracked, Var, WithUntracked, document};
use super::{
    button::unique,
    el::{Child, El, div, dynamic, el, nothing, p},
    failure::Errors,
};
use crate::i18n::lang;

/// Where a form keeps what is typed: get, set, remove by name. `store.rs` in the portal.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// What was kept under a name.
    pub(crate) get: fn(&str) -> Option<String>,
    /// Keeps a text.
    pub(crate) set: fn(&str, &str) -> bool,
    /// Forgets it.
    pub(crate) remove: fn(&str),
}

/// A form.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    id: u32,
    /// What is wrong, by field.
    pub(crate) errors: Var<Errors>,
    /// What went wrong with the whole, not with a field.
    pub(crate) notice: RwSignal<String>,
    /// Whether it is being sent.
    pub(crate) pending: Flag,
    state: RwSignal<State, LocalStorage>,
}

struct State {
    /// Path, label, value.
    fields: Vec<(String, String, RwSignal<String>)>,
    memory: Option<(Memory, String)>,
    /// The last submission's body and key: a repetition carries the same.
    sent: Option<(String, String)>,
}

impl Form {
    /// An empty form that keeps nothing.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self {
            id: unique(),
            errors: Var::new(Errors::new()),
            notice: RwSignal::new(String::new()),
            pending: Flag::new(),
            state: RwSignal::new_local(State { fields: Vec::new(), memory: None, sent: None }),
        }
    }

    /// A form whose fields are kept under this name as they are typed, and are there again after a reload, a new sign-in, a lost network.
    #[must_use]
    pub(crate) fn kept(memory: Memory, name: &str) -> Self {
        let form = Self::new();
        form.state.update_untracked(|state| state.memory = Some((memory, ["form:", name].concat())));
        form
    }

    /// A value of this form: what was kept, else `initial`.
    #[must_use]
    pub(crate) fn value(self, path: &str, initial: &str) -> RwSignal<String> {
        let kept = self.state.with_untracked(|state| {
            let (memory, name) = state.memory.as_ref()?;
            (memory.get)(&[name, ":", path].concat())
        });
        RwSignal::new(kept.unwrap_or_else(|| initial.to_owned()))
    }

    /// Takes part in the form: its errors find this label, its value is kept. [`super::field::Field`] does it.
    pub(crate) fn register(self, path: &str, label: &str, value: RwSignal<String>) {
        self.state.update_untracked(|state| {
            let field = (path.to_owned(), label.to_owned(), value);
            // One that is made anew keeps its place.
            match state.fields.iter_mut().find(|(known, ..)| known == path) {
                Some(known) => *known = field,
                None => state.fields.push(field),
            }
        });
    }

    /// A field changed: it is kept, and what was wrong with it is forgotten.
    pub(crate) fn typed(self, path: &str, value: &str) {
        self.state.with_untracked(|state| {
            if let Some((memory, name)) = &state.memory {
                (memory.set)(&[name, ":", path].concat(), value);
            }
        });
        if self.errors.peek().iter().any(|(known, _)| known == path) {
            self.errors.update(|errors| {
                errors.retain(|(known, _)| known != path);
            });
        }
    }

    /// What is to be done when it has arrived: what was kept is forgotten. Works when the form is gone by then, too.
    pub(crate) fn forgetting(self) -> impl FnOnce() + use<> {
        let kept = self.state.with_untracked(|state| {
            let (memory, name) = state.memory.as_ref()?;
            Some((*memory, state.fields.iter().map(|(path, ..)| [name, ":", path].concat()).collect::<Vec<_>>()))
        });
        move || {
            let _ = self.state.try_update_untracked(|state| state.sent = None);
            if let Some((memory, names)) = kept {
                names.iter().for_each(|name| (memory.remove)(name));
            }
        }
    }

    /// Whether its page or dialog has been left.
    #[must_use]
    pub(crate) fn is_gone(self) -> bool {
        self.state.is_disposed()
    }

    /// The idempotency key of a submission: the same as long as what is sent is the same.
    #[must_use]
    pub(crate) fn key(self, body: &str, new: fn() -> String) -> String {
        let known = self.state.with_untracked(|state| state.sent.as_ref().filter(|(sent, _)| sent == body).map(|(_, key)| key.clone()));
        known.unwrap_or_else(|| {
            let key = new();
            self.state.update_untracked(|state| state.sent = Some((body.to_owned(), key.clone())));
            key
        })
    }

    /// The id of a field's control.
    #[must_use]
    pub(crate) fn field_id(self, path: &str) -> String {
        ["f", &self.id.to_string(), "-", &path.replace('.', "-")].concat()
    }

    /// The first sentence about a field; whoever reads it follows it.
    #[must_use]
    pub(crate) fn error(self, path: &str) -> Option<String> {
        self.errors.get().iter().find(|(known, _)| known == path).map(|(_, sentences)| sentences.join(" "))
    }

    /// The place of a group's or a list's error; a field has its own.
    #[must_use]
    pub(crate) fn error_view(self, path: &str) -> super::el::Dynamic {
        let (path, id) = (path.to_owned(), [&self.field_id(path), "-error"].concat());
        dynamic(move || self.error(&path).map_or_else(nothing, |words| super::el::span("field-error", &words).id(&id)))
    }

    /// Takes the contract's faults, in words.
    pub(crate) fn fault(self, faults: &Faults) {
        self.wrong(in_words(faults));
    }

    /// Shows what is wrong, and leads to it.
    pub(crate) fn wrong(self, errors: Errors) {
        let mut placed = Errors::new();
        for (path, sentences) in errors {
            let field = self.nearest(&path);
            let at = placed.iter().position(|(known, _)| *known == field).unwrap_or(placed.len());
            if at == placed.len() {
                placed.push((field, Vec::new()));
            }
            for sentence in sentences {
                // Two lines of what is sent may stand in one field: the same is said once.
                if !placed[at].1.contains(&sentence) {
                    placed[at].1.push(sentence);
                }
            }
        }
        self.errors.set(placed);
        // The first time the summary is not there yet.
        focus_soon(self.summary_id());
    }

    /// A field's name; its path, if it has none.
    #[must_use]
    pub(crate) fn label(self, path: &str) -> String {
        let path = self.nearest(path);
        self.state.with_untracked(|state| state.fields.iter().find(|(p, ..)| *p == path).map(|(_, label, _)| label.clone())).unwrap_or(path)
    }

    /// A value as the field shows it: the option's words, where it is one of several.
    #[must_use]
    pub(crate) fn shown(self, path: &str, value: &str) -> String {
        let id = self.field_id(&self.nearest(path));
        let option = ["#", &id, " [value=\"", &value.replace(['"', '\\', '\n'], ""), "\"]"].concat();
        let found = document().query_selector(&option).ok().flatten();
        // A radio button's words stand beside it.
        let words = found.and_then(|option| if option.tag_name() == "OPTION" { Some(option) } else { option.next_element_sibling() });
        words.and_then(|words| words.text_content()).unwrap_or_else(|| value.to_owned())
    }

    /// The field of an error: its own, or the one above (`serials` for `serials.2`).
    fn nearest(self, path: &str) -> String {
        self.state.with_untracked(|state| {
            let mut above = path;
            loop {
                if state.fields.iter().any(|(known, ..)| known == above) {
                    return above.to_owned();
                }
                match above.rsplit_once('.') {
                    Some((shorter, _)) => above = shorter,
                    None => return path.to_owned(),
                }
            }
        })
    }

    fn summary_id(self) -> String {
        self.field_id("summary")
    }

    /// What is wrong, each with a link to its field; and what went wrong with the whole.
    pub(crate) fn summary(self) -> impl Child {
        dynamic(move || {
            let errors = self.errors.get();
            let notice = self.notice.get();
            if errors.is_empty() && notice.is_empty() {
                return nothing();
            }
            let heading = if errors.is_empty() { notice } else { t::please_look(lang()).to_owned() };
            let items = self.in_order(&errors).map(|(path, sentences)| self.summary_item(path, &sentences.join(" "))).collect::<Vec<_>>();
            let list = (!items.is_empty()).then(|| el("ul").child(items));
            div("notice")
                .attr("data-tone", "late")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .id(&self.summary_id())
                .child(p("", &heading))
                .child(list)
        })
    }

    /// In the order of the fields; what has no field comes first.
    fn in_order(self, errors: &Errors) -> impl Iterator<Item = &(String, Vec<String>)> {
        let place = |path: &String| self.state.with_untracked(|state| state.fields.iter().position(|(known, ..)| known == path));
        let mut sorted: Vec<_> = errors.iter().map(|error| (place(&error.0), error)).collect();
        // A handful: the simplest sort is the smallest.
        for i in 1..sorted.len() {
            for j in (1..=i).rev() {
                if sorted[j].0 < sorted[j - 1].0 {
                    sorted.swap(j, j - 1);
                }
            }
        }
        sorted.into_iter().map(|(_, error)| error)
    }

    fn summary_item(self, path: &str, sentence: &str) -> El {
        let label = self.label(path);
        // A fault of something that has no field here.
        if label == path {
            return el("li").child(sentence);
        }
        let id = self.field_id(path);
        let href = ["#", &id].concat();
        let link = el("a").attr("href", &href).child([&label, ": ", sentence].concat()).on("click", move |event| {
            event.prevent_default();
            focus(&id);
        });
        el("li").child(link)
    }

    /// The form's element: `act` runs when it is sent, by its button or by Enter.
    #[must_use]
    pub(crate) fn element(self, act: impl Fn() + 'static) -> El {
        self.element_boxed(Box::new(act))
    }

    #[inline(never)]
    fn element_boxed(self, act: Box<dyn Fn()>) -> El {
        el("form").class("form").flag("novalidate", true).on("submit", move |event| {
            event.prevent_default();
            if !self.pending.peek() {
                self.notice.set(String::new());
                act();
            }
        })
    }

    /// The button that sends it; grey while it is being sent.
    #[must_use]
    pub(crate) fn submit(self, label: &str) -> El {
        let busy = move || self.pending.get().then(|| "true".to_owned());
        super::button::submit(label).bind("aria-disabled", busy).bind("aria-busy", busy)
    }
}

/// The contract's faults as sentences, by field.
#[must_use]
pub(crate) fn in_words(faults: &Faults) -> Errors {
    let mut errors = Errors::new();
    for (path, faults) in faults.iter() {
        errors.push((path.to_owned(), faults.iter().map(|fault| words::fault(lang(), fault)).collect()));
    }
    errors
}

/// Moves the focus to an element, once it is there.
pub(crate) fn focus_soon(id: String) {
    gloo_timers::callback::Timeout::new(0, move || focus(&id)).forget();
}

/// Moves the focus to an element.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::{field::Field, reactive::Owner};

    const NOTHING: Memory = Memory { get: |_| None, set: |_, _| true, remove: |_| {} };

    fn form() -> Form {
        let form = Form::kept(NOTHING, "test");
        for (path, label) in [("reason", "Reason"), ("lines.0.quantity", "Pieces"), ("parcels.0.serials", "Serials")] {
            let _ = Field::line(form, path, label, form.value(path, ""));
        }
        form
    }

    fn wrong(form: Form, paths: &[&str]) {
        form.wrong(paths.iter().map(|path| ((*path).to_owned(), vec![[path, "!"].concat()])).collect());
    }

    #[test]
    fn an_error_meets_its_field_or_the_one_above() {
        Owner::new().with(|| {
            let form = form();
            wrong(form, &["lines.0.quantity", "parcels.0.serials.2", "parcels.0.serials", "elsewhere.1"]);
            assert_eq!(form.error("lines.0.quantity").as_deref(), Some("lines.0.quantity!"));
            assert_eq!(form.error("parcels.0.serials").as_deref(), Some("parcels.0.serials.2! parcels.0.serials!"));
            assert_eq!(form.error("elsewhere.1").as_deref(), Some("elsewhere.1!"));
            assert_eq!(form.error("reason"), None);
        });
    }

    #[test]
    fn the_same_is_said_once_at_a_field() {
        Owner::new().with(|| {
            let form = form();
            let sentence = |path: &str| (path.to_owned(), vec!["Please fill this in.".to_owned()]);
            form.wrong(vec![sentence("reason"), sentence("reason"), sentence("parcels.0.serials.1"), sentence("parcels.0.serials.2")]);
            assert_eq!(form.error("reason").as_deref(), Some("Please fill this in."));
            assert_eq!(form.error("parcels.0.serials").as_deref(), Some("Please fill this in."));
        });
    }

    #[test]
    fn the_summary_has_the_order_of_the_fields() {
        Owner::new().with(|| {
            let form = form();
            wrong(form, &["lines.0.quantity", "elsewhere", "reason"]);
            let errors = form.errors.peek();
            let order: Vec<_> = form.in_order(&errors).map(|(path, _)| path.as_str()).collect();
            assert_eq!(order, ["elsewhere", "reason", "lines.0.quantity"]);
        });
    }

    #[test]
    fn typing_takes_an_error_away_and_a_repetition_keeps_its_key() {
        Owner::new().with(|| {
            let form = form();
            wrong(form, &["reason"]);
            form.typed("reason", "because");
            assert_eq!(form.error("reason"), None);
            thread_local! { static LAST: core::cell::Cell<u32> = const { core::cell::Cell::new(0) }; }
            let new = || {
                LAST.set(LAST.get() + 1);
                LAST.get().to_string()
            };
            let first = form.key("{1}", new);
            assert_eq!(form.key("{1}", new), first);
            assert_ne!(form.key("{2}", new), first);
        });
    }
}
