//! Everything that is known of a line, in a dialog.

use std::rc::Rc;

use eyelevel_contract::{
    requests::{Kind, paths::page},
    statements::{Allocation, Posting, Proposal, paths, rules::can_see_files},
};
use eyelevel_texts::{format, statement_keeping as tb, statements_page as t};

use super::{
    desk::Desk,
    keep,
    raise::raise,
    view::{View, open as left},
    words,
};
use crate::{
    i18n::{date, lang, timestamp},
    requests::side::fact,
    session,
    ui::{
        button,
        dialog::{self, Closer},
        el::{El, div, el, p},
    },
};

/// Shows it.
pub(super) fn open(desk: Desk, view: &Rc<View>, place: usize) {
    let view = Rc::clone(view);
    let title = words::name(view.posting(place));
    dialog::open(&title, move |closer| {
        let posting = view.posting(place);
        let facts = el("dl").class("facts").child(facts(&view, posting));
        let ties =
            el("section").class("stack tight").child(el("h3").child(t::allocations(lang()))).child(ties(desk, &view, posting, &closer));
        div("stack").child(facts).child(ties).child(buttons(desk, &view, posting, &closer))
    });
}

fn facts(view: &View, posting: &Posting) -> Vec<[El; 2]> {
    let money = |minor: i64| words::money(minor, &view.statement.account.currency);
    let mut all = Vec::new();
    let mut say = |name: &str, value: Option<String>| all.extend(value.map(|value| fact(name, value)));
    say(t::amount(lang()), Some(money(posting.amount)));
    say(t::open_amount(lang()), Some(left(posting)).filter(|left| *left > 0).map(money));
    let dated = if posting.kind.is_document() { t::dated(lang()) } else { t::booked_on(lang()) };
    say(dated, Some(date(posting.booked_on)));
    say(t::value_on(lang()), posting.value_on.map(date));
    say(t::due_on(lang()), posting.due_on.map(date));
    for tax in &posting.taxes {
        say(t::tax(lang()), Some(t::net_and_tax(lang(), money(tax.net), money(tax.tax), format::percent(lang(), tax.rate))));
    }
    say(t::corrects(lang()), posting.corrects.as_ref().and_then(|of| view.find(of)).map(words::name));
    say(t::remittance(lang()), Some(posting.remittance.clone()).filter(|text| !text.is_empty()));
    say(t::reason(lang()), posting.reason.clone());
    say(t::end_to_end(lang()), posting.end_to_end_id.clone());
    say(t::mandate(lang()), posting.mandate.clone());
    say(t::note(lang()), posting.note.clone());
    let source = posting.source.as_ref().map(|source| (t::source_place(lang(), &source.file_name, &source.place), &source.file_id));
    let (told, linked) = if can_see_files(&session::actor()).is_ok() { (None, source) } else { (source, None) };
    say(t::source(lang()), told.map(|(words, _)| words));
    say(t::posted_by(lang()), posting.by.as_ref().map(|by| t::by_at(lang(), &by.name, timestamp(posting.at))));
    all.extend(linked.map(|(words, file)| fact(t::source(lang()), el("a").attr("href", &paths::file_page(file)).child(words))));
    all.extend(posting.held.as_ref().map(|query| {
        let href = page(Kind::StatementQuery, &query.id);
        fact(t::query(lang()), el("a").attr("href", &href).child(query.number.as_str()))
    }));
    all
}

/// What it belongs to, why, and who said so; what was taken back stays on record.
fn ties(desk: Desk, view: &Rc<View>, posting: &Posting, closer: &Closer) -> El {
    let made = view.statement.allocations.iter().filter(|a| a.lowers == posting.id || a.raises == posting.id);
    let mut all: Vec<El> = made.map(|allocation| allocated(desk, view, posting, allocation, closer)).collect();
    let proposals = view.statement.proposals.iter().filter(|p| p.lowers == posting.id || p.raises == posting.id);
    all.extend(proposals.map(|proposal| proposed(desk, view, posting, proposal, closer)));
    if all.is_empty() { p("muted", t::none_allocated(lang())) } else { el("ul").class("ties").child(all) }
}

fn other(view: &View, posting: &Posting, lowers: &str, raises: &str) -> String {
    let id = if posting.id == lowers { raises } else { lowers };
    view.find(id).map_or_else(|| t::outside(lang()).to_owned(), words::name)
}

fn allocated(desk: Desk, view: &View, posting: &Posting, allocation: &Allocation, closer: &Closer) -> El {
    let what = other(view, posting, &allocation.lowers, &allocation.raises);
    let words = t::allocated_to(lang(), words::money(allocation.amount, &view.statement.account.currency), what);
    let by = match &allocation.by {
        Some(by) => t::made_by(lang(), &by.name, timestamp(allocation.at)),
        None => t::by_matching(lang(), timestamp(allocation.at)),
    };
    let item = el("li").class("stack cell");
    let Some(released) = &allocation.released else {
        let release = view.statement.keeps.then(|| {
            let (closer, account, id, what) = (closer.clone(), view.statement.account.id.clone(), allocation.id.clone(), words.clone());
            button::quiet(tb::release(lang())).class("button quiet small").on("click", move |_| {
                closer.close();
                keep::release(desk, &account, &id, &what);
            })
        });
        let said = item.child(el("strong").child(words)).child(p("", &allocation.why)).child(p("small muted", &by));
        return said.child(release.map(|release| div("buttons").child(release)));
    };
    let at = timestamp(released.at);
    let back = match &released.by {
        Some(by) => t::released(lang(), &by.name, at, &released.reason),
        None => t::released_itself(lang(), at, &released.reason),
    };
    item.child(el("s").child(words)).child(p("", &back))
}

fn proposed(desk: Desk, view: &Rc<View>, posting: &Posting, proposal: &Proposal, closer: &Closer) -> El {
    let what = other(view, posting, &proposal.lowers, &proposal.raises);
    let words = t::proposed_to(lang(), words::money(proposal.amount, &view.statement.account.currency), what);
    let accept = view.statement.keeps.then(|| {
        let (closer, view, proposal) = (closer.clone(), Rc::clone(view), proposal.clone());
        button::secondary(tb::accept(lang())).class("button small").on("click", move |_| {
            if let (Some(raises), Some(lowers)) = (view.find(&proposal.raises), view.find(&proposal.lowers)) {
                closer.close();
                keep::allocate(desk, &view, (raises, lowers), proposal.amount, &proposal.why);
            }
        })
    });
    let said = el("li").class("stack cell").child(el("strong").child(words)).child(p("", &proposal.why));
    said.child(accept.map(|accept| div("buttons").child(accept)))
}

fn buttons(desk: Desk, view: &Rc<View>, posting: &Posting, closer: &Closer) -> El {
    let ask = desk.asks.then(|| {
        let (view, closer, id) = (Rc::clone(view), closer.clone(), posting.id.clone());
        let why = posting.held.as_ref().map(|query| t::held_why(lang(), &query.number));
        button::explained(button::primary(t::ask(lang())), why, move || {
            closer.close();
            raise(desk, &view, vec![id.clone()]);
        })
    });
    let correct = (view.statement.keeps && posting.kind.is_document()).then(|| {
        let (view, closer, posting) = (Rc::clone(view), closer.clone(), posting.clone());
        button::secondary(tb::correct_line(lang())).on("click", move |_| {
            closer.close();
            keep::post(desk, &view, Some(&posting));
        })
    });
    div("buttons").child(ask).child(correct)
}
