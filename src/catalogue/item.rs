//! An item as everybody sees it: picture, what is in the box, what can be adapted, and how many are really there.

use core::cell::Cell;

use eyelevel_contract::demo_kits::{Item, Variant, paths};
use eyelevel_texts::{catalogue as t, format::money};

use crate::{
    i18n::lang,
    ui::{
        el::{Child, El, div, el, p, span},
        status::{Tone, status},
    },
};

/// This many or fewer are few.
const FEW: i64 = 3;

/// How many of a variant can still be promised, in a shape and words.
#[must_use]
pub(crate) fn stock(variant: &Variant) -> El {
    let free = variant.free;
    let (tone, words) = match (free, variant.on_hand) {
        (_, Some(on_hand)) => (if free > FEW { Tone::Good } else { Tone::Owed }, t::of_on_hand(lang(), on_hand, free)),
        (..1, _) => (Tone::Owed, t::none_free(lang()).to_owned()),
        (1..=FEW, _) => (Tone::Owed, t::only_free(lang(), free)),
        _ => (Tone::Good, t::free(lang(), free)),
    };
    status(tone, &words)
}

/// How many of a variant can still be promised, in words alone: for lists that hold no markup.
#[must_use]
pub(crate) fn stock_words(variant: &Variant) -> String {
    match variant.free {
        ..1 => t::none_free(lang()).to_owned(),
        1..=FEW => t::only_free(lang(), variant.free),
        free => t::free(lang(), free),
    }
}

thread_local! {
    /// Counts the pictures that were set here: the browser shows an address that it knows as it knows it.
    static SET: Cell<u32> = const { Cell::new(0) };
}

/// A picture has been set: from now on all are read anew.
pub(super) fn picture_was_set() {
    SET.set(SET.get() + 1);
}

/// An item's picture; its name stands beside it.
#[must_use]
pub(crate) fn picture(id: &str) -> El {
    let mut url = paths::picture(id);
    if SET.get() > 0 {
        url = [&url, "?", &SET.get().to_string()].concat();
    }
    el("img").attr("src", &url).attr("alt", "").attr("loading", "lazy").attr("width", "320").attr("height", "200")
}

/// On loan, to buy, and for how much where the reader may see it.
#[must_use]
pub(crate) fn terms(item: &Item) -> String {
    let mut all = Vec::new();
    if item.loan {
        all.push(t::on_loan(lang()).to_owned());
    }
    if item.sale {
        all.push(item.price.map_or_else(|| t::for_sale(lang()).to_owned(), |price| t::for_sale_at(lang(), money(lang(), price))));
    }
    if all.is_empty() { t::only_on_request(lang()).to_owned() } else { all.join(", ") }
}

/// An item's card, with what can be done with it below.
#[must_use]
pub(crate) fn card(item: &Item, heading: &str, actions: impl Child) -> El {
    let contents = item.contents.iter().map(|part| part.get(lang())).collect::<Vec<_>>().join(", ");
    let adaptable = Some(item.adaptable.get(lang())).filter(|words| !words.is_empty()).unwrap_or(t::not_adaptable(lang()));
    let fact = |name: &str, value: &str| [el("dt").child(name), el("dd").child(value)];
    let mut facts = vec![fact(t::contents(lang()), &contents), fact(t::adaptable(lang()), adaptable), fact(t::terms(lang()), &terms(item))];
    facts.extend(item.owner.as_ref().map(|owner| fact(t::answers(lang()), &owner.name)));
    let variants = item.variants.iter().map(|variant| el("li").child(span("", variant.name.get(lang()))).child(stock(variant)));
    let variants = el("ul").class("item-variants").attr("aria-label", t::stock(lang())).child(variants.collect::<Vec<_>>());
    let words = div("stack tight").child(el(heading).child(item.name.get(lang()))).child(p("", item.description.get(lang())));
    let body = div("item-body").child(words).child(el("dl").class("facts small").child(facts)).child(variants).child(actions);
    el("article").class("card item").child(div("item-picture").child(picture(&item.id))).child(body)
}
