//! The fields of an item's form.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Variant, paths},
    json::Json,
    money::Currency,
    page::Page,
    people::{Person, paths as people_paths},
};
use eyelevel_texts::catalogue as t;
use web_sys::HtmlInputElement;

use super::{
    edit_model::{Model, Row},
    item,
};
use crate::{
    client::Call,
    i18n::lang,
    reads, session,
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, p, span},
        field::Field,
        form::{Form, focus, focus_soon},
        loaded::Loaded,
        reactive::{GetUntracked, Var, untrack},
        record::{Value, typed},
        toast,
    },
    writes,
};

/// The largest picture, in bytes.
const PICTURE_MAX: f64 = 2.0 * 1024.0 * 1024.0;

pub(super) struct Parts {
    pub(super) form: Form,
    pub(super) model: Model,
    pub(super) people: Loaded<Page<Person>>,
    /// As the server has it.
    pub(super) item: Option<Rc<Json>>,
}

pub(super) type Shared = Rc<Parts>;

/// The vendor's people, one of whom answers for an item.
pub(super) fn people() -> Loaded<Page<Person>> {
    let url = [people_paths::PEOPLE, "?limit=1000&organisation=", &session::me().organisation.id].concat();
    reads::read(move || url.clone())
}

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// What it is, what is in the box, its variants.
pub(super) fn main(parts: &Shared) -> [El; 3] {
    let pair = |path: &str, label: &str, rows| {
        let value = |code: &str| parts.model.value(&[path, ".", code].concat());
        pair(parts.form, path, label, [value("de"), value("en")], rows)
    };
    let words = section(t::description(lang())).child([
        pair("name", t::name(lang()), 0),
        pair("description", t::description(lang()), 3),
        p("muted small", t::adaptable_hint(lang())),
        pair("adaptable", t::adaptable_long(lang()), 2),
    ]);
    let contents = section(t::contents_long(lang())).child(list(parts, parts.model.contents, "contents", Row::part, t::add_part(lang())));
    let variants = section(t::variants(lang())).child(p("muted small", t::keeps(lang())));
    [words, contents, variants.child(list(parts, parts.model.variants, "variants", Row::variant, t::add_variant(lang())))]
}

/// The same in German and English, side by side; of one line (0 rows) or more.
fn pair(form: Form, path: &str, label: &str, values: [Value; 2], rows: u32) -> El {
    let mut fields = div("fields");
    for (value, (code, language)) in values.into_iter().zip([("de", t::german(lang())), ("en", t::english(lang()))]) {
        let path = [path, ".", code].concat();
        let label = [label, ", ", language].concat();
        let field = if rows == 0 { Field::line(form, &path, &label, value) } else { Field::area(form, &path, &label, value, rows) };
        fields = fields.child(field.attr("lang", code).view());
    }
    fields
}

/// Rows that come and go.
fn list(parts: &Shared, rows: Var<Vec<Row>>, name: &'static str, new: fn() -> Row, add: &str) -> [El; 2] {
    let (form, shown) = (parts.form, Rc::clone(parts));
    form.register(name, add, parts.model.value("loan"));
    let view = dynamic(move || {
        let all = rows.get();
        let mut list = div("stack tight");
        for (i, row) in all.iter().enumerate() {
            list = list.child(untrack(|| view(&shown, rows, name, i, row)));
        }
        list
    });
    let add = button::secondary(add).id(&form.field_id(name)).on("click", move |_| {
        rows.update(|all| all.push(new()));
        let first = if name == "variants" { ".name.de" } else { ".de" };
        focus_soon(form.field_id(&[name, ".", &(rows.peek().len() - 1).to_string(), first].concat()));
    });
    [div("").child(view), div("row").child(add).child(form.error_view(name))]
}

/// A part of the box, or a variant.
fn view(parts: &Parts, rows: Var<Vec<Row>>, name: &'static str, i: usize, row: &Row) -> El {
    let (form, key, at) = (parts.form, row.key, [name, ".", &i.to_string()].concat());
    let value = |path: &str| row.record.value(path);
    let (label, fields, stays) = if name == "variants" {
        let label = t::variant(lang(), i + 1);
        let names = pair(form, &[&at, ".name"].concat(), &label, [value("name.de"), value("name.en")], 0);
        let id = value("id").get_untracked();
        let on_hand = [&label, ", ", t::on_hand(lang())].concat();
        let mut stock = Field::number(form, &[&at, ".on_hand"].concat(), &on_hand, value("on_hand"));
        for known in parts.item.iter().flat_map(|item| typed::<Vec<Variant>>(item.get("variants"))) {
            let reserved = known.on_hand.unwrap_or(known.free) - known.free;
            if known.id == id && reserved > 0 {
                stock = stock.hint(&t::reserved(lang(), reserved));
            }
        }
        (label, div("stack tight").child([names, stock.view()]), !id.is_empty())
    } else {
        let label = t::part(lang(), i + 1);
        let fields = pair(form, &at, &label, [value("de"), value("en")], 0);
        (label, fields, false)
    };
    let remove = button::quiet(t::remove(lang())).class("button quiet small").attr("aria-label", &t::remove_named(lang(), label));
    let remove = remove.on("click", move |_| {
        rows.update(|all| all.retain(|other| other.key != key));
        // What was wrong with the others stands elsewhere now.
        form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with(name)));
        focus(&form.field_id(name));
    });
    div("edit-row").child(fields).child((!stays).then_some(remove))
}

/// Whether it is lent, what it costs, who answers for it.
pub(super) fn offer(parts: &Shared) -> El {
    let (form, people) = (parts.form, parts.people);
    let value = |path: &str| parts.model.value(path);
    let options = move || {
        let mut all = vec![(String::new(), t::nobody(lang()).to_owned())];
        if let Some(page) = people.get() {
            all.extend(page.items.iter().filter(|person| person.active).map(|person| (person.id.clone(), person.name.clone())));
        }
        all
    };
    let currencies = Currency::ALL.iter().map(|currency| (currency.word().to_owned(), currency.word().to_owned())).collect();
    let price = Field::line(form, "amount", t::price(lang()), value("amount")).optional().hint(t::price_hint(lang()));
    let currency = Field::select(form, "currency", t::currency(lang()), value("currency"), currencies).view();
    let owner = Field::select_from(form, "owner_id", t::owner(lang()), value("owner_id"), options).optional().hint(t::owner_hint(lang()));
    section(t::offered(lang())).child([
        Field::check(form, "loan", t::loan(lang()), value("loan")).view(),
        div("fields").child([price.attr("inputmode", "decimal").view(), currency]),
        owner.view(),
    ])
}

/// The picture counts as soon as it is chosen; a new item gets its own once it is there.
pub(super) fn picture(id: &str) -> El {
    if id.is_empty() {
        return section(t::picture(lang())).child(p("muted", t::picture_after(lang())));
    }
    let set = Var::new(());
    let (id, shown) = (id.to_owned(), id.to_owned());
    let picture = dynamic(move || {
        let _ = set.get();
        div("item-picture").child(item::picture(&shown))
    });
    let field = ["picture-", &unique().to_string()].concat();
    let input = el("input").attr("type", "file").attr("accept", "image/png,image/jpeg,image/webp,image/gif").id(&field);
    let node: HtmlInputElement = input.node_as();
    let input = input.class("visually-hidden").on("change", move |_| {
        let Some(file) = node.files().and_then(|files| files.get(0)) else { return };
        node.set_value("");
        if file.size() > PICTURE_MAX {
            return toast::say(t::picture_too_large(lang()));
        }
        writes::act(Call::put_file(paths::picture(&id), file), move |_| {
            item::picture_was_set();
            set.set(());
            toast::say(t::picture_set(lang()));
        });
    });
    let label = el("label").attr("for", &field).class("button").child(t::choose_picture(lang()));
    let row = div("row upload").child([input, label, span("field-hint", t::picture_hint(lang()))]);
    section(t::picture(lang())).child(picture).child(row)
}
