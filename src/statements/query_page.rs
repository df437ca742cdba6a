//! The page of a query: the lines that it asks about, and its answer.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    requests::{
        REASON_MAX, State,
        rules::{Action, can_decide},
    },
    statements::{AnswerQuery, Outcome, Posting, StatementQuery, ledger::PostingKind, paths, validate_answer},
    validate::Faults,
};
use eyelevel_texts::{requests as tr, statement_bank, statement_query as t};

use super::{
    posting_form::{Begin, Fields},
    view::open,
    words,
};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{date, day, lang},
    reads,
    requests::{
        actions::{self, Shown, action},
        decline,
        page::{self, Kind},
        side::{card, fact},
    },
    router, session,
    ui::{
        button::{self, explained},
        el::{El, div, el, p},
        field::{Field, left},
        reactive::{GetUntracked, untrack},
        table::{Column, cell, row, table},
    },
};

const KIND: Kind<StatementQuery> = Kind {
    spine: |query| &query.page,
    primary: |_, _| None,
    open: |_, _, _| {},
    decide,
    asked: |query, _| asked(query),
    side: |_, _| None,
    facts,
    more: |_, _| Vec::new(),
};

/// A page of its own, where its address is the window's; else beside the board.
pub(super) fn page(id: &str) -> El {
    let url = paths::query(id);
    let own = eyelevel_contract::requests::paths::page(eyelevel_contract::requests::Kind::StatementQuery, id);
    let alone = untrack(router::path) == own;
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

fn asked(query: &StatementQuery) -> El {
    let until = query.refundable_until.map(|until| p("finding-until", &t::refundable(lang(), day(until))));
    let posted =
        query.posted.as_ref().map(|posted| card(t::posted(lang()), lines(query, t::posted(lang()), core::slice::from_ref(posted))));
    // What the partner's bank alone knows of stands in no line.
    let (some, none) = match query.postings.as_slice() {
        [] => (None, Some(p("muted", statement_bank::ask_none(lang())))),
        postings => (Some(lines(query, t::lines(lang()), postings)), None),
    };
    let about = card(t::lines(lang()), until).child(some).child(none);
    div("stack").child(posted).child(card(t::asked(lang()), p("pre", &query.text))).child(about)
}

fn lines(query: &StatementQuery, caption: &str, postings: &[Posting]) -> El {
    let names = [t::line(lang()), t::day(lang()), t::amount(lang()), t::open(lang())];
    let line = |posting: &Posting| {
        let money = |minor: i64| words::money(minor, &query.account.currency);
        row([
            cell(names[0], words::name(posting)),
            cell(names[1], date(posting.booked_on)),
            cell(names[2], money(posting.amount)).class("number"),
            cell(names[3], money(open(posting))).class("number"),
        ])
    };
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    columns[2..].iter_mut().for_each(|column| column.class = "number");
    table("query-lines", caption, columns, postings.iter().map(line).collect())
}

fn facts(query: &StatementQuery) -> Vec<[El; 2]> {
    let account = el("a").attr("href", &paths::page(&query.account.id)).child(query.account.number.as_str());
    let mut all = vec![fact(t::account(lang()), account)];
    all.extend(query.outcome.map(|outcome| {
        let word = match outcome {
            Outcome::Correction => t::correction(lang()),
            Outcome::Explanation => t::explanation(lang()),
            Outcome::No => t::no(lang()),
        };
        fact(t::outcome(lang()), word)
    }));
    all
}

/// The panel of who answers; nothing for everybody else, and while nothing is to be answered.
fn decide(query: &Rc<StatementQuery>, shown: &Shown) -> Option<El> {
    if shown.request.state != State::Submitted || !shown.concerns(Action::Decide) {
        return None;
    }
    let why = button::why(can_decide(&session::actor(), &query.page));
    let button = |button: El, act: fn(&Rc<StatementQuery>, &Shown)| {
        let (query, shown) = (Rc::clone(query), shown.clone());
        explained(button, why.clone(), move || act(&query, &shown))
    };
    let correct = button(button::primary(t::correct(lang())), correct);
    let explain = button(button::secondary(t::explain(lang())), explain);
    let no = button(button::secondary(t::decline(lang())), say_no);
    let ask = action(shown, Action::Ask, button::quiet(tr::ask_short(lang())), actions::ask);
    Some(card(tr::your_decision(lang()), div("buttons").child(correct).child(explain).child(no).child(ask)))
}

fn answer(outcome: Outcome, reason: String) -> AnswerQuery {
    AnswerQuery { outcome, reason, alternative: String::new(), no_alternative: false, posting: None }
}

fn correct(query: &Rc<StatementQuery>, shown: &Shown) {
    let query = Rc::clone(query);
    let url = paths::answer(&shown.request.id);
    shown.dialog("correction", t::correct_title(lang()), t::correct(lang()), t::answered(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let document = query.postings.iter().find(|posting| posting.kind.is_document());
        let kind = if document.is_some() { PostingKind::CorrectionDown } else { PostingKind::Refund };
        let begin = Begin {
            within: "posting.",
            kind,
            corrects: document.map(|posting| posting.id.clone()),
            currency: query.account.currency.clone(),
            known: query.postings.clone(),
        };
        let fields = Fields::new(form, begin);
        let view = div("stack")
            .child(p("muted", t::correct_hint(lang())))
            .child(Field::area(form, "reason", t::reason(lang()), reason, 3).view())
            .child(left(reason, REASON_MAX))
            .child(fields.view(PostingKind::ALL));
        Content::new(view, move || {
            // Both parts are looked at before anything is said: nobody mends one fault to hear of the next.
            let read = fields.read();
            let typed = AnswerQuery { posting: read.as_ref().ok().cloned(), ..answer(Outcome::Correction, reason.get_untracked()) };
            match (read, validate_answer(&typed, query.account.opened_on)) {
                (Ok(_), Ok(answer)) => Ok(Call::post(url.clone(), to_text(&answer))),
                (Ok(_), Err(faults)) => Err(faults),
                (Err(faults), clean) => Err(both(faults, clean.err().as_ref())),
            }
        })
    });
}

/// What is wrong with the posting, and with the answer around it.
fn both(mut faults: Faults, around: Option<&Faults>) -> Faults {
    for (field, all) in around.into_iter().flat_map(Faults::iter).filter(|(field, _)| *field != "posting") {
        all.iter().for_each(|fault| faults.add(field, fault.clone()));
    }
    faults
}

fn explain(query: &Rc<StatementQuery>, shown: &Shown) {
    let opened_on = query.account.opened_on;
    let url = paths::answer(&shown.request.id);
    shown.dialog("explanation", t::explain_title(lang()), t::explain(lang()), t::answered(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let field = Field::area(form, "reason", t::reason(lang()), reason, 5).view();
        Content::new(div("stack tight").child(field).child(left(reason, REASON_MAX)), move || {
            let clean = validate_answer(&answer(Outcome::Explanation, reason.get_untracked()), opened_on)?;
            Ok(Call::post(url.clone(), to_text(&clean)))
        })
    });
}

fn say_no(query: &Rc<StatementQuery>, shown: &Shown) {
    let opened_on = query.account.opened_on;
    decline::open(shown, paths::answer(&shown.request.id), move |no| {
        let no = no.clone();
        let typed = AnswerQuery { alternative: no.alternative, no_alternative: no.no_alternative, ..answer(Outcome::No, no.reason) };
        validate_answer(&typed, opened_on).map(|answer| to_text(&answer))
    });
}
