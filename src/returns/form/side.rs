//! Beside the form: how many devices, who pays the way, what happens next, and the button.

use std::rc::Rc;

use eyelevel_contract::{calendars::MyPromises, requests::Kind};
use eyelevel_texts::{drafts as td, kit_form as tf, return_form as t, returns as words};

use super::{Parts, Shared};
use crate::{
    i18n::lang,
    requests::{promised, severity},
    session,
    ui::{
        button,
        el::{El, div, el, p, text},
        loaded::Loaded,
        reactive::Get,
    },
};

pub(super) fn aside(parts: &Shared) -> El {
    let (counted, paid, next, discarding) = (Rc::clone(parts), Rc::clone(parts), Rc::clone(parts), Rc::clone(parts));
    let count = el("p").child(text(move || counted.count()));
    let postage = el("p").attr("role", "status").child(text(move || {
        let postage = paid.model.postage();
        postage.map_or_else(
            || t::postage_later(lang()).to_owned(),
            |postage| words::postage(lang(), postage, &session::me().installation.vendor, true),
        )
    }));
    let promises = promised::read();
    let next = el("p").child(text(move || next.next(promises)));
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.keeper.discard("/"));
    let buttons = div("buttons").child([parts.form.submit(t::send(lang())), discard]);
    let block = |title: &str, content: El| div("stack tight").child([el("h3").child(title), content]);
    let card = el("section").class("card").child(el("h2").child(t::summary(lang()))).child(count);
    let card =
        card.child([block(t::postage(lang()), postage), block(tf::next(lang()), next), buttons, p("small muted", t::offline_hint(lang()))]);
    el("aside").class("kit-side").attr("aria-label", t::summary(lang())).child(card)
}

impl Parts {
    fn count(&self) -> String {
        let typed = self.model.entry.get().lines().filter(|line| !line.trim().is_empty()).count();
        match self.model.devices.get().len() + typed {
            0 => t::none(lang()).to_owned(),
            n => t::count(lang(), i64::try_from(n).unwrap_or(i64::MAX)),
        }
    }

    fn next(&self, promises: Loaded<MyPromises>) -> String {
        let lookup = self.model.devices.get().first().and_then(|device| device.lookup.get());
        match (promised::decided_by(promises, Kind::Return, severity::of(self.model.value("severity"))), lookup) {
            (Some(when), Some(lookup)) => t::next_owner(lang(), &lookup.checker.name, when),
            (Some(when), None) => t::next_nobody(lang(), when),
            (None, _) => String::new(),
        }
    }
}
