//! The fields of an item's form.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Variant, paths},
    json::Json,
    money::Currency,
    page::Page,
    people::Person,
};
use eyelevel_texts::catalogue as t;
use web_sys::HtmlInputElement;

use super::{
    edit_model::{Model, part, variant},
    item,
};
use crate::{
    client::Call,
    i18n::lang,
    ui::{
        button::unique,
        el::{El, div, dynamic, el, p, span},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{GetUntracked, Var},
        record::{Value, typed},
        rows::{List, Shown},
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

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// What it is, what is in the box, its variants, what helps before it comes back.
pub(super) fn main(parts: &Shared) -> [El; 4] {
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
    let contents = section(t::contents_long(lang())).child(self::contents(parts));
    let variants = section(t::variants(lang())).child(p("muted small", t::keeps(lang()))).child(self::variants(parts));
    let checklist = section(t::checklist(lang())).child(p("muted small", t::checklist_hint(lang()))).child(self::checklist(parts));
    [words, contents, variants, checklist]
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

/// What is in the box.
fn contents(parts: &Shared) -> [El; 2] {
    let form = parts.form;
    let list = List { form, rows: parts.model.contents, name: "contents", new: part, add: t::add_part(lang()), first: "de" };
    list.view(move |at, i, row| {
        let label = t::part(lang(), i + 1);
        let fields = pair(form, at, &label, [row.value("de"), row.value("en")], 0);
        Shown { label, fields, stays: false }
    })
}

/// What often helps before one is sent back.
fn checklist(parts: &Shared) -> [El; 2] {
    let form = parts.form;
    let list = List { form, rows: parts.model.checklist, name: "checklist", new: part, add: t::add_step(lang()), first: "de" };
    list.view(move |at, i, row| {
        let label = t::step(lang(), i + 1);
        let fields = pair(form, at, &label, [row.value("de"), row.value("en")], 0);
        Shown { label, fields, stays: false }
    })
}

/// The variants and their stock. Requests name them: they stay.
fn variants(parts: &Shared) -> [El; 2] {
    let (form, item) = (parts.form, parts.item.clone());
    let list = List { form, rows: parts.model.variants, name: "variants", new: variant, add: t::add_variant(lang()), first: "name.de" };
    list.view(move |at, i, row| {
        let label = t::variant(lang(), i + 1);
        let names = pair(form, &[at, ".name"].concat(), &label, [row.value("name.de"), row.value("name.en")], 0);
        let id = row.value("id").get_untracked();
        let on_hand = [&label, ", ", t::on_hand(lang())].concat();
        let mut stock = Field::number(form, &[at, ".on_hand"].concat(), &on_hand, row.value("on_hand"));
        for known in item.iter().flat_map(|item| typed::<Vec<Variant>>(item.get("variants"))) {
            let reserved = known.on_hand.unwrap_or(known.free) - known.free;
            if known.id == id && reserved > 0 {
                stock = stock.hint(&t::reserved(lang(), reserved));
            }
        }
        Shown { label, fields: div("stack tight").child([names, stock.view()]), stays: !id.is_empty() }
    })
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
    let number = |path: &str, label: &str| Field::number(form, path, label, value(path));
    let warranty = number("warranty_months", t::warranty(lang())).hint(t::warranty_hint(lang()));
    let dead = number("dead_on_arrival_days", t::dead_on_arrival(lang())).hint(t::dead_on_arrival_hint(lang()));
    section(t::offered(lang())).child([
        Field::check(form, "loan", t::loan(lang()), value("loan")).view(),
        div("fields").child([price.attr("inputmode", "decimal").view(), currency]),
        owner.view(),
        div("fields").child([warranty.view(), dead.view()]),
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
