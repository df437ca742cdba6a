//! The ledger: what raises the balance on the left, what lowers it on the right, joined by short lines. Thousands of rows scroll, because only
//! those in sight are in the page (`table`); it is one real table all the same, for who hears it and for who has no mouse.

mod cells;
mod drawing;
mod keys;
mod rows;
mod sight;
mod table;

use std::collections::BTreeSet;
use std::rc::Rc;

use eyelevel_contract::{ids::Id, statements::ledger::Side};
use eyelevel_texts::statements_page as t;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{view::View, words};
use crate::{
    clock,
    i18n::{day_of, lang},
    ui::{
        el::{El, div, el, p, span, svg},
        listening::{Listening, listen},
        reactive::{Var, window},
    },
};
use cells::{Reader, place_of};
use rows::Rows;
use table::Table;

/// From this width on, the two sides stand beside each other; style/features/ledger.css has the same number.
const NARROW: &str = "screen and (width < 60rem)";
const PAPER: &str = "print";
/// The element behind the table, for who does not want to walk through it.
const AFTER: &str = "after-ledger";
const KEYS: &str = "ledger-keys";

/// What the table needs of the page around it.
pub(super) struct Around {
    /// What is chosen.
    pub(super) chosen: Var<BTreeSet<Id>>,
    /// The reader can do something with what is chosen.
    pub(super) picks: bool,
    /// Also with lines that a query asks about.
    pub(super) picks_held: bool,
    /// Shows a line's details.
    pub(super) open: Rc<dyn Fn(usize)>,
}

/// Whether a media query is true now.
fn is(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
}

/// Whether there is room for one side only.
pub(super) fn is_narrow() -> bool {
    is(NARROW)
}

/// Calls when that has changed. On paper everything stays as it was on the screen: what is made anew would come too late.
pub(super) fn on_width(changed: impl Fn() + 'static) -> Option<Listening> {
    let query = window().match_media(NARROW).ok()??;
    Some(listen(&query, "change", move |_| {
        if !is(PAPER) {
            changed();
        }
    }))
}

/// The table of some groups.
pub(super) fn ledger(view: &Rc<View>, groups: &[usize], around: Around) -> El {
    let rows = Rows::new(view, groups, is_narrow());
    let narrow = rows.narrow;
    let count = rows.all.len();
    let body = el("tbody").class("ledger-body").attr("role", "rowgroup");
    let lines = svg("svg").attr("class", "ledger-lines").attr("aria-hidden", "true").attr("preserveAspectRatio", "none");
    let reader = Reader { picks: around.picks, picks_held: around.picks_held, today: day_of(clock::now()) };
    let table = Table::new(Rc::clone(view), rows, reader, around.chosen, &body, &lines);
    let body = listening(body, &table, around.open);
    let following = Rc::clone(&table);
    let body = body.effect(move || following.choose(following.chosen.get()));
    let grid = el("table")
        .class("ledger-table")
        .attr("role", "grid")
        .attr("aria-rowcount", &(count + 1).to_string())
        .attr("aria-colcount", if narrow { "1" } else { "2" })
        .attr("aria-describedby", KEYS)
        .flag("data-narrow", narrow)
        .attr("aria-label", t::ledger(lang()));
    let grid = if around.picks { grid.attr("aria-multiselectable", "true") } else { grid };
    let shown = div("ledger").child(grid.child(head(view, groups, narrow)).child(body)).child(lines);
    let _ = shown.node_as::<HtmlElement>().style().set_property("--count", &count.to_string());
    let shown = scrolling(shown, &table);
    // In the page it can be measured.
    crate::task::after(0, move || table.draw());
    let past = el("a").class("skip-table").attr("href", &["#", AFTER].concat()).child(t::past(lang())).on("click", |event| {
        event.prevent_default();
        crate::ui::form::focus(AFTER);
    });
    let after = div("").id(AFTER).attr("tabindex", "-1");
    div("ledger-whole").child(past).child(p("visually-hidden", t::keys(lang())).id(KEYS)).child(shown).child(after)
}

/// Both sides, with the sum of what is shown of each.
fn head(view: &View, groups: &[usize], narrow: bool) -> El {
    let mut sums = [0_i64; 2];
    for place in groups.iter().flat_map(|group| view.groups[*group].postings()) {
        let posting = view.posting(place);
        let sum = &mut sums[usize::from(posting.kind.side() == Side::Lowers)];
        *sum = sum.saturating_add(posting.amount);
    }
    let heads = [t::left(lang()), t::right(lang())].into_iter().zip(sums).enumerate();
    let columns = heads.map(|(column, (label, sum))| {
        let cell = el("th").attr("scope", "col").attr("role", "columnheader").attr("aria-colindex", if column == 0 { "1" } else { "2" });
        cell.child(span("ledger-side", label)).child(span("ledger-sum", &words::money(sum, &view.statement.account.currency)))
    });
    let columns: Vec<El> = if narrow {
        let cell = el("th").attr("scope", "col").attr("role", "columnheader").attr("aria-colindex", "1");
        vec![cell.child(t::ledger(lang()))]
    } else {
        columns.collect()
    };
    el("thead").attr("role", "rowgroup").child(el("tr").attr("role", "row").attr("aria-rowindex", "1").child(columns))
}

/// The rows follow the window: as it scrolls, as its size changes, on paper.
fn scrolling(shown: El, table: &Rc<Table>) -> El {
    let calls = |act: fn(&Table)| {
        let table = Rc::clone(table);
        move |_: Event| act(&table)
    };
    let shown = shown
        .keep(listen(&window(), "scroll", calls(Table::draw)))
        .keep(listen(&window(), "resize", calls(Table::draw)))
        .keep(listen(&window(), "beforeprint", calls(|table| table.print(true))))
        .keep(listen(&window(), "afterprint", calls(|table| table.print(false))));
    let Ok(Some(print)) = window().match_media(PAPER) else { return shown };
    let (table, now) = (Rc::clone(table), print.clone());
    shown.keep(listen(&print, "change", move |_| table.print(now.matches())))
}

/// Whatever happens in the table's body: one listener for all of its rows.
fn listening(body: El, table: &Rc<Table>, open: Rc<dyn Fn(usize)>) -> El {
    let [over, out, focused, blurred, picked, pressed] = [(); 6].map(|()| Rc::clone(table));
    let (clicked, opened) = (Rc::clone(&open), open);
    body.on("mouseover", move |event| over.look_at(line(&event).and_then(|cell| place_of(&cell))))
        .on("mouseleave", move |_| out.look_at(None))
        .on("focusin", move |event| {
            if let Some(cell) = line(&event) {
                focused.look_at(place_of(&cell));
                if let Some(place) = focused.place_of(&cell) {
                    focused.at(place);
                }
            }
        })
        .on("focusout", move |_| blurred.look_at(None))
        .on("change", move |event| {
            if let Some(place) = line(&event).and_then(|cell| place_of(&cell)) {
                picked.toggle(place);
            }
        })
        .on("click", move |event| {
            let name = target(&event).and_then(|target| target.closest(".line-name").ok().flatten());
            if let Some(place) = name.and(line(&event)).and_then(|cell| place_of(&cell)) {
                clicked(place);
            }
        })
        .on("keydown", move |event| {
            let event: KeyboardEvent = event.unchecked_into();
            // Within a cell, the keys are those of what stands in it.
            let on_cell = target(&event).is_some_and(|target| target.has_attribute(cells::LINE));
            if !on_cell || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let place = line(&event).and_then(|cell| place_of(&cell));
            match (event.key().as_str(), place) {
                (" ", Some(place)) => pressed.toggle(place),
                ("Enter", Some(place)) => opened(place),
                (key, _) => match keys::leads(&pressed, key, 10) {
                    Some(there) => pressed.go(there),
                    None => return,
                },
            }
            event.prevent_default();
        })
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The cell of a line in which something has happened.
fn line(event: &Event) -> Option<Element> {
    target(event)?.closest(&["[", cells::LINE, "]"].concat()).ok()?
}
