//! A quote as a small table.

use eyelevel_contract::demo_kits::Quote;
use eyelevel_texts::{
    demo_kits as t,
    format::{money, percent},
};

use crate::{
    i18n::{date, lang, timestamp},
    requests::side::{self, fact},
    ui::el::{El, div, el, p},
};

/// The quote, and until when it holds.
pub(super) fn card(quote: &Quote) -> El {
    let note = match quote.accepted_at {
        Some(at) => p("small", &t::quote_accepted(lang(), timestamp(at))),
        None => div("stack tight")
            .child(p("", &t::valid_until(lang(), date(quote.valid_until))))
            .child(p("small muted", t::accept_hint(lang()))),
    };
    side::card(t::quote(lang()), sums(quote)).child(note)
}

/// Net, shipping, VAT, gross.
pub(super) fn sums(quote: &Quote) -> El {
    let amount = |amount| el("span").child(money(lang(), amount));
    el("dl").class("facts sums").child([
        fact(t::net(lang()), amount(quote.net)),
        fact(t::shipping(lang()), amount(quote.shipping)),
        fact(&t::vat(lang(), percent(lang(), quote.vat_rate)), amount(quote.vat)),
        fact(t::gross(lang()), el("strong").child(money(lang(), quote.gross))),
    ])
}
