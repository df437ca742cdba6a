//! What is known to be wrong with a device's batch: on the form before anything is sent, and on the return's page, for both sides.

use eyelevel_contract::returns::BatchIssue;
use eyelevel_texts::{known_issues as t, licence_form as tf, return_form};

use crate::{
    i18n::{date, lang},
    ui::el::{El, div, el, p, span},
};

/// One of them, for whoever sends such a device back, or gets it.
pub(super) fn notice(issue: &BatchIssue) -> El {
    let link = el("a").attr("href", &issue.page).child(issue.title.as_str());
    let of = [&issue.product, ", ", &return_form::batch(lang(), &issue.batch)].concat();
    div("notice")
        .attr("data-tone", "owed")
        .child(p("small", tf::known_issue(lang())))
        .child(el("strong").child(link))
        .child(p("small", &[&of, " · ", &t::known_since(lang(), date(issue.known_since))].concat()))
        .child(draft(issue))
        .child(p("pre", &issue.workaround))
}

/// That it is nobody's but the vendor's so far.
pub(super) fn draft(issue: &BatchIssue) -> Option<El> {
    issue.is_draft.then(|| span("small", t::draft(lang())))
}
