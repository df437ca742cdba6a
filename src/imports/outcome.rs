//! What would come of a file, or what came of it, in numbers; and the way on.

use std::rc::Rc;

use eyelevel_contract::{imports::Import, lang::Lang};
use eyelevel_texts::imports as t;

use super::{
    lines,
    view::{Importing, State, write},
};
use crate::{
    i18n::lang,
    ui::{
        button,
        el::{El, div, el, p, span},
        status::{Tone, status},
    },
};

/// What would come of it, or what came of it.
pub(super) fn outcome(it: &Rc<Importing>, state: State, import: &Rc<Import>) -> El {
    let title = if import.done { t::result(lang()) } else { t::preview(lang()) };
    let card = el("section").class("card").attr("aria-label", title).child(el("h2").child(title)).child(sums(import));
    let ignored = (!import.ignored.is_empty()).then(|| p("muted small", &t::ignored(lang(), import.ignored.join(", "))));
    let on = if import.done { next(it) } else { way_on(it, state, import) };
    let card = card.child(ignored).child(on);
    div("stack").child(card).child((!import.bad.is_empty()).then(|| lines::bad(import)))
}

/// A number in words.
type Words = fn(Lang, i64) -> String;

fn sums(import: &Import) -> El {
    let bad = i64::try_from(import.bad.len()).unwrap_or(i64::MAX);
    let (changed, left) = if import.done { (t::was_changed as Words, t::omitted as Words) } else { (t::changed as Words, t::bad as Words) };
    let all = [
        (Tone::Good, import.added, t::added(lang(), import.added)),
        (Tone::Good, import.changed, changed(lang(), import.changed)),
        (Tone::Calm, import.same, t::same(lang(), import.same)),
        (Tone::Late, if import.lines == 0 { 0 } else { bad }, left(lang(), bad)),
    ];
    let read = span("", &t::lines(lang(), import.lines));
    let mut row = div("row").attr("role", "status").child(read);
    for (tone, n, words) in all {
        row = row.child((n > 0).then(|| status(tone, &words)));
    }
    row
}

/// What can be done with what was found.
fn way_on(it: &Rc<Importing>, state: State, import: &Rc<Import>) -> El {
    let good = import.added + import.changed;
    if !import.bad.is_empty() && import.lines == 0 {
        // Without its header, nothing was read.
        return p("", t::header_wrong(lang()));
    }
    if import.lines == 0 {
        return p("", t::nothing_in_it(lang()));
    }
    let it = Rc::clone(it);
    let whole = import.bad.is_empty();
    let go = move || {
        if !state.busy.peek() {
            write(&it, state, !whole);
        }
    };
    let busy = move |button: El| {
        let on = move || state.busy.get().then(|| "true".to_owned());
        button.bind("aria-disabled", on).bind("aria-busy", on)
    };
    match (whole, good) {
        (true, 0) => p("", t::nothing_to_do(lang())),
        (true, n) => div("buttons").child(busy(button::primary(&t::take_all(lang(), n))).on("click", move |_| go())),
        (false, 0) => p("", t::mend_first(lang())),
        (false, n) => {
            let take = busy(button::secondary(&t::take_good(lang(), n))).on("click", move |_| go());
            div("stack tight").child(p("", t::mend_first(lang()))).child(div("buttons").child(take))
        }
    }
}

/// It is done: where it stands now.
fn next(it: &Importing) -> El {
    let (label, href) = &it.after;
    let words = p("", t::done(lang()));
    div("notice").attr("data-tone", "good").child(words).child(button::link("button", href, label))
}
