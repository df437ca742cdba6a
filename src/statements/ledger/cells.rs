//! One line of the ledger.

use eyelevel_contract::{civil::Date, requests::Kind, requests::paths::page, statements::ledger::Side};
use eyelevel_texts::statements_page as t;

use web_sys::Element;

use super::super::{
    view::{View, open},
    words,
};
use crate::{
    i18n::{date, lang},
    ui::{
        el::{El, div, el, span},
        status::{Tone, status},
    },
};

/// Who looks, as far as a line needs to know them.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// They can choose lines.
    pub(super) picks: bool,
    /// They can choose lines that a query asks about, too.
    pub(super) picks_held: bool,
    pub(super) today: Date,
}

/// The attribute that says which posting a cell shows.
pub(super) const LINE: &str = "data-line";

/// A cell, in the column of its side.
pub(super) fn cell(view: &View, place: Option<usize>, column: usize, reader: Reader) -> El {
    let cell = el("td").attr("role", "gridcell").attr("aria-colindex", if column == 0 { "1" } else { "2" });
    match place {
        None => cell.class("line-none"),
        Some(place) => line(cell, view, place, reader),
    }
}

fn line(cell: El, view: &View, place: usize, reader: Reader) -> El {
    let posting = view.posting(place);
    let name = words::name(posting);
    let side = if posting.kind.side() == Side::Raises { "raises" } else { "lowers" };
    let cell = cell.class("line").attr(LINE, &place.to_string()).attr("data-side", side).attr("tabindex", "-1");
    let pick = reader.picks.then(|| {
        let pick =
            el("input").attr("type", "checkbox").class("line-pick").attr("tabindex", "-1").attr("aria-label", &t::choose(lang(), &name));
        match &posting.held {
            Some(query) if !reader.picks_held => pick.flag("disabled", true).attr("title", &t::held_why(lang(), &query.number)),
            _ => pick,
        }
    });
    let mut meta = vec![date(posting.booked_on)];
    meta.extend(posting.due_on.map(|due| t::due(lang(), date(due))));
    meta.extend(Some(posting.remittance.clone()).filter(|text| !text.is_empty()));
    let ties = ties(view, place);
    let meta = div("line-meta").child(state(view, place, reader.today)).child(span("", &meta.join(" · ")));
    let what = div("line-what")
        .child(el("button").attr("type", "button").attr("tabindex", "-1").class("line-name").child(name))
        .child(meta)
        .child((!ties.is_empty()).then(|| span("line-ties", &ties)));
    let amount = span("line-amount", &words::money(posting.amount, &view.statement.account.currency));
    cell.flag("data-pair", is_pair(view, place)).child(pick).child(what).child(amount)
}

/// Whether it belongs to one other, and that one to it alone: where one stands below the other, nothing more need be said.
fn is_pair(view: &View, place: usize) -> bool {
    match view.about[place].ties.as_slice() {
        [one] => !one.proposed && view.about[one.to].ties.len() == 1 && !view.about[place].outside,
        _ => false,
    }
}

/// What there is to say of a line; nothing of one that is settled.
fn state(view: &View, place: usize, today: Date) -> Vec<El> {
    let posting = view.posting(place);
    let mut all = Vec::new();
    if let Some(query) = &posting.held {
        let link = el("a").attr("tabindex", "-1").attr("href", &page(Kind::StatementQuery, &query.id));
        all.push(span("line-held", "").child(link.child(t::held_by(lang(), &query.number))));
    }
    let mut said: Vec<&str> = Vec::new();
    for finding in view.about[place].findings.iter().map(|finding| &view.statement.findings[*finding]) {
        let word = words::finding(&finding.kind);
        if !said.contains(&word) {
            said.push(word);
            all.push(status(if finding.amount == 0 { Tone::Owed } else { Tone::Late }, word));
        }
    }
    let left = open(posting);
    // A finding says of the whole that it is open.
    if left > 0 && (said.is_empty() || left != posting.amount) {
        let late = posting.due_on.is_some_and(|due| due < today);
        let sum = words::money(left, &view.statement.account.currency);
        let words = if left == posting.amount { t::open(lang()).to_owned() } else { t::open_part(lang(), sum) };
        all.push(status(if late { Tone::Owed } else { Tone::Calm }, &words));
    }
    all
}

/// What a line belongs to, in words: what the lines between them say to the eye.
pub(super) fn ties(view: &View, place: usize) -> String {
    let about = &view.about[place];
    let names = |proposed: bool| {
        let others = about.ties.iter().filter(|tied| tied.proposed == proposed);
        others.map(|tied| words::name(view.posting(tied.to))).collect::<Vec<_>>().join(", ")
    };
    let mut all = Vec::new();
    let (sure, proposed) = (names(false), names(true));
    if !sure.is_empty() {
        all.push(t::belongs_to(lang(), sure));
    }
    if about.outside {
        all.push(t::outside(lang()).to_owned());
    }
    if !proposed.is_empty() {
        all.push(t::may_belong(lang(), proposed));
    }
    all.join("; ")
}

/// Which posting a cell shows.
pub(super) fn place_of(cell: &Element) -> Option<usize> {
    cell.get_attribute(LINE)?.parse().ok()
}

/// The lines of a row.
pub(super) fn cells_of(row: &Element) -> Vec<Element> {
    let first = row.first_element_child();
    let all = core::iter::successors(first, Element::next_element_sibling);
    all.filter(|cell| cell.has_attribute(LINE)).collect()
}
