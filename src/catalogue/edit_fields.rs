//! The fields of an item's form.

use std::rc::Rc;

use crate::ui::reactive::{Get, GetUntracked, RwSignal, Set, Update, untrack};
use eyelevel_contract::{
    demo_kits::{Item, paths},
    money::Currency,
    page::Page,
    people::{Person, paths as people_paths},
};
use eyelevel_texts::catalogue as t;
use web_sys::HtmlInputElement;

use super::{
    edit_model::{Model, Pair, Variant, blank, new_variant},
    item,
};
use crate::{
    client::Call,
    i18n::lang,
    reads, session,
    ui::{
        button::{self, unique},
        el::{Child, El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::{Form, focus, focus_soon},
        loaded::Loaded,
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
    pub(super) item: Option<Item>,
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

pub(super) fn all(parts: &Shared) -> [El; 4] {
    let (form, model) = (parts.form, parts.model);
    let words = section(t::description(lang()))
        .child(pair(form, "name", t::name(lang()), model.words[0], 0))
        .child(pair(form, "description", t::description(lang()), model.words[1], 3))
        .child(p("muted small", t::adaptable_hint(lang())))
        .child(pair(form, "adaptable", t::adaptable_long(lang()), model.words[2], 2));
    [words, contents(parts), variants(parts), offer(parts)]
}

/// The same in German and English, side by side; of one line (0 rows) or more.
fn pair(form: Form, path: &str, label: &str, pair: Pair, rows: u32) -> El {
    let field = |code: &str, language: &str, value| {
        let path = [path, ".", code].concat();
        let label = [label, ", ", language].concat();
        let field = if rows == 0 { Field::line(form, &path, &label, value) } else { Field::area(form, &path, &label, value, rows) };
        field.attr("lang", if code == "de" { "de" } else { "en" }).view()
    };
    div("fields").child(field("de", t::german(lang()), pair.de)).child(field("en", t::english(lang()), pair.en))
}

fn at(list: &str, i: usize, field: &str) -> String {
    [list, ".", &i.to_string(), field].concat()
}

fn remove_button(label: &str, act: impl Fn() + 'static) -> El {
    let named = t::remove_named(lang(), label);
    button::quiet(t::remove(lang())).class("button quiet small").attr("aria-label", &named).on("click", move |_| act())
}

/// A row that is gone: what was wrong with the others stands elsewhere now.
fn removed(form: Form, list: &'static str) {
    form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with(list)));
    focus(&form.field_id(list));
}

fn contents(parts: &Shared) -> El {
    let (form, list) = (parts.form, parts.model.contents);
    let rows = dynamic(move || {
        let all = list.get();
        let rows = all.iter().copied().enumerate().map(|(i, part)| {
            let label = t::part(lang(), i + 1);
            let remove = remove_button(&label, move || {
                list.update(|all| all.retain(|other| other.key != part.key));
                removed(form, "contents");
            });
            div("edit-row").child(pair(form, &at("contents", i, ""), &label, part, 0)).child(remove)
        });
        untrack(|| div("stack tight").child(rows.collect::<Vec<_>>()))
    });
    let add = button::secondary(t::add_part(lang())).id(&form.field_id("contents")).on("click", move |_| {
        list.update(|all| all.push(Pair::new(&blank())));
        focus_soon(form.field_id(&at("contents", list.peek().len() - 1, ".de")));
    });
    section(t::contents_long(lang())).child(rows).child(div("row").child(add))
}

fn variants(parts: &Shared) -> El {
    let (form, list, shown) = (parts.form, parts.model.variants, Rc::clone(parts));
    form.register("variants", t::variants(lang()), parts.model.loan);
    let rows = dynamic(move || {
        let all = list.get();
        untrack(|| div("stack").child(all.iter().enumerate().map(|(i, v)| variant(&shown, i, v)).collect::<Vec<_>>()))
    });
    let add = button::secondary(t::add_variant(lang())).id(&form.field_id("variants")).on("click", move |_| {
        list.update(|all| all.push(Variant::new(&new_variant())));
        focus_soon(form.field_id(&at("variants", list.peek().len() - 1, ".name.de")));
    });
    let wrong = dynamic(move || form.error("variants").map_or_else(nothing, |words| span("field-error", &words)));
    let add = div("row").child(add).child(wrong);
    section(t::variants(lang())).child(p("muted small", t::keeps(lang()))).child(rows).child(add)
}

fn variant(parts: &Parts, i: usize, v: &Variant) -> El {
    let (form, list) = (parts.form, parts.model.variants);
    let label = t::variant(lang(), i + 1);
    let mut stock = Field::number(form, &at("variants", i, ".on_hand"), &[&label, ", ", t::on_hand(lang())].concat(), v.on_hand);
    let known = parts.item.iter().flat_map(|item| &item.variants).find(|known| Some(&known.id) == v.id.as_ref());
    let reserved = known.map_or(0, |known| known.on_hand.unwrap_or(known.free) - known.free);
    if reserved > 0 {
        stock = stock.hint(&t::reserved(lang(), reserved));
    }
    let key = v.name.key;
    let remove = v.id.is_none().then(|| {
        remove_button(&label, move || {
            list.update(|all| all.retain(|other| other.name.key != key));
            removed(form, "variants");
        })
    });
    let names = pair(form, &at("variants", i, ".name"), &label, v.name, 0);
    div("edit-row").child(div("stack tight").child(names).child(stock.view())).child(remove)
}

fn offer(parts: &Shared) -> El {
    let (form, model, people) = (parts.form, parts.model, parts.people);
    let options = move || {
        let mut all = vec![(String::new(), t::nobody(lang()).to_owned())];
        if let Some(page) = people.get() {
            all.extend(page.items.iter().filter(|person| person.active).map(|person| (person.id.clone(), person.name.clone())));
        }
        all
    };
    let currencies = Currency::ALL.iter().map(|currency| (currency.word().to_owned(), currency.word().to_owned())).collect();
    let price =
        Field::line(form, "price", t::price(lang()), model.price).optional().hint(t::price_hint(lang())).attr("inputmode", "decimal");
    let currency = Field::select(form, "currency", t::currency(lang()), model.currency, currencies);
    let owner = Field::select_from(form, "owner_id", t::owner(lang()), model.owner, options).optional().hint(t::owner_hint(lang()));
    section(t::offered(lang()))
        .child(Field::check(form, "loan", t::loan(lang()), model.loan).view())
        .child(div("fields").child(price.view()).child(currency.view()))
        .child(owner.view())
}

/// The picture counts as soon as it is chosen; a new item gets its own once it is there.
pub(super) fn picture(id: &str) -> impl Child + use<> {
    if id.is_empty() {
        return section(t::picture(lang())).child(p("muted", t::picture_after(lang())));
    }
    let again = RwSignal::new(0u32);
    let id = id.to_owned();
    let shown = id.clone();
    let picture = dynamic(move || {
        again.get();
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
            again.set(again.get_untracked() + 1);
            toast::say(t::picture_set(lang()));
        });
    });
    let label = el("label").attr("for", &field).class("button").child(t::choose_picture(lang()));
    let row = div("row upload").child(input).child(label).child(span("field-hint", t::picture_hint(lang())));
    section(t::picture(lang())).child(picture).child(row)
}
