//! One matter: what the partner's bank says, and what the vendor's ledger says, beside each other.

use eyelevel_contract::{
    ids::Id,
    requests::{Kind, RequestRef, paths::page},
    statements::{
        Posting,
        bank_view::{BankLine, Compared, Comparison, Tie},
    },
};
use eyelevel_texts::statement_bank as t;
use web_sys::HtmlInputElement;

use super::{reader::Reader, vendor};
use crate::{
    i18n::{date, lang},
    statements::words::{money, name},
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, nothing, p, span},
    },
};

/// What it is, in a word or two.
pub(super) fn word(matter: &Compared) -> String {
    match matter.comparison {
        Comparison::OnlyBank => t::only_bank(lang()).to_owned(),
        Comparison::OnlyLedger => t::only_ledger(lang(), vendor()),
        Comparison::OtherAmount => t::other_amount(lang()).to_owned(),
        Comparison::OneOf => t::one_of(lang()).to_owned(),
        Comparison::OtherDay => t::other_day(lang(), matter.days),
        Comparison::Agrees => t::same(lang()).to_owned(),
    }
}

/// A line of the bank in a few words.
pub(super) fn bank_in_short(line: &BankLine, currency: &str) -> String {
    let who = line.name.as_deref().into_iter().chain(Some(line.text.as_str()));
    let said: Vec<&str> = who.filter(|text| !text.is_empty()).collect();
    let said = said.join(", ");
    let dot = if said.is_empty() { "" } else { " · " };
    [&date(line.booked_on), " · ", &money(line.amount, currency), dot, &said].concat()
}

/// A line of the ledger in a few words, with the sign that the partner's bank would give it.
pub(super) fn ledger_in_short(posting: &Posting, currency: &str) -> String {
    // What has no number is called by its day.
    let day = posting.number.as_ref().map(|_| [" · ", &date(posting.booked_on)].concat()).unwrap_or_default();
    [&name(posting), &day, " · ", &money(signed(posting), currency)].concat()
}

const fn signed(posting: &Posting) -> i64 {
    posting.kind.sign() * posting.amount
}

/// One matter; `at`: it can be ticked, as the one of this place.
pub(super) fn view(reader: &Reader, at: Option<i64>, matter: &Compared) -> El {
    let currency = reader.currency();
    let postings: Vec<Posting> = matter.ledger.iter().filter_map(|id| reader.posting(id)).collect();
    let sum = (matter.difference != 0).then(|| span("finding-sum", &money(matter.difference.saturating_abs(), &currency)));
    let title =
        [word(matter), matter.bank.first().map_or_else(String::new, |line| [" · ", &bank_in_short(line, &currency)].concat())].concat();
    let called = match (matter.bank.is_empty(), postings.first()) {
        (true, Some(posting)) => [&word(matter), " · ", &ledger_in_short(posting, &currency)].concat(),
        _ => title,
    };
    let pick = at.map(|at| tick(reader, at, &called));
    let asked = at.map(|at| {
        let reader = reader.clone();
        dynamic(move || reader.asked.get().get(&at).map_or_else(nothing, in_query))
    });
    let said = div("bank-line-said").child(el("strong").child(word(matter))).child(sum).child(div("").child(asked));
    let head = div("bank-line-head").child(pick).child(said);
    let bank = matter.bank.iter().map(|line| of_bank(line, &currency)).collect::<Vec<_>>();
    let ledger = postings.iter().map(|posting| of_ledger(posting, &currency)).collect::<Vec<_>>();
    let sides = div("bank-sides").child(side(t::your_bank(lang()), bank, t::not_at_bank(lang()))).child(side(
        &vendor(),
        ledger,
        t::not_in_ledger(lang()),
    ));
    let notes = notes(reader, matter, &currency);
    let notes = (!notes.is_empty()).then(|| p("small muted", &notes.join(" ")));
    el("li").class("bank-line").attr("data-comparison", matter.comparison.word()).child(head).child(sides).child(notes)
}

fn tick(reader: &Reader, at: i64, called: &str) -> El {
    let id = ["bank-line-", &unique().to_string()].concat();
    let input = el("input").attr("type", "checkbox").id(&id).attr("aria-label", &t::pick(lang(), called));
    let (node, seen): (HtmlInputElement, HtmlInputElement) = (input.node_as(), input.node_as());
    let (chosen, shown) = (reader.chosen, reader.asked);
    let input = input.on("change", move |_| {
        let on = node.checked();
        chosen.update(|chosen| {
            if on {
                chosen.insert(at);
            } else {
                chosen.remove(&at);
            }
        });
    });
    let input = input.effect(move || seen.set_checked(chosen.get().contains(&at)));
    span("bank-tick", "").child(input.bind_flag("disabled", move || shown.get().contains_key(&at)))
}

fn in_query(query: &RequestRef) -> El {
    button::link("button quiet small", &page(Kind::StatementQuery, &query.id), &t::asked(lang(), &query.number))
}

fn side(label: &str, lines: Vec<El>, missing: &str) -> El {
    let side = div("bank-side").child(p("small muted", label));
    if lines.is_empty() { side.child(p("muted", missing)) } else { side.child(lines) }
}

fn of_bank(line: &BankLine, currency: &str) -> El {
    let said = [line.name.as_deref().unwrap_or_default(), &line.text].into_iter().filter(|text| !text.is_empty());
    amount(&date(line.booked_on), line.amount, currency).child(said.map(|text| p("small bank-text", text)).collect::<Vec<_>>())
}

fn of_ledger(posting: &Posting, currency: &str) -> El {
    let held = posting.held.as_ref().map(in_query);
    let text = (!posting.remittance.is_empty()).then(|| p("small bank-text", &posting.remittance));
    amount(&date(posting.booked_on), signed(posting), currency).child(p("small", &name(posting))).child(text).child(held)
}

fn amount(day: &str, minor: i64, currency: &str) -> El {
    div("bank-said").child(div("bank-amount").child(span("", day)).child(span("bank-sum", &money(minor, currency))))
}

/// Why they are together, and what else is to be known.
fn notes(reader: &Reader, matter: &Compared, currency: &str) -> Vec<String> {
    let tie = match matter.tie {
        Tie::EndToEndId => Some(t::by_id(lang())),
        Tie::Number => Some(t::by_number(lang())),
        Tie::Mandate => Some(t::by_mandate(lang())),
        Tie::Amount => Some(t::by_amount(lang())),
        Tie::Nothing => None,
    };
    let mut notes: Vec<String> = tie.filter(|_| matter.comparison != Comparison::OneOf).map(str::to_owned).into_iter().collect();
    if matter.tie == Tie::Nothing && !matter.documents.is_empty() {
        let names: Vec<String> = matter.documents.iter().filter_map(|id: &Id| reader.posting(id)).map(|posting| name(&posting)).collect();
        notes.push(t::names(lang(), names.join(", ")));
    }
    if matter.fee != 0 {
        notes.push(t::kept(lang(), money(matter.fee, currency)));
    }
    if matter.at_the_edge {
        let bank = matter.comparison == Comparison::OnlyBank;
        notes.push(if bank { t::edge_bank(lang(), vendor()) } else { t::edge_ledger(lang()).to_owned() });
    }
    notes
}
