//! The form for an enquiry: one text field, saved as it is typed.

use std::rc::Rc;

use eyelevel_contract::{
    enquiries::{Draft, FORM, PATH, validate},
    json::{Json, parse, to_text},
    requests::{Kind, MESSAGE_MAX, REFERENCE_MAX},
};
use eyelevel_texts::{drafts as td, enquiry_form as t, requests as tr};

use crate::{
    drafts::{self, Keeper, list::Named},
    i18n::lang,
    requests::{promised, severity},
    ui::{
        button,
        el::{El, div, el, p, text as words},
        field::{Field, left},
        form::Form,
        reactive::{effect, untrack},
        record::{As, Entry, Record, typed},
        versions::Fields,
    },
};

/// How unfinished ones are listed.
pub(crate) const DRAFT: Named = Named { kind: Kind::Enquiry, page: FORM, called: tr::enquiry, field: "text" };

const PAGE: drafts::page::Form = drafts::page::Form { kind: Kind::Enquiry, page: FORM, title: t::title, begin: |_| "{}".to_owned(), view };

const ENTRIES: &[Entry] = &[("text", As::Text), ("reference", As::Text), ("limited", As::Flag), ("severity", severity::AS)];

pub(super) fn page(_: &str) -> El {
    drafts::page::show(&PAGE).class("page narrow")
}

fn view(keeper: &Keeper, body: &str) -> El {
    let form = Form::new();
    let record = Record::new(ENTRIES, &parse(body).unwrap_or(Json::Null));
    let (typing, sending, written) = (keeper.clone(), keeper.clone(), record.clone());
    let mut first = true;
    effect(move || {
        typing.typed(to_text(&written.json()), first);
        first = false;
    });
    keeper.typed_into(Fields { form, place: Rc::new(str::to_owned) });
    let [text, reference, limited, severe] = ["text", "reference", "limited", "severity"].map(|path| record.value(path));
    let act = move || {
        let draft = Draft { draft_id: sending.id(), ..typed(&untrack(|| record.json())) };
        match validate(&draft) {
            Err(faults) => form.fault(&faults),
            Ok(clean) => sending.send_as(form, PATH, to_text(&clean), |errors| errors),
        }
    };
    let field = Field::area(form, "text", t::text(lang()), text, 8).view();
    let own = Field::line(form, "reference", tr::reference(lang()), reference).optional().hint(t::reference_hint(lang()));
    let own = own.attr("maxlength", &REFERENCE_MAX.to_string()).view();
    let limited = Field::check(form, "limited", tr::limited(lang()), limited).view();
    let promises = promised::read();
    let next = words(move || {
        promised::decided_by(promises, Kind::Enquiry, severity::of(severe)).map(|when| t::next(lang(), when)).unwrap_or_default()
    });
    let discarding = keeper.clone();
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.discard("/"));
    let buttons = div("buttons").child(form.submit(t::send(lang()))).child(discard);
    let card = div("card")
        .child(div("field").child(field).child(left(text, MESSAGE_MAX)))
        .child(drafts::files::section(keeper))
        .child(severity::field(form, severe))
        .child(own)
        .child(limited);
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keeper.line());
    let element = form.element(act).child(form.summary()).child(card).child(el("p").class("muted").child(next)).child(buttons);
    div("stack").child(head).child(p("", t::lead(lang()))).child(element)
}
