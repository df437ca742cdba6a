//! Beside the form: what is being asked for, what happens next, and the button.

use std::rc::Rc;

use eyelevel_contract::{demo_kits::paths, money::Money, requests::Kind};
use eyelevel_texts::{drafts as td, kit_form as t};

use super::{Parts, Shared, rows};
use crate::{
    i18n::lang,
    requests::{promised, severity},
    ui::{
        button,
        el::{El, div, dynamic, el, p, text},
        reactive::{GetUntracked, untrack},
    },
};

pub(super) fn aside(parts: &Shared) -> El {
    let (listed, next, discarding) = (Rc::clone(parts), Rc::clone(parts), Rc::clone(parts));
    let promises = promised::read();
    let next = el("p").child(text(move || {
        match (promised::decided_by(promises, Kind::DemoKit, severity::of(next.model.value("severity"))), next.owner()) {
            (Some(when), Some(owner)) => t::next_owner(lang(), owner, when),
            (Some(when), None) => t::next_nobody(lang(), when),
            (None, _) => String::new(),
        }
    }));
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.keeper.discard(paths::CATALOGUE_PAGE));
    let buttons = div("buttons").child([parts.form.submit(t::send(lang())), discard]);
    let card = el("section").class("card").child(el("h2").child(t::summary(lang()))).child(dynamic(move || summary(&listed)));
    let card = card.child(div("stack tight").child([el("h3").child(t::next(lang())), next])).child(buttons);
    el("aside").class("kit-side").attr("aria-label", t::summary(lang())).child(card)
}

fn summary(parts: &Parts) -> El {
    let (rows, recipients) = (parts.model.rows.get(), parts.model.recipients.get());
    if rows.is_empty() {
        return p("muted", t::nothing_chosen(lang()));
    }
    let mut total: i64 = 0;
    let mut list = el("ul").class("stack tight");
    for row in rows.iter() {
        let pieces = row.pieces(&recipients);
        total = total.saturating_add(pieces);
        list = list.child(el("li").child([&pieces.to_string(), " × ", &rows::words(parts, row)].concat()));
    }
    let places = t::places(lang(), i64::try_from(recipients.len()).unwrap_or(0));
    div("stack tight").child([list, p("muted small", &t::total(lang(), total, places))])
}

impl Parts {
    /// Who will answer: the owner of the first item, if it has one.
    fn owner(&self) -> Option<String> {
        let item = self.items.get(&self.model.rows.get().first()?.item_id).get()?;
        item.owner.as_ref().map(|owner| owner.name.clone())
    }

    /// What a purchase comes to by the catalogue, where all prices are known and in one currency.
    pub(super) fn net(&self) -> Option<Money> {
        let recipients = self.model.recipients.get();
        let mut sum: Option<Money> = None;
        for row in self.model.rows.get().iter() {
            let line = self.items.get(&row.item_id).get()?.price?.times(row.pieces(&recipients))?;
            sum = Some(sum.map_or(Some(line), |sum| sum.plus(line))?);
        }
        sum.filter(|sum| sum.minor() > 0)
    }

    /// The chosen customer's name, or nothing.
    pub(super) fn customer_name(&self) -> String {
        let id = self.model.value("customer_id").get_untracked();
        let page = untrack(|| self.customers.get());
        let found = page.iter().flat_map(|page| &page.items).find(|customer| customer.id == id);
        found.map(|customer| customer.name.clone()).unwrap_or_default()
    }
}
