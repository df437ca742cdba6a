//! How the balance comes about: what there was, what was added, what was taken off, what there is.

use eyelevel_contract::statements::Statement;
use eyelevel_texts::statements_page as t;

use super::words;
use crate::{
    i18n::{date, lang},
    ui::el::{El, el, span},
};

/// Its parts in one line.
pub(super) fn equation(statement: &Statement) -> El {
    let e = &statement.equation;
    let money = |minor: i64| words::money(minor, &statement.account.currency);
    // A sum that is always there, and its sign in the equation.
    let parts = [
        (t::invoiced(lang()), e.invoiced, true),
        (t::credited(lang()), -e.credited, false),
        (t::corrected(lang()), e.corrected, false),
        (t::discounted(lang()), -e.discounted, false),
        (t::debited(lang()), -e.debited, e.transferred == 0),
        (t::transferred(lang()), -e.transferred, false),
        (t::returned(lang()), e.returned, false),
        (t::fees(lang()), e.fees, false),
        (t::refunded(lang()), e.refunded, false),
    ];
    let part = |sign: &str, class: &str, label: &str, sum: String| {
        let sign = (!sign.is_empty()).then(|| span("equation-sign", sign));
        el("div").class(class).child(el("dt").child(label)).child(el("dd").child(sign).child(span("equation-sum", &sum)))
    };
    let shown = parts.into_iter().filter(|(_, sum, always)| *always || *sum != 0);
    let terms = shown.map(|(label, sum, _)| {
        // The sign stands before the amount, as in a sum on paper.
        let sign = if sum < 0 || sum == 0 && label == t::debited(lang()) { "−" } else { "+" };
        part(sign, "equation-part", label, money(sum.saturating_abs()))
    });
    let closing = match e.closing {
        0 => t::on(lang(), date(statement.until)),
        sum if sum > 0 => [&t::on(lang(), date(statement.until)), ", ", t::to_pay(lang())].concat(),
        _ => [&t::on(lang(), date(statement.until)), ", ", t::in_credit(lang())].concat(),
    };
    el("dl")
        .class("equation")
        .attr("aria-label", t::equation(lang()))
        .child(part("", "equation-part", &t::before(lang(), date(statement.from)), money(e.opening)))
        .child(terms.collect::<Vec<_>>())
        .child(part("=", "equation-part equation-closing", &closing, money(e.closing)))
}
