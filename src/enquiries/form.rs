//! The form for an enquiry: one text field, saved as it is typed.

use std::rc::Rc;

use crate::ui::reactive::{Get, RwSignal, effect, untrack};
use eyelevel_contract::{
    enquiries::{Draft, FORM, PATH, validate},
    json::{from_text_leniently, to_text},
    requests::{
        Kind, MESSAGE_MAX, PromiseKind, REFERENCE_MAX,
        rules::{ASKERS, Refusal, promised_minutes},
    },
};
use eyelevel_texts::{drafts as td, enquiry_form as t, requests as tr, words};

use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
        field::{Field, left},
        form::Form,
        versions::Fields,
    },
};

/// A working day, in minutes.
const DAY: i64 = 8 * 60;

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::Enquiry, page: FORM, called: tr::enquiry, field: "text" };

const PAGE: drafts::page::Form = drafts::page::Form { kind: Kind::Enquiry, page: FORM, begin: |_| to_text(&empty_draft()), view };

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    if actor.is_partner() && actor.is_any(ASKERS) {
        return drafts::page::show(&PAGE).class("page narrow");
    }
    let why = words::refusal(lang(), &if actor.is_partner() { Refusal::NeedsRole(ASKERS) } else { Refusal::PartnerOnly });
    div("page").child(el("h1").child(t::title(lang()))).child(empty(&why, None::<El>))
}

const fn empty_draft() -> Draft {
    Draft { text: String::new(), reference: String::new(), limited: false, draft_id: None }
}

fn read(body: &str) -> Draft {
    from_text_leniently(body).unwrap_or_else(empty_draft)
}

fn view(keeper: &Keeper, body: &str) -> El {
    let form = Form::new();
    let draft = read(body);
    let text = RwSignal::new(draft.text);
    let reference = RwSignal::new(draft.reference);
    let limited = RwSignal::new(if draft.limited { "on" } else { "" }.to_owned());
    let now = move || Draft { text: text.get(), reference: reference.get(), limited: !limited.get().is_empty(), draft_id: None };
    let typed = keeper.clone();
    let mut first = true;
    effect(move || {
        typed.typed(to_text(&now()), first);
        first = false;
    });
    keeper.typed_into(Fields { form, place: Rc::new(str::to_owned) });
    let sending = keeper.clone();
    let act = move || match validate(&Draft { draft_id: sending.id(), ..untrack(now) }) {
        Err(faults) => form.fault(&faults),
        Ok(clean) => sending.send_as(form, PATH, to_text(&clean), |errors| errors),
    };
    let field = Field::area(form, "text", t::text(lang()), text, 8).view();
    let own = Field::line(form, "reference", tr::reference(lang()), reference).optional().hint(t::reference_hint(lang()));
    let own = own.attr("maxlength", &REFERENCE_MAX.to_string()).view();
    let limited = Field::check(form, "limited", tr::limited(lang()), limited).view();
    let days = promised_minutes(Kind::Enquiry, PromiseKind::Decision) / DAY;
    let discarding = keeper.clone();
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.discard("/"));
    let buttons = div("buttons").child(form.submit(t::send(lang()))).child(discard);
    let card = div("card")
        .child(div("field").child(field).child(left(text, MESSAGE_MAX)))
        .child(drafts::files::section(keeper))
        .child(own)
        .child(limited);
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let element = form.element(act).child(form.summary()).child(card).child(p("muted", &t::next(lang(), days))).child(buttons);
    div("stack").child(head).child(p("", t::lead(lang()))).child(element)
}
