//! Raising a query: the lines, what is wrong with them, and what happens then.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    json::{from_text, to_text},
    requests::{Kind, MESSAGE_MAX, REFERENCE_MAX, Severity, paths as requests},
    statements::{Query, StatementQuery, paths, validate_query},
};
use eyelevel_texts::{requests as tr, statements_page as t};

use super::{
    desk::{Desk, list},
    view::View,
};
use crate::{
    client::Call,
    i18n::{day, lang},
    requests::severity,
    router,
    ui::{
        dialog,
        el::{El, div, p},
        field::{Field, left},
        form::Form,
        reactive::GetUntracked,
        toast,
    },
    writes::{self, MEMORY},
};

/// How many lines are named before the rest is only counted.
const NAMED: usize = 8;

/// Asks about some lines. What findings say of them is there already, to be changed.
pub(super) fn raise(desk: Desk, view: &Rc<View>, ids: Vec<Id>) {
    let view = Rc::clone(view);
    dialog::open(t::raise_title(lang()), move |closer| {
        let first = ids.first().cloned().unwrap_or_default();
        let form = Form::kept(MEMORY, &["query:", &first].concat());
        let text = form.value("text", &said_of(&view, &ids));
        let reference = form.value("reference", "");
        let severity = form.value("severity", Severity::Normal.word());
        let about = about(&view, &ids);
        let account_id = view.statement.account.id.clone();
        let act = move || {
            let query = Query {
                account_id: account_id.clone(),
                posting_ids: ids.clone(),
                text: text.get_untracked(),
                reference: reference.get_untracked(),
                severity: Severity::from_word(&severity.get_untracked()).unwrap_or_default(),
                beyond: false,
            };
            let clean = match validate_query(&query) {
                Ok(clean) => clean,
                Err(faults) => return form.fault(&faults),
            };
            let closer = closer.clone();
            writes::submit(form, Call::post(paths::QUERIES, to_text(&clean)), move |answer| {
                closer.close();
                toast::say(t::raised(lang()));
                desk.changed();
                if let Some(query) = from_text::<StatementQuery>(answer) {
                    router::go(&requests::page(Kind::StatementQuery, &query.page.request.id));
                }
            });
        };
        let field = Field::area(form, "text", t::what_is_wrong(lang()), text, 4).view();
        let own = Field::line(form, "reference", tr::reference(lang()), reference).optional().attr("maxlength", &REFERENCE_MAX.to_string());
        let fields = div("stack").child(div("field").child(field).child(left(text, MESSAGE_MAX)));
        let fields = fields.child(severity::field(form, severity)).child(own.view());
        let next = p("small muted", t::next_query(lang()));
        form.element(act)
            .child(form.summary())
            .child(about)
            .child(fields)
            .child(next)
            .child(div("buttons").child(form.submit(t::ask(lang()))))
    });
}

/// What findings say of these lines, each once.
fn said_of(view: &View, ids: &[Id]) -> String {
    let of = view.statement.findings.iter().filter(|finding| finding.postings.iter().any(|id| ids.contains(id)));
    of.map(|finding| finding.sentence.as_str()).collect::<Vec<_>>().join("\n")
}

fn about(view: &View, ids: &[Id]) -> El {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let more = (ids.len() > NAMED).then(|| p("small muted", &t::and_more(lang(), count(ids.len() - NAMED))));
    // The first day that passes is the one to know.
    let findings = view.statement.findings.iter().filter(|finding| finding.postings.iter().any(|id| ids.contains(id)));
    let until = findings.filter_map(|finding| finding.refundable_until).min();
    let until = until.map(|until| p("finding-until", &t::refundable(lang(), day(until))));
    div("stack tight").child(p("", &t::raise_lines(lang(), count(ids.len())))).child(list(view, ids, NAMED)).child(more).child(until)
}
