//! Tables. Sortable headers are links with the order in the address, so that it can be bookmarked, and goes back by the browser's button.

use eyelevel_texts::ui as t;

use super::el::{Child, El, div, el, span};
use crate::i18n::lang;

/// A column's header.
pub(crate) struct Column {
    /// What stands above it; nothing above buttons.
    pub label: &'static str,
    /// Where its header leads: the same list in another order.
    pub href: Option<String>,
    /// `ascending`, `descending`, or nothing when the list is in another order.
    pub sorted: Option<&'static str>,
    /// The class of its header, as its cells have it: `number`, or nothing.
    pub class: &'static str,
}

impl Column {
    /// A column that orders nothing.
    #[must_use]
    pub(crate) const fn plain(label: &'static str) -> Self {
        Self { label, href: None, sorted: None, class: "" }
    }
}

/// A table: its class (whose style names the columns' widths, `--columns`), what it lists (for screen readers), its columns, its rows ([`row`]).
///
/// Its rows are grids, so that those out of sight cost nothing (`content-visibility` is not for table rows); hence the roles, which a
/// table loses when it is no longer laid out as one.
#[must_use]
pub(crate) fn table(class: &str, caption: &str, columns: Vec<Column>, rows: Vec<El>) -> El {
    let header = |column: Column| {
        let cell = el("th").attr("scope", "col").attr("role", "columnheader").class(column.class);
        let cell = match column.sorted {
            Some(sorted) => cell.attr("aria-sort", sorted),
            None => cell,
        };
        match column.href {
            Some(href) => cell.child(el("a").class("sort").attr("href", &href).child(column.label)),
            // What can be done with a row needs no name in sight.
            None if column.label.is_empty() => cell.child(span("visually-hidden", t::actions(lang()))),
            None => cell.child(column.label),
        }
    };
    let head =
        el("thead").attr("role", "rowgroup").child(el("tr").attr("role", "row").child(columns.into_iter().map(header).collect::<Vec<_>>()));
    let class = ["table ", class].concat();
    let table = el("table").class(&class).attr("role", "table").child(el("caption").class("visually-hidden").child(caption)).child(head);
    // Scrolls sideways by itself, not the page; reachable, so that the keyboard can scroll it too.
    let scroller = div("table-scroller").attr("tabindex", "0").attr("role", "region").attr("aria-label", caption);
    scroller.child(table.child(el("tbody").attr("role", "rowgroup").child(rows)))
}

/// A row of a table; its cells by [`cell`].
#[must_use]
pub(crate) fn row(cells: impl Child) -> El {
    el("tr").attr("role", "row").child(cells)
}

/// A cell; `label` names its column where the table has become a list (narrow screens).
#[must_use]
pub(crate) fn cell(label: &str, content: impl Child) -> El {
    el("td").attr("role", "cell").attr("data-label", label).child(content)
}
