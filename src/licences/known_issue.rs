//! What is known to be wrong with a version: since when, and what to do. On the form before anything is sent, and on the request's page.

use eyelevel_contract::licences::KnownIssue;
use eyelevel_texts::{known_issues as t, licence_form as tf};

use crate::{
    i18n::{date, lang},
    ui::el::{El, div, el, p},
};

/// One of them, for who is about to run into it.
pub(super) fn notice(issue: &KnownIssue) -> El {
    let fixed = match &issue.fixed_in {
        Some(version) => t::fixed_in(lang(), version),
        None => t::not_fixed(lang()).to_owned(),
    };
    let since = [&t::known_since(lang(), date(issue.known_since)), ", ", &fixed].concat();
    div("notice")
        .attr("data-tone", "owed")
        .child(p("small", tf::known_issue(lang())))
        .child(el("strong").child(issue.title.get(lang())))
        .child(p("small", &since))
        .child(p("pre", issue.workaround.get(lang())))
}
