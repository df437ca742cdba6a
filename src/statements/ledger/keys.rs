//! The ledger by keyboard: one stop for Tab, arrows from line to line, and across to the counterpart.

use super::{rows::Rows, table::Table};

/// Where a key leads from a place (row, side); `None`: nowhere, or the key is not one of these.
pub(super) fn leads(table: &Table, key: &str, page: usize) -> Option<(usize, usize)> {
    let (row, side) = table.current();
    let rows = &table.rows;
    let last = rows.all.len().checked_sub(1)?;
    match key {
        "ArrowDown" => (row + 1..=last).find(|next| has(rows, *next, side)).map(|next| (next, side)),
        "ArrowUp" => (0..row).rev().find(|next| has(rows, *next, side)).map(|next| (next, side)),
        "ArrowRight" | "ArrowLeft" => across(table, row, side, key == "ArrowRight"),
        "PageDown" => nearest(rows, (row + page).min(last), side),
        "PageUp" => nearest(rows, row.saturating_sub(page), side),
        "Home" => nearest(rows, 0, side),
        "End" => nearest(rows, last, side),
        _ => None,
    }
}

fn has(rows: &Rows, row: usize, side: usize) -> bool {
    rows.all[row].cells[side].is_some()
}

/// The line itself, or whatever stands beside it.
fn nearest(rows: &Rows, row: usize, side: usize) -> Option<(usize, usize)> {
    [side, 1 - side].into_iter().find(|side| has(rows, row, *side)).map(|side| (row, side))
}

/// To what the line belongs to, else to what is level with it, else to the next line over there.
fn across(table: &Table, row: usize, side: usize, to_the_right: bool) -> Option<(usize, usize)> {
    let (rows, other) = (&table.rows, usize::from(to_the_right));
    if rows.narrow || other == side {
        return None;
    }
    let here = rows.all[row].cells[side]?;
    let counterpart = table.view.about[here].ties.iter().filter_map(|tied| rows.place(&table.view, tied.to));
    let counterpart = counterpart.min_by_key(|(there, _)| there.abs_diff(row));
    let beside = || (0..rows.all.len()).filter(|there| has(rows, *there, other)).min_by_key(|there| there.abs_diff(row));
    counterpart.or_else(|| beside().map(|there| (there, other)))
}
