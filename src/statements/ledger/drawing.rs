//! The lines between the two sides, for the part of the table that is in sight.

use super::{super::view::View, rows::Rows};
use crate::ui::el::{El, svg};

/// A row's height in the drawing: whole numbers, because printing floats costs 4 kB.
const ROW: usize = 10;

/// The curves that go through some of the rows. `lit`: the posting that is looked at.
pub(super) fn curves(rows: &Rows, view: &View, (from, until): (usize, usize), lit: Option<usize>) -> Vec<El> {
    rows.lines(view, from, until)
        .filter_map(|line| {
            let is_lit = lit.is_some_and(|place| [line.link.raises, line.link.lowers].contains(&place));
            if line.link.hidden && !is_lit {
                return None;
            }
            let height = |row: usize| (row * ROW + ROW / 2).to_string();
            let (left, right) = (height(line.from), height(line.to));
            let path = svg("path").attr("d", &["M0 ", &left, " C50 ", &left, " 50 ", &right, " 100 ", &right].concat());
            Some(path.flag("data-proposed", line.link.proposed).flag("data-lit", is_lit))
        })
        .collect()
}

/// The drawing's window on the rows.
pub(super) fn window((from, until): (usize, usize)) -> String {
    ["0 ", &(from * ROW).to_string(), " 100 ", &((until - from) * ROW).to_string()].concat()
}
