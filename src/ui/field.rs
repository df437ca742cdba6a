//! Fields: a label, a control, a hint, an error, tied together for everybody.
//!
//! Every value is a `RwSignal<String>`, as the browser has it; whoever sends the form parses it. A checkbox holds `on` or nothing.

use eyelevel_texts::ui as t;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::reactive::{Get, GetUntracked, RwSignal, Set};
use super::{
    el::{El, div, dynamic, el, nothing, span, text},
    form::Form,
};
use crate::i18n::lang;

/// Values and labels to choose from, as they are now.
type Options = Box<dyn Fn() -> Vec<(String, String)>>;

/// Which control it is.
enum Control {
    /// An `<input>` of this type.
    Input(&'static str),
    /// A text of several lines; so many to begin with.
    Area(u32),
    /// One of these: value and label.
    Select(Options),
    /// One of these, all in sight.
    Radio(Vec<(String, String)>),
    /// Yes or no.
    Check,
}

/// A field; say what it is, then [`Field::view`]. Boxed, as elements are, so that a chain of calls hands on one pointer.
pub(crate) struct Field(Box<Parts>);

struct Parts {
    form: Form,
    path: String,
    label: String,
    /// A label that changes.
    called: Option<Box<dyn Fn() -> String>>,
    value: RwSignal<String>,
    control: Control,
    hint: String,
    optional: bool,
    attributes: Vec<(&'static str, String)>,
}

impl Field {
    #[inline(never)]
    fn new(form: Form, path: &str, label: &str, value: RwSignal<String>, control: Control) -> Self {
        form.register(path, label, value);
        let (path, label) = (path.to_owned(), label.to_owned());
        Self(Box::new(Parts {
            form,
            path,
            label,
            called: None,
            value,
            control,
            hint: String::new(),
            optional: false,
            attributes: Vec::new(),
        }))
    }

    /// A text of one line.
    #[must_use]
    pub(crate) fn line(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        Self::new(form, path, label, value, Control::Input("text"))
    }

    /// A text of several lines, `rows` to begin with; it grows.
    #[must_use]
    pub(crate) fn area(form: Form, path: &str, label: &str, value: RwSignal<String>, rows: u32) -> Self {
        Self::new(form, path, label, value, Control::Area(rows))
    }

    /// A mail address.
    #[must_use]
    pub(crate) fn email(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        Self::new(form, path, label, value, Control::Input("email"))
    }

    /// A whole number.
    #[must_use]
    pub(crate) fn number(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        // Not `type=number`: it drops what it does not understand, and turns with the mouse's wheel.
        Self::new(form, path, label, value, Control::Input("text")).attr("inputmode", "numeric").attr("class", "input short")
    }

    /// A day; the value is `2026-06-12`, or nothing.
    #[must_use]
    pub(crate) fn date(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        Self::new(form, path, label, value, Control::Input("date")).attr("class", "input short")
    }

    /// A time of day; the value is `14:00`, or nothing.
    #[must_use]
    pub(crate) fn time(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        Self::new(form, path, label, value, Control::Input("time")).attr("class", "input short")
    }

    /// One of these values, each with its label.
    #[must_use]
    pub(crate) fn select(form: Form, path: &str, label: &str, value: RwSignal<String>, options: Vec<(String, String)>) -> Self {
        Self::select_from(form, path, label, value, move || options.clone())
    }

    /// One of these values, each with its label; the options follow signals.
    #[must_use]
    pub(crate) fn select_from(
        form: Form,
        path: &str,
        label: &str,
        value: RwSignal<String>,
        options: impl Fn() -> Vec<(String, String)> + 'static,
    ) -> Self {
        Self::new(form, path, label, value, Control::Select(Box::new(options)))
    }

    /// One of these values, all in sight.
    #[must_use]
    pub(crate) fn radio(form: Form, path: &str, label: &str, value: RwSignal<String>, options: Vec<(String, String)>) -> Self {
        Self::new(form, path, label, value, Control::Radio(options))
    }

    /// Yes or no; the value is `on`, or nothing.
    #[must_use]
    pub(crate) fn check(form: Form, path: &str, label: &str, value: RwSignal<String>) -> Self {
        Self::new(form, path, label, value, Control::Check)
    }

    /// What helps to fill it in.
    #[must_use]
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.0.hint);
        self
    }

    /// It may stay empty.
    #[must_use]
    pub(crate) fn optional(mut self) -> Self {
        self.0.optional = true;
        self
    }

    /// A label that follows signals.
    #[must_use]
    pub(crate) fn called(mut self, label: impl Fn() -> String + 'static) -> Self {
        self.0.called = Some(Box::new(label));
        self
    }

    /// An attribute of the control: `autocomplete`, `min`, `max`, `maxlength`, `list`.
    #[must_use]
    pub(crate) fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.attributes.push((name, value.to_owned()));
        self
    }

    /// The field.
    #[must_use]
    #[inline(never)]
    pub(crate) fn view(self) -> El {
        let mut field = self.0;
        let id = field.form.field_id(&field.path);
        let hint_id = [&id, "-hint"].concat();
        let error_id = [&id, "-error"].concat();
        let (form, path) = (field.form, field.path.clone());
        let error = {
            let error_id = error_id.clone();
            dynamic(move || form.error(&path).map_or_else(nothing, |words| span("field-error", &words).id(&error_id)))
        };
        let hint = (!field.hint.is_empty()).then(|| span("field-hint", &field.hint).id(&hint_id));
        let described = {
            let (path, hinted) = (field.path.clone(), hint.is_some());
            move || match (hinted, form.error(&path).is_some()) {
                (true, true) => Some([&hint_id, " ", &error_id].concat()),
                (true, false) => Some(hint_id.clone()),
                (false, true) => Some(error_id.clone()),
                (false, false) => None,
            }
        };
        let invalid = {
            let path = field.path.clone();
            move || form.error(&path).map(|_| "true".to_owned())
        };
        let optional = field.optional.then(|| span("optional", t::optional(lang())));
        if let Control::Radio(options) = &field.control {
            let legend = el("legend").child(field.label.as_str()).child(optional);
            let group = el("fieldset").class("field radios").id(&id).attr("tabindex", "-1").bind("aria-describedby", described);
            return group.child(legend).child(hint).child(radios(&field, &id, options)).child(error);
        }
        let label = el("label").attr("for", &id);
        let label = match field.called.take() {
            Some(called) => label.child(text(called)),
            None => label.child(field.label.as_str()),
        };
        let label = label.child(optional);
        let check = matches!(field.control, Control::Check);
        let mut control = control(&mut field).id(&id).bind("aria-describedby", described).bind("aria-invalid", invalid);
        for (name, value) in &field.attributes {
            control = control.attr(name, value);
        }
        if check {
            return div("field check").child(control).child(label).child(hint).child(error);
        }
        div("field").child(label).child(hint).child(control).child(error)
    }
}

fn control(field: &mut Parts) -> El {
    let (form, path, value) = (field.form, field.path.clone(), field.value);
    let typed = move |new: String| {
        form.typed(&path, &new);
        value.set(new);
    };
    match core::mem::replace(&mut field.control, Control::Check) {
        Control::Area(rows) => {
            let area = el("textarea").class("input").attr("rows", &rows.to_string());
            let node: HtmlTextAreaElement = area.node_as();
            let shown = node.clone();
            area.on("input", move |_| typed(node.value())).effect(move || {
                let value = value.get();
                if shown.value() != value {
                    shown.set_value(&value);
                }
            })
        }
        Control::Select(options) => {
            let select = el("select").class("input");
            let node: HtmlSelectElement = select.node_as();
            let shown = node.clone();
            select.on("change", move |_| typed(node.value())).effect(move || {
                shown.set_text_content(None);
                for (value, label) in options() {
                    let _ = shown.append_child(el("option").attr("value", &value).child(label).node());
                }
                shown.set_value(&value.get());
            })
        }
        Control::Check => {
            let check = el("input").attr("type", "checkbox");
            let node: HtmlInputElement = check.node_as();
            let shown = node.clone();
            check
                .on("change", move |_| typed(if node.checked() { "on".to_owned() } else { String::new() }))
                .effect(move || shown.set_checked(!value.get().is_empty()))
        }
        Control::Input(kind) => {
            let input = el("input").class("input").attr("type", kind);
            let node: HtmlInputElement = input.node_as();
            let shown = node.clone();
            input.on("input", move |_| typed(node.value())).effect(move || {
                let value = value.get();
                // Setting what is there already would move the caret.
                if shown.value() != value {
                    shown.set_value(&value);
                }
            })
        }
        Control::Radio(_) => nothing(),
    }
}

fn radios(field: &Parts, id: &str, options: &[(String, String)]) -> Vec<El> {
    let (form, value) = (field.form, field.value);
    let radio = |(i, (option, label)): (usize, &(String, String))| {
        let own = [id, "-", &i.to_string()].concat();
        let input = el("input").attr("type", "radio").attr("name", id).attr("value", option).id(&own);
        let node: HtmlInputElement = input.node_as();
        let (path, chosen, option) = (field.path.clone(), option.clone(), option.clone());
        let input = input
            .on("change", move |_| {
                form.typed(&path, &chosen);
                value.set(chosen.clone());
            })
            .effect(move || node.set_checked(value.get() == option));
        div("check").child(input).child(el("label").attr("for", &own).child(label.as_str()))
    };
    options.iter().enumerate().map(radio).collect()
}

/// A field that searches: no form, no error; `act` hears every letter.
#[must_use]
pub(crate) fn search(label: &str, value: RwSignal<String>, act: impl Fn(String) + 'static) -> El {
    let input = el("input").class("input search").attr("type", "search").attr("aria-label", label).attr("placeholder", label);
    let node: HtmlInputElement = input.node().clone().unchecked_into();
    node.set_value(&value.get_untracked());
    let shown = node.clone();
    let input = input.on("input", move |_| {
        value.set(node.value());
        act(node.value());
    });
    input.effect(move || {
        let value = value.get();
        if shown.value() != value {
            shown.set_value(&value);
        }
    })
}

/// How many characters are left, once it gets tight.
#[must_use]
pub(crate) fn left(value: RwSignal<String>, most: usize) -> El {
    el("span").class("field-hint").child(text(move || {
        let used = value.get().chars().count();
        if used * 10 < most * 9 {
            String::new()
        } else {
            t::characters_left(lang(), i64::try_from(most).unwrap_or(0) - i64::try_from(used).unwrap_or(0))
        }
    }))
}
