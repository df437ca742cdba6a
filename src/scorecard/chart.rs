//! Kept and not kept, row by row: each bar is a link to the requests behind it, and the table below has the numbers.

use eyelevel_contract::{
    requests::Figure,
    scorecard::{Row, Scorecard},
};
use eyelevel_texts::{figures as t, scores};

use super::page::behind;
use crate::{
    i18n::lang,
    ui::el::{El, div, el, p, span, svg},
};

/// The drawing's height: whole numbers, because printing floats costs 4 kB.
const HEIGHT: i64 = 1_000;

/// The chart; a sentence where nothing was due.
pub(super) fn chart(card: &Scorecard) -> El {
    let most = card.rows.iter().map(|row| row.count(Figure::Kept) + row.count(Figure::Broken)).max().unwrap_or(0);
    let head = el("h2").child(t::chart(lang()));
    if most == 0 {
        return el("section").class("card").child(head).child(p("muted", t::nothing_due(lang())));
    }
    let key = |class: &str, label: &str| span("chart-key", "").child(span(class, "")).child(label);
    let legend = div("chart-legend small").child(key("chart-kept", t::kept(lang()))).child(key("chart-broken", t::broken(lang())));
    let (kept, broken) = (card.total.count(Figure::Kept), card.total.count(Figure::Broken));
    let rate = p("verdict", &t::rate(lang(), kept * 100 / (kept + broken).max(1)));
    let bars = card.rows.iter().map(|row| el("li").child(bar(card, row, most))).collect::<Vec<_>>();
    let list = el("ul").class("score-bars").attr("aria-label", t::chart(lang())).child(bars);
    el("section").class("card").child(div("section-head").child(head).child(legend)).child(rate).child(list)
}

/// One row's bar: not kept stands on kept.
fn bar(card: &Scorecard, row: &Row, most: i64) -> El {
    let (kept, broken) = (row.count(Figure::Kept), row.count(Figure::Broken));
    let name = scores::name(lang(), row);
    let height = |count: i64| count * HEIGHT / most.max(1);
    let drawn = svg("svg").attr("viewBox", &["0 0 100 ", &HEIGHT.to_string()].concat()).attr("preserveAspectRatio", "none");
    let mut drawn = drawn.attr("aria-hidden", "true").attr("class", "chart-drawing");
    let mut top = HEIGHT;
    for (class, count) in [("chart-kept", kept), ("chart-broken", broken)] {
        top -= height(count);
        let place = [("x", 10), ("y", top), ("width", 80), ("height", height(count))];
        let rect = svg("rect").attr("class", class);
        drawn = drawn.child(place.iter().fold(rect, |rect, (name, value)| rect.attr(name, &value.to_string())));
    }
    let figure = if broken > 0 { Figure::Broken } else { Figure::Kept };
    let label = t::bar(lang(), &name, kept, broken);
    let link = el("a").class("score-bar").attr("href", &behind(card, row, figure)).attr("aria-label", &label);
    link.child(drawn).child(span("small muted", &name))
}
