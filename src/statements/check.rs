//! Reading all books again, and what came of it, in words.

use eyelevel_contract::{
    json::from_text,
    statements::{Books, paths},
};
use eyelevel_texts::{format, statement_keeping as t};

use crate::{
    client::Call,
    i18n::{lang, time},
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        reactive::Var,
    },
    writes,
};

/// The button, and the place where its answer is shown.
pub(super) fn check() -> (El, El) {
    let answer: Var<Option<Books>> = Var::new(None);
    let button = button::secondary(t::check(lang())).on("click", move |_| {
        writes::act(Call::post(paths::CHECK, "{}".to_owned()), move |text| answer.set(from_text(text)));
    });
    let shown = dynamic(move || answer.get().as_ref().as_ref().map_or_else(nothing, said));
    (button, div("").attr("role", "status").child(shown))
}

fn said(books: &Books) -> El {
    let number = |n: i64| format::integer(lang(), n);
    if books.faults.is_empty() {
        let words = t::right(lang(), time(books.at), number(books.accounts), number(books.postings), number(books.allocations));
        return div("notice").attr("data-tone", "good").child(p("", &words));
    }
    let words = t::wrong(lang(), i64::try_from(books.faults.len()).unwrap_or(i64::MAX), time(books.at));
    let list = books.faults.iter().map(|fault| el("li").child(fault.as_str())).collect::<Vec<_>>();
    div("notice").attr("data-tone", "late").child(el("strong").child(words)).child(el("ul").child(list))
}
