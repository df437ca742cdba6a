//! Beside the form: what is being asked for, what happens next, and the button.

use std::rc::Rc;

use crate::ui::reactive::{Get, GetUntracked};
use eyelevel_contract::{
    demo_kits::paths,
    money::Money,
    requests::{Kind, PromiseKind, rules::promised_minutes},
};
use eyelevel_texts::{drafts as td, kit_form as t};

use super::{Parts, Shared, rows};
use crate::{
    i18n::lang,
    ui::{
        button,
        el::{El, div, dynamic, el, p, text},
    },
};

/// A working day, in minutes.
const DAY: i64 = 8 * 60;

pub(super) fn aside(parts: &Shared) -> El {
    let (listed, next, discarding) = (Rc::clone(parts), Rc::clone(parts), Rc::clone(parts));
    let summary = dynamic(move || summary(&listed));
    let next = p("", "").child(text(move || {
        let days = promised_minutes(Kind::DemoKit, PromiseKind::Decision) / DAY;
        match next.owner() {
            Some(owner) => t::next_owner(lang(), days, owner),
            None => t::next_nobody(lang(), days),
        }
    }));
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.keeper.discard(paths::CATALOGUE_PAGE));
    let buttons = div("buttons").child(parts.form.submit(t::send(lang()))).child(discard);
    let card = el("section").class("card").child(el("h2").child(t::summary(lang()))).child(summary);
    let after = div("stack tight").child(el("h3").child(t::next(lang()))).child(next);
    el("aside").class("kit-side").attr("aria-label", t::summary(lang())).child(card.child(after).child(buttons))
}

fn summary(parts: &Parts) -> El {
    let (draft, _) = parts.model.draft();
    let mut total: i64 = 0;
    let mut lines = Vec::new();
    for row in parts.model.rows.get().iter() {
        let numbers = row.quantities.iter().filter_map(|(_, value)| value.get().trim().parse::<i64>().ok());
        let pieces = numbers.filter(|n| *n > 0).fold(0_i64, i64::saturating_add);
        total = total.saturating_add(pieces);
        if let Some(item) = parts.items.get(&row.item_id).get() {
            lines.push(el("li").child([&pieces.to_string(), " × ", &rows::words(&item, &row.variant.get())].concat()));
        }
    }
    if lines.is_empty() {
        return p("muted", t::nothing_chosen(lang()));
    }
    let places = t::places(lang(), i64::try_from(draft.recipients.len()).unwrap_or(0));
    div("stack tight").child(el("ul").class("stack tight").child(lines)).child(p("muted small", &t::total(lang(), total, places)))
}

impl Parts {
    /// Who will answer: the owner of the first item, if it has one.
    fn owner(&self) -> Option<String> {
        let rows = self.model.rows.get();
        let row = rows.first()?;
        let item = self.items.get(&row.item_id).get()?;
        item.owner.as_ref().map(|owner| owner.name.clone())
    }

    /// What a purchase comes to by the catalogue, where all prices are known and in one currency.
    pub(super) fn net(&self) -> Option<Money> {
        let mut sum: Option<Money> = None;
        for row in self.model.rows.get().iter() {
            let price = self.items.get(&row.item_id).get()?.price?;
            for (_, quantity) in &row.quantities {
                let pieces = quantity.get().trim().parse::<i64>().unwrap_or(0).max(0);
                let line = price.times(pieces)?;
                sum = Some(sum.map_or(Some(line), |sum| sum.plus(line))?);
            }
        }
        sum.filter(|sum| sum.minor() > 0)
    }

    /// The chosen customer's name, or nothing.
    pub(super) fn customer_name(&self) -> String {
        let id = self.model.customer.get_untracked();
        let page = crate::ui::reactive::untrack(|| self.customers.get());
        let found = page.iter().flat_map(|page| &page.items).find(|customer| customer.id == id);
        found.map(|customer| customer.name.clone()).unwrap_or_default()
    }
}
