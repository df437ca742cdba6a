//! The form for a return: serial numbers in any way, and what is wrong. It is saved as it is typed.
//!
//! | module | has |
//! |---|---|
//! | `model` | every field, and the draft's JSON |
//! | `devices` | typing, pasting, scanning serial numbers; a row for each device |
//! | `known` | what is known of a device, and what it may have meant |
//! | `checklist` | what often helps before one is sent back |
//! | `parts` | why, what is wrong, who gets a replacement, the partner's own |
//! | `side` | how many, who pays the way, what happens next, the button |
//! | `send` | the check, and the way of a fault to its field |

mod checklist;
mod devices;
mod known;
mod model;
mod parts;
mod send;
mod side;

use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, parse, to_text},
    page::Page,
    people::{Organisation, OrganisationKind},
    requests::Kind,
    returns::{Distributor, paths},
};
use eyelevel_texts::{requests as tr, return_form as t};

use self::model::Model;
use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    people::organisations,
    reads, router,
    ui::{
        el::{El, div, el, p},
        form::Form,
        loaded::Loaded,
        reactive::effect,
        versions::Fields,
    },
};

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::Return, page: paths::FORM, called: tr::a_return, field: "description" };

const FORM: drafts::page::Form =
    drafts::page::Form { kind: Kind::Return, page: paths::FORM, title: t::title, begin: |query| begin(query), view };

pub(super) fn page(_: &str) -> El {
    drafts::page::show(&FORM)
}

/// What all parts of the form share.
struct Parts {
    form: Form,
    model: Model,
    keeper: Keeper,
    /// The partner's own.
    customers: Loaded<Page<Organisation>>,
    /// To whom it may be handed.
    distributors: Loaded<Vec<Distributor>>,
}

type Shared = Rc<Parts>;

/// A new one: from a delivery or a list, with the serial number that was pointed at.
fn begin(query: &str) -> String {
    to_text(&model::begin(router::value(query, "serial").as_deref()))
}

fn view(keeper: &Keeper, body: &str) -> El {
    let json = parse(body).unwrap_or(Json::Null);
    let customers = reads::read(|| organisations::of(OrganisationKind::Customer));
    let distributors = reads::read(|| paths::DISTRIBUTORS.to_owned());
    let parts: Shared = Rc::new(Parts { form: Form::new(), model: Model::new(&json), keeper: keeper.clone(), customers, distributors });
    let (typed, sent) = (Rc::clone(&parts), Rc::clone(&parts));
    keeper.typed_into(Fields { form: parts.form, place: Rc::new(send::place) });
    let mut first = true;
    effect(move || {
        typed.keeper.typed(to_text(&typed.model.json()), first);
        first = false;
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let main = div("stack").child(parts.form.summary()).child([
        devices::section(&parts),
        parts::wrong(&parts),
        parts::from(&parts),
        parts::replacement(&parts),
        parts::own(&parts),
    ]);
    let form = parts.form.element(move || send::send(&sent)).class("columns return-form").child(main).child(side::aside(&parts));
    div("stack").child(head).child(p("", t::lead(lang()))).child(form)
}
