//! Choosing from the catalogue without leaving the page.

use std::rc::Rc;

use crate::ui::reactive::{Get, RwSignal, Set};
use eyelevel_contract::{
    demo_kits::{Item, paths},
    page::Page,
    people::paths::encode,
};
use eyelevel_texts::catalogue as t;

use super::item;
use crate::{
    i18n::lang,
    reads,
    ui::{
        button, dialog,
        el::{El, div, el, p, span},
        field,
        loaded::Loaded,
    },
};

/// Opens the catalogue in a dialog; `chosen` hears of the item that was taken.
pub(crate) fn open(title: &str, chosen: impl Fn(&Item) + 'static) {
    let chosen: Rc<dyn Fn(&Item)> = Rc::new(chosen);
    dialog::open(title, move |closer| {
        let asked = RwSignal::new(String::new());
        let items: Loaded<Page<Item>> = reads::read(move || [paths::CATALOGUE, "?limit=30&q=", &encode(&asked.get())].concat());
        let search = field::search(t::search(lang()), RwSignal::new(String::new()), move |typed| asked.set(typed));
        let list = items.show(4, move |page| {
            if page.items.is_empty() {
                return p("muted", t::none_found(lang()));
            }
            let rows = page.items.iter().map(|item| {
                let (chosen, closer, taken) = (Rc::clone(&chosen), closer.clone(), item.clone());
                row(item).on("click", move |_| {
                    closer.close();
                    chosen(&taken);
                })
            });
            el("ul").class("picker").child(rows.map(|row| el("li").child(row)).collect::<Vec<_>>())
        });
        div("stack").child(search).child(list)
    });
}

fn row(item: &Item) -> El {
    let words = div("stack tight").child(el("strong").child(item.name.get(lang()))).child(span("small muted", &item::terms(item)));
    let free: i64 = item.variants.iter().map(|variant| variant.free.max(0)).sum();
    let stock = span("small muted number", &t::free(lang(), free));
    button::quiet("").class("picker-item").child(item::picture(&item.id)).child(words).child(stock)
}
