//! Invoiced against debited, month by month: a drawing, and the same as a table.

use eyelevel_contract::statements::{Month, Statement, arrange::every_month};
use eyelevel_texts::{format, statements_page as t};

use super::words;
use crate::{
    i18n::lang,
    ui::{
        el::{El, div, el, span, svg},
        table::{Column, cell, row, table},
    },
};

/// The drawing's height, and the width of a month in it: whole numbers, because printing floats costs 4 kB.
const HEIGHT: i64 = 1_000;
const MONTH: i64 = 100;
const BAR: i64 = 34;

/// The chart; nothing where there is no month to show.
pub(super) fn chart(statement: &Statement) -> Option<El> {
    let months = every_month(&statement.months);
    if months.is_empty() {
        return None;
    }
    let key = |class: &str, label: &str| span("chart-key", "").child(span(class, "")).child(label);
    let legend =
        div("chart-legend small").child(key("chart-invoiced", t::invoiced(lang()))).child(key("chart-debited", t::debited(lang())));
    let ends = [months.first(), months.last()].into_iter().flatten().map(|month| span("", &format::month_long(lang(), month.month)));
    let figure = el("figure").class("chart").child(drawing(&months)).child(div("chart-ends small muted").child(ends.collect::<Vec<_>>()));
    let numbers = el("details").child(el("summary").child(t::as_table(lang()))).child(in_numbers(&months, &statement.account.currency));
    let head = div("section-head").child(el("h2").child(t::chart(lang()))).child(legend);
    Some(el("section").class("card").child(head).child(figure).child(numbers))
}

/// Top and height of a bar between the largest and the smallest sum.
fn bar(sum: i64, (smallest, largest): (i64, i64)) -> (i64, i64) {
    let span = i128::from(largest) - i128::from(smallest);
    let at = |sum: i64| i64::try_from((i128::from(largest) - i128::from(sum)) * i128::from(HEIGHT) / span.max(1)).unwrap_or(0);
    let (top, bottom) = (at(sum.max(0)), at(sum.min(0)));
    (top, bottom - top)
}

fn bounds(months: &[Month]) -> (i64, i64) {
    let sums = || months.iter().flat_map(|month| [month.invoiced, month.debited]);
    (sums().min().unwrap_or(0).min(0), sums().max().unwrap_or(0).max(0))
}

fn drawing(months: &[Month]) -> El {
    let count = i64::try_from(months.len()).unwrap_or(1);
    let bounds = bounds(months);
    let all = ["0 0 ", &(count * MONTH).to_string(), " ", &HEIGHT.to_string()].concat();
    let shown = svg("svg").attr("viewBox", &all).attr("preserveAspectRatio", "none").attr("role", "img");
    let mut shown = shown.attr("aria-label", t::chart(lang())).attr("class", "chart-drawing");
    for (month, x) in months.iter().zip((0..).step_by(100)) {
        for (class, sum, shift) in [("chart-invoiced", month.invoiced, 12), ("chart-debited", month.debited, 12 + BAR + 4)] {
            let (top, height) = bar(sum, bounds);
            let place = [("x", x + shift), ("y", top), ("width", BAR), ("height", height)];
            let rect = svg("rect").attr("class", class);
            shown = shown.child(place.iter().fold(rect, |rect, (name, value)| rect.attr(name, &value.to_string())));
        }
    }
    let (zero, _) = bar(0, bounds);
    let line = svg("path").attr("class", "chart-zero").attr("d", &["M0 ", &zero.to_string(), " H", &(count * MONTH).to_string()].concat());
    shown.child(line)
}

fn in_numbers(months: &[Month], currency: &str) -> El {
    let names = [t::month(lang()), t::invoiced(lang()), t::debited(lang()), t::difference(lang())];
    let line = |month: &Month| {
        let sums = [month.invoiced, month.debited, month.invoiced.saturating_sub(month.debited)];
        let cells = names[1..].iter().zip(sums).map(|(name, sum)| cell(name, words::money(sum, currency)).class("number"));
        row(cell(names[0], format::month_long(lang(), month.month))).child(cells.collect::<Vec<_>>())
    };
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    columns[1..].iter_mut().for_each(|column| column.class = "number");
    table("months-table", t::chart(lang()), columns, months.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn bars_stand_on_the_line_of_nothing_and_reach_down_below_it() {
        let months =
            [(400, 300), (-100, 0)].map(|(invoiced, debited)| Month { month: eyelevel_contract::civil::Date::EPOCH, invoiced, debited });
        let bounds = bounds(&months);
        assert_eq!(bounds, (-100, 400));
        assert_eq!((bar(400, bounds), bar(300, bounds), bar(-100, bounds), bar(0, bounds)), ((0, 800), (200, 600), (800, 200), (800, 0)));
        // Nothing at all, and as much as can be counted.
        assert_eq!(bar(0, (0, 0)), (0, 0));
        assert_eq!(bar(i64::MAX, (i64::MIN, i64::MAX)).0, 0);
    }
}
