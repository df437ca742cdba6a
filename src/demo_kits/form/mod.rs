//! The form for a demo kit: one page, everything in sight, saved as it is typed.
//!
//! | module | has |
//! |---|---|
//! | `sheet` | the order as rows and recipients, and the contract's lines: there and back |
//! | `model` | every field, and the draft's JSON |
//! | `rows` | what is asked for |
//! | `people` | who gets it |
//! | `parts` | purpose, terms, content, the partner's own |
//! | `side` | what is being asked for, what happens next, the button |
//! | `send` | the check, and the way of a fault to its field |

mod model;
mod parts;
mod people;
mod rows;
mod send;
mod sheet;
mod side;

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Item, paths},
    json::{Json, parse, to_text},
    page::Page,
    people::{Organisation, OrganisationKind},
    requests::Kind,
};
use eyelevel_texts::{kit_form as t, requests as tr};

use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    people::organisations,
    reads, router,
    ui::{
        el::{El, div, el},
        form::Form,
        loaded::Loaded,
        reactive::{Owner, effect, untrack},
        versions::Fields,
    },
};

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::DemoKit, page: paths::FORM, called: tr::demo_kit, field: "purpose" };

const FORM: drafts::page::Form =
    drafts::page::Form { kind: Kind::DemoKit, page: paths::FORM, title: t::title, begin: |query| begin(query), view };

pub(super) fn page(_: &str) -> El {
    drafts::page::show(&FORM)
}

/// What all parts of the form share.
struct Parts {
    form: Form,
    model: model::Model,
    keeper: Keeper,
    items: Items,
    /// The partner's own.
    customers: Loaded<Page<Organisation>>,
}

type Shared = Rc<Parts>;

/// The items of the order, each read once and kept fresh: stock changes while somebody fills in a form.
struct Items {
    owner: Option<Owner>,
    known: RefCell<Vec<(String, Loaded<Item>)>>,
}

impl Items {
    fn get(&self, id: &str) -> Loaded<Item> {
        if let Some((_, item)) = self.known.borrow().iter().find(|(known, _)| known == id) {
            return *item;
        }
        let url = paths::item(id);
        let read = move || reads::read(move || url.clone());
        // It lives as long as the form, not as long as the row that asks first.
        let item = match &self.owner {
            Some(owner) => owner.with(read),
            None => read(),
        };
        self.known.borrow_mut().push((id.to_owned(), item));
        item
    }
}

fn begin(query: &str) -> String {
    to_text(&model::begin(router::value(query, "item").as_deref()))
}

fn view(keeper: &Keeper, body: &str) -> El {
    let mut json = parse(body).unwrap_or(Json::Null);
    if *json.get("recipients") == Json::Null {
        // It was begun, and nothing of it arrived.
        json = model::begin(None);
    }
    let customers = reads::read(|| organisations::of(OrganisationKind::Customer));
    let items = Items { owner: Owner::current(), known: RefCell::default() };
    let parts: Shared = Rc::new(Parts { form: Form::new(), model: model::Model::new(&json), keeper: keeper.clone(), items, customers });
    let (placing, typed, sent) = (Rc::clone(&parts), Rc::clone(&parts), Rc::clone(&parts));
    let place = move |path: &str| sheet::place(path, &untrack(|| placing.model.json().1));
    keeper.typed_into(Fields { form: parts.form, place: Rc::new(place) });
    let mut first = true;
    effect(move || {
        typed.keeper.typed(to_text(&typed.model.json().0), first);
        first = false;
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let main = div("stack").child(parts.form.summary()).child([
        rows::section(&parts),
        parts::purpose(&parts),
        parts::terms(&parts),
        people::section(&parts),
        parts::content(&parts),
        parts::own(&parts),
    ]);
    let form = parts.form.element(move || send::send(&sent)).class("columns kit-form").child(main).child(side::aside(&parts));
    div("stack").child(head).child(form)
}
