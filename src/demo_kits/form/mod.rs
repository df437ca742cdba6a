//! The form for a demo kit: one page, everything in sight, saved as it is typed.
//!
//! | module | has |
//! |---|---|
//! | `sheet` | the order as rows and recipients, and the contract's lines: there and back |
//! | `model` | a signal for every field |
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

use crate::ui::reactive::{Owner, effect, untrack};
use eyelevel_contract::{
    deliveries::{Address, NewRecipient},
    demo_kits::{Draft, Item, NewLine, paths},
    json::{from_text_leniently, to_text},
    page::Page,
    people::{Organisation, OrganisationKind},
    requests::{
        Kind,
        rules::{ASKERS, Refusal},
    },
};
use eyelevel_texts::{kit_form as t, requests as tr, words};

use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    people::organisations,
    reads, router, session,
    ui::{
        el::{El, div, el},
        empty::empty,
        form::Form,
        loaded::Loaded,
        versions::Fields,
    },
};

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::DemoKit, page: paths::FORM, called: tr::demo_kit, field: "purpose" };

const FORM: drafts::page::Form = drafts::page::Form { kind: Kind::DemoKit, page: paths::FORM, begin, view };

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    if actor.is_partner() && actor.is_any(ASKERS) {
        return drafts::page::show(&FORM);
    }
    let why = words::refusal(lang(), &if actor.is_partner() { Refusal::NeedsRole(ASKERS) } else { Refusal::PartnerOnly });
    div("page").child(el("h1").child(t::title(lang()))).child(empty(&why, None::<El>))
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

/// Whoever fills it in; they are the first recipient.
fn myself() -> NewRecipient {
    let me = session::me();
    let email = me.email.as_str().to_owned();
    NewRecipient { name: me.name.clone(), organisation: me.organisation.name.clone(), email, lang: me.lang, ..nobody() }
}

/// A recipient of whom nothing is known.
fn nobody() -> NewRecipient {
    let empty = String::new;
    let address = Address { street: empty(), postal_code: empty(), city: empty(), country: "DE".to_owned() };
    NewRecipient { name: empty(), organisation: empty(), email: empty(), phone: empty(), lang: lang(), address }
}

fn begin(query: &str) -> String {
    let line = |item_id| NewLine { item_id, variant_id: String::new(), quantity: 1, recipient: 0 };
    let lines = router::value(query, "item").map(line).into_iter().collect();
    to_text(&Draft { lines, recipients: vec![myself()], ..Draft::empty() })
}

fn view(keeper: &Keeper, body: &str) -> El {
    let mut draft = from_text_leniently(body).unwrap_or_else(Draft::empty);
    if draft.recipients.is_empty() {
        draft.recipients.push(myself());
    }
    let customers = reads::read(|| organisations::of(OrganisationKind::Customer));
    let items = Items { owner: Owner::current(), known: RefCell::default() };
    let parts: Shared = Rc::new(Parts { form: Form::new(), model: model::Model::new(&draft), keeper: keeper.clone(), items, customers });
    let placing = Rc::clone(&parts);
    let place = move |path: &str| sheet::place(path, &untrack(|| placing.model.draft().1));
    keeper.typed_into(Fields { form: parts.form, place: Rc::new(place) });
    let typed = Rc::clone(&parts);
    let mut first = true;
    effect(move || {
        typed.keeper.typed(to_text(&typed.model.draft().0), first);
        first = false;
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let main = div("stack")
        .child(parts.form.summary())
        .child(rows::section(&parts))
        .child(parts::purpose(&parts))
        .child(parts::terms(&parts))
        .child(people::section(&parts))
        .child(parts::content(&parts))
        .child(parts::own(&parts));
    let sent = Rc::clone(&parts);
    let form = parts.form.element(move || send::send(&sent)).class("columns kit-form").child(main).child(side::aside(&parts));
    div("stack").child(head).child(form)
}
