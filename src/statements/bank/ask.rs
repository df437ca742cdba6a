//! What is ticked, and the query about it: a text that the partner sees and changes before it goes. Nothing else of the file goes with it.

use std::collections::BTreeSet;

use eyelevel_contract::{
    ids::Id,
    json::{from_text, to_text},
    requests::{Kind, MESSAGE_MAX, REFERENCE_MAX, RequestRef, Severity, team::team},
    statements::{
        Posting, Query, StatementQuery,
        bank_view::{Compared, Comparison},
        paths, validate_query,
    },
    validate::{Fault, Faults},
};
use eyelevel_texts::{requests as tr, statement_bank as t, statements_page as tp};

use super::{
    matter::{bank_in_short, ledger_in_short},
    reader::Reader,
};
use crate::{
    client::Call,
    i18n::lang,
    requests::severity,
    session,
    statements::words::name,
    ui::{
        button, dialog,
        el::{El, div, dynamic, el, nothing, p, span},
        field::{Field, left},
        form::Form,
        reactive::GetUntracked,
        toast,
    },
    writes,
};

/// How many lines are named before the rest is only counted.
const NAMED: usize = 8;

/// The bar with what can be done; empty as long as nothing is ticked, and for who may not ask.
pub(super) fn bar(reader: &Reader) -> El {
    let actor = session::actor();
    let asks = actor.is_partner() && actor.is_any(team(Kind::StatementQuery).askers);
    let reader = reader.clone();
    div("chosen-bar").attr("aria-live", "polite").child(dynamic(move || {
        let n = i64::try_from(reader.chosen.get().len()).unwrap_or(i64::MAX);
        if n == 0 {
            return nothing();
        }
        let ask = asks.then(|| {
            let reader = reader.clone();
            button::primary(tp::ask(lang())).on("click", move |_| raise(&reader))
        });
        let chosen = reader.chosen;
        let clear = button::quiet(tp::clear_choice(lang())).on("click", move |_| chosen.set(BTreeSet::new()));
        div("row").child(span("chosen-count", &t::picked(lang(), n))).child(ask).child(clear)
    }))
}

/// What is said of a matter in the query.
fn said(reader: &Reader, matter: &Compared) -> String {
    let currency = reader.currency();
    let bank = matter.bank.iter().map(|line| bank_in_short(line, &currency)).collect::<Vec<_>>().join("; ");
    let postings = matter.ledger.iter().filter_map(|id| reader.posting(id));
    let ledger = postings.map(|posting| ledger_in_short(&posting, &currency)).collect::<Vec<_>>().join("; ");
    match matter.comparison {
        Comparison::OnlyBank => t::said_only_bank(lang(), bank),
        Comparison::OnlyLedger => t::said_only_ledger(lang(), ledger),
        Comparison::OtherAmount => t::said_other_amount(lang(), bank, ledger),
        Comparison::OtherDay | Comparison::Agrees => t::said_other_day(lang(), bank, ledger),
        Comparison::OneOf => t::said_one_of(lang(), bank, ledger),
    }
}

/// The lines of the ledger that are meant, and those of them that somebody has asked about already.
fn meant(reader: &Reader, matters: &[Compared]) -> (Vec<Posting>, Vec<(Posting, RequestRef)>) {
    // What only the bank knows is about the invoices that it names.
    let ids: BTreeSet<&Id> =
        matters.iter().flat_map(|matter| if matter.ledger.is_empty() { &matter.documents } else { &matter.ledger }).collect();
    let (mut free, mut held) = (Vec::new(), Vec::new());
    for posting in ids.into_iter().filter_map(|id| reader.posting(id)) {
        match posting.held.clone() {
            Some(query) => held.push((posting, query)),
            None => free.push(posting),
        }
    }
    free.sort_by(|one, other| (one.booked_on, &one.id).cmp(&(other.booked_on, &other.id)));
    (free, held)
}

fn raise(reader: &Reader) {
    let places: Vec<i64> = reader.chosen.peek().iter().copied().collect();
    let matters: Vec<Compared> = places.iter().filter_map(|at| reader.matter(*at)).collect();
    let text: Vec<String> = matters.iter().map(|matter| said(reader, matter)).collect();
    let (lines, held) = meant(reader, &matters);
    let (account_id, currency, reader) = (reader.account(), reader.currency(), reader.clone());
    dialog::open(t::ask_title(lang()), move |closer| {
        // It is not kept: what comes out of the file is forgotten with the page.
        let form = Form::new();
        let text = form.value("text", &text.join("\n"));
        let reference = form.value("reference", "");
        let severity = form.value("severity", Severity::Normal.word());
        let ids: Vec<Id> = lines.iter().map(|posting| posting.id.clone()).collect();
        let act = move || {
            let query = Query {
                account_id: account_id.clone(),
                beyond: ids.is_empty(),
                posting_ids: ids.clone(),
                text: text.get_untracked(),
                reference: reference.get_untracked(),
                severity: Severity::from_word(&severity.get_untracked()).unwrap_or_default(),
            };
            let clean = match validate_query(&query) {
                Ok(clean) => clean,
                Err(faults) => return form.fault(&at_the_text(&faults)),
            };
            let (closer, reader, places) = (closer.clone(), reader.clone(), places.clone());
            writes::submit(form, Call::post(paths::QUERIES, to_text(&clean)), move |answer| {
                closer.close();
                if let Some(query) = from_text::<StatementQuery>(answer) {
                    arrived(&reader, &places, &query);
                }
            });
        };
        let field = Field::area(form, "text", t::ask_text(lang()), text, 6).hint(t::ask_sends(lang())).view();
        let own = Field::line(form, "reference", tr::reference(lang()), reference).optional().attr("maxlength", &REFERENCE_MAX.to_string());
        let fields = div("stack").child(div("field").child(field).child(left(text, MESSAGE_MAX)));
        let fields = fields.child(severity::field(form, severity)).child(own.view());
        form.element(act)
            .child(form.summary())
            .child(about(&lines, &held, &currency))
            .child(fields)
            .child(p("small muted", tp::next_query(lang())))
            .child(div("buttons").child(form.submit(tp::ask(lang()))))
    });
}

/// Faults of lines have no field of their own here.
fn at_the_text(faults: &Faults) -> Faults {
    let mut placed = Faults::new();
    for (field, all) in faults.iter() {
        all.iter().for_each(|fault: &Fault| placed.add(if field == "posting_ids" { "text" } else { field }, fault.clone()));
    }
    placed
}

/// The page stays as it is: somebody may have more to ask.
fn arrived(reader: &Reader, places: &[i64], query: &StatementQuery) {
    let request = &query.page.request;
    let said = RequestRef { id: request.id.clone(), number: request.number.clone(), state: request.state };
    toast::say(&t::sent(lang(), &said.number));
    reader.asked.update(|asked| places.iter().for_each(|at| drop(asked.insert(*at, said.clone()))));
    reader.chosen.set(BTreeSet::new());
}

fn about(lines: &[Posting], held: &[(Posting, RequestRef)], currency: &str) -> El {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let title = if lines.is_empty() { t::ask_none(lang()).to_owned() } else { t::ask_lines(lang(), count(lines.len())) };
    let items = lines.iter().take(NAMED).map(|posting| el("li").child(ledger_in_short(posting, currency))).collect::<Vec<_>>();
    let more = (lines.len() > NAMED).then(|| p("small muted", &tp::and_more(lang(), count(lines.len() - NAMED))));
    let held = held.iter().map(|(posting, query)| p("small muted", &t::ask_held(lang(), &query.number, name(posting))));
    div("stack tight").child(p("", &title)).child(el("ul").class("finding-lines").child(items)).child(more).child(held.collect::<Vec<_>>())
}
