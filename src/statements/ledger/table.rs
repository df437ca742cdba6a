//! The rows that are in sight, as the page scrolls; all of them on paper. The focus and what is looked at stay where they are.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use eyelevel_contract::ids::Id;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::{
    super::view::View,
    cells::{self, Reader, cells_of, place_of},
    drawing,
    rows::Rows,
    sight,
};
use crate::ui::{
    el::{El, el},
    reactive::Var,
};

/// The table's body.
pub(super) struct Table {
    pub(super) view: Rc<View>,
    pub(super) rows: Rows,
    pub(super) reader: Reader,
    pub(super) chosen: Var<BTreeSet<Id>>,
    /// The same as it is shown. The table outlives its page's signals by a moment, in which the focus leaves it.
    shown: RefCell<Rc<BTreeSet<Id>>>,
    pub(super) body: HtmlElement,
    pub(super) lines: Element,
    /// Rows that there are in the page.
    drawn: RefCell<BTreeMap<usize, El>>,
    curves: RefCell<Vec<El>>,
    range: Cell<(usize, usize)>,
    /// Where the keyboard is: row and side.
    current: Cell<(usize, usize)>,
    /// Which posting is looked at.
    lit: Cell<Option<usize>>,
    on_paper: Cell<bool>,
}

impl Table {
    pub(super) fn new(view: Rc<View>, rows: Rows, reader: Reader, chosen: Var<BTreeSet<Id>>, body: &El, lines: &El) -> Rc<Self> {
        let first = rows.all.first().map_or(0, |row| usize::from(row.cells[0].is_none()));
        Rc::new(Self {
            view,
            rows,
            reader,
            shown: RefCell::new(chosen.peek()),
            chosen,
            body: body.node_as(),
            lines: lines.node().clone(),
            drawn: RefCell::default(),
            curves: RefCell::default(),
            range: Cell::new((0, 0)),
            current: Cell::new((0, first)),
            lit: Cell::new(None),
            on_paper: Cell::new(false),
        })
    }

    /// Everything is there, or what is in sight.
    pub(super) fn print(&self, on_paper: bool) {
        self.on_paper.set(on_paper);
        self.draw();
    }

    /// Brings the rows in sight into the page, and takes the others out; those that stay are not touched.
    pub(super) fn draw(&self) {
        // Its page may have been left meanwhile.
        if !self.body.is_connected() {
            return;
        }
        let all = self.rows.all.len();
        let range = if self.on_paper.get() { (0, all) } else { sight::rows(&self.body, all) };
        if range == self.range.get() && !self.drawn.borrow().is_empty() {
            return;
        }
        self.range.set(range);
        self.rows_of(range);
        self.draw_lines();
    }

    fn rows_of(&self, (from, until): (usize, usize)) {
        // The row with the focus stays, wherever it is: the keyboard goes on from there.
        let (current, _) = self.current.get();
        for row in (from..until).chain(core::iter::once(current)) {
            self.show(row);
        }
        let mut gone = Vec::new();
        let outside = |row: usize| !(from..until).contains(&row) && row != current;
        self.drawn.borrow_mut().retain(|row, shown| {
            let stays = !outside(*row);
            if !stays {
                gone.push(shown.node().clone());
            }
            stays
        });
        // Only now that nothing is borrowed: whoever has the focus and goes is heard of at once.
        gone.iter().for_each(Element::remove);
    }

    /// Brings a row into the page, in its place among the others.
    fn show(&self, row: usize) {
        if row >= self.rows.all.len() || self.drawn.borrow().contains_key(&row) {
            return;
        }
        let new = self.row(row);
        let next = self.drawn.borrow().range(row..).next().map(|(_, next)| next.node().clone());
        let _ = self.body.insert_before(new.node(), next.as_deref());
        self.drawn.borrow_mut().insert(row, new);
    }

    fn row(&self, index: usize) -> El {
        let row = &self.rows.all[index];
        let columns = if self.rows.narrow { 1 } else { 2 };
        let cells = (0..columns).map(|column| cells::cell(&self.view, row.cells[column], column, self.reader)).collect::<Vec<_>>();
        let tr = el("tr").attr("role", "row").attr("aria-rowindex", &(index + 2).to_string()).flag("data-first", row.first);
        let tr = tr.flag("data-nested", row.nested).child(cells);
        // By the object model: the content security policy forbids the attribute.
        let _ = tr.node_as::<HtmlElement>().style().set_property("--at", &index.to_string());
        self.mark(tr.node());
        if self.current.get().0 == index {
            self.reachable(tr.node());
        }
        tr
    }

    /// The one cell that Tab reaches.
    fn reachable(&self, row: &Element) {
        let (_, side) = self.current.get();
        if let Ok(Some(cell)) = row.query_selector(&["[aria-colindex=\"", &(side + 1).to_string(), "\"]"].concat()) {
            let _ = cell.set_attribute("tabindex", "0");
        }
    }

    pub(super) fn draw_lines(&self) {
        let range = self.range.get();
        if self.rows.narrow || self.on_paper.get() {
            return;
        }
        let _ = self.lines.set_attribute("viewBox", &drawing::window(range));
        // Every element has a style, whatever its type is called.
        let style = self.lines.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property("--from", &range.0.to_string());
        let _ = style.set_property("--rows", &(range.1 - range.0).to_string());
        let curves = drawing::curves(&self.rows, &self.view, range, self.lit.get());
        self.lines.set_text_content(None);
        for curve in &curves {
            let _ = self.lines.append_child(curve.node());
        }
        self.curves.replace(curves);
    }

    /// Somebody looks at a line: what belongs to it lights up.
    pub(super) fn look_at(&self, place: Option<usize>) {
        if self.lit.replace(place) == place {
            return;
        }
        self.drawn.borrow().values().for_each(|row| self.mark(row.node()));
        self.draw_lines();
    }

    /// Shows what is chosen now.
    pub(super) fn choose(&self, chosen: Rc<BTreeSet<Id>>) {
        self.shown.replace(chosen);
        self.drawn.borrow().values().for_each(|row| self.mark(row.node()));
    }

    fn mark(&self, row: &Element) {
        let (lit, chosen) = (self.lit.get(), self.shown.borrow());
        for cell in cells_of(row) {
            let Some(place) = place_of(&cell) else { continue };
            let is_chosen = chosen.contains(&self.view.posting(place).id);
            if self.reader.picks {
                let _ = cell.set_attribute("aria-selected", if is_chosen { "true" } else { "false" });
                if let Ok(Some(pick)) = cell.query_selector("input") {
                    pick.unchecked_into::<HtmlInputElement>().set_checked(is_chosen);
                }
            }
            let is_lit = lit.is_some_and(|lit| lit == place || self.view.about[place].ties.iter().any(|tied| tied.to == lit));
            let _ = cell.toggle_attribute_with_force("data-lit", is_lit);
        }
    }

    /// Chooses a line, or no longer.
    pub(super) fn toggle(&self, place: usize) {
        let posting = self.view.posting(place);
        if !self.reader.picks || posting.held.is_some() && !self.reader.picks_held {
            return;
        }
        let id = posting.id.clone();
        self.chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    }

    /// Where the keyboard is.
    pub(super) fn current(&self) -> (usize, usize) {
        self.current.get()
    }

    /// The keyboard is somewhere else now.
    pub(super) fn at(&self, place: (usize, usize)) {
        let (before, _) = self.current.replace(place);
        let drawn = self.drawn.borrow();
        if let Some(row) = drawn.get(&before) {
            cells_of(row.node()).iter().for_each(|cell| drop(cell.set_attribute("tabindex", "-1")));
        }
        if let Some(row) = drawn.get(&place.0) {
            self.reachable(row.node());
        }
    }

    /// Moves the keyboard's place, brings it into sight, and the focus there.
    pub(super) fn go(&self, place: (usize, usize)) {
        self.at(place);
        self.show(place.0);
        let cell = self.drawn.borrow().get(&place.0).and_then(|row| row.node().query_selector("[tabindex=\"0\"]").ok().flatten());
        if let Some(cell) = cell {
            // `scroll-padding` keeps it clear of what sticks to the edges.
            let _ = cell.unchecked_into::<HtmlElement>().focus();
        }
    }

    /// The row and side of a cell.
    pub(super) fn place_of(&self, cell: &Element) -> Option<(usize, usize)> {
        let index = cell.parent_element()?.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)?;
        let side = usize::from(cell.get_attribute("aria-colindex").as_deref() == Some("2"));
        Some((index, side))
    }
}
