//! Rows of a form that come and go: the things in a box, the variants of an item, the editions of a product.

use std::rc::Rc;

use eyelevel_contract::json::Json;
use eyelevel_texts::ui as t;

use super::{
    button::{self, unique},
    el::{El, div, dynamic},
    form::{Form, focus, focus_soon},
    reactive::{RwSignal, Var, untrack},
    record::{Entry, Record, Value},
};
use crate::i18n::lang;

/// A row of a list.
#[derive(Clone)]
pub(crate) struct Row {
    /// Stays, whatever comes or goes.
    pub(crate) key: u32,
    record: Record,
}

/// A list.
pub(crate) type Rows = Var<Vec<Row>>;

impl Row {
    /// A row that holds what stands in the JSON.
    #[must_use]
    pub(crate) fn new(entries: &'static [Entry], json: &Json) -> Self {
        Self { key: unique(), record: Record::new(entries, json) }
    }

    /// The value of a field.
    #[must_use]
    pub(crate) fn value(&self, path: &str) -> Value {
        self.record.value(path)
    }
}

/// The rows of a JSON list.
#[must_use]
pub(crate) fn of(entries: &'static [Entry], json: &Json) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Json::List(items) = json {
        for item in items {
            rows.push(Row::new(entries, item));
        }
    }
    rows
}

/// The JSON list of rows; whoever reads it follows every field.
#[must_use]
pub(crate) fn json(rows: Rows) -> Json {
    Json::List(rows.get().iter().map(|row| row.record.json()).collect())
}

/// Shows a row: given its path, its place and itself.
type View = Rc<dyn Fn(&str, usize, &Row) -> Shown>;

/// How a row is shown.
pub(crate) struct Shown {
    /// What it is called: “Variant 2”.
    pub(crate) label: String,
    /// Its fields.
    pub(crate) fields: El,
    /// Others name it: it can't be removed.
    pub(crate) stays: bool,
}

/// A list in a form.
#[derive(Clone, Copy)]
pub(crate) struct List {
    /// The form.
    pub(crate) form: Form,
    /// Its rows.
    pub(crate) rows: Rows,
    /// Its path in what is sent.
    pub(crate) name: &'static str,
    /// A row of which nothing is known yet.
    pub(crate) new: fn() -> Row,
    /// What adding one is called.
    pub(crate) add: &'static str,
    /// The field of a new row that is typed into first.
    pub(crate) first: &'static str,
}

impl List {
    /// The rows, and the button that adds one.
    #[must_use]
    pub(crate) fn view(self, shown: impl Fn(&str, usize, &Row) -> Shown + 'static) -> [El; 2] {
        self.boxed(Rc::new(shown))
    }

    #[inline(never)]
    fn boxed(self, shown: View) -> [El; 2] {
        let Self { form, rows, name, .. } = self;
        // What is wrong with the list as such stands at its button.
        form.register(name, self.add, RwSignal::new(String::new()));
        let view = dynamic(move || {
            let all = rows.get();
            let mut list = div("stack tight");
            for (i, row) in all.iter().enumerate() {
                let at = [name, ".", &i.to_string()].concat();
                list = list.child(untrack(|| self.row(row.key, shown(&at, i, row))));
            }
            list
        });
        let add = button::secondary(self.add).id(&form.field_id(name)).on("click", move |_| {
            rows.update(|all| all.push((self.new)()));
            let last = (rows.peek().len() - 1).to_string();
            focus_soon(form.field_id(&[name, ".", &last, ".", self.first].concat()));
        });
        [div("").child(view), div("row").child(add).child(form.error_view(name))]
    }

    fn row(self, key: u32, shown: Shown) -> El {
        let Self { form, rows, name, .. } = self;
        let remove = button::quiet(t::remove(lang())).class("button quiet small").attr("aria-label", &t::remove_named(lang(), shown.label));
        let remove = remove.on("click", move |_| {
            rows.update(|all| all.retain(|other| other.key != key));
            // What was wrong with the others stands elsewhere now.
            form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with(name)));
            focus(&form.field_id(name));
        });
        div("edit-row").child(shown.fields).child((!shown.stays).then_some(remove))
    }
}
