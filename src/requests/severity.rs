//! How severe a request is: the field of every form that begins one, the mark of what is more than normal, and the dialog that changes it.

use eyelevel_contract::{
    json::to_text,
    requests::{ChangeSeverity, Request, Severity, paths, validate_severity},
};
use eyelevel_texts::{progress, requests as tr, severities as t};

use super::actions::Shown;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    ui::{
        el::{El, div},
        field::Field,
        form::Form,
        reactive::{Get, GetUntracked},
        record::{As, Value},
        status::{Tone, status},
    },
};

/// How it travels in a draft.
pub(crate) const AS: As = As::Word(Severity::Normal.word());

/// What a field holds; whoever calls it follows the field.
#[must_use]
pub(crate) fn of(value: Value) -> Severity {
    Severity::from_word(&value.get()).unwrap_or_default()
}

/// All severities by their names.
#[must_use]
pub(crate) fn names() -> Vec<(String, String)> {
    Severity::ALL.iter().map(|one| (one.word().to_owned(), progress::severity(lang(), *one).to_owned())).collect()
}

/// The severities as a filter offers them: all, then each.
#[must_use]
pub(super) fn choices() -> [(&'static str, &'static str); 4] {
    let [critical, high, normal] =
        [Severity::Critical, Severity::High, Severity::Normal].map(|one| (one.word(), progress::severity(lang(), one)));
    [("", t::any(lang())), critical, high, normal]
}

/// All severities, each with its meaning.
fn meanings() -> Vec<(String, String)> {
    Severity::ALL.iter().map(|one| (one.word().to_owned(), progress::severity_means(lang(), *one).to_owned())).collect()
}

/// The field of a form that begins a request.
#[must_use]
pub(crate) fn field(form: Form, value: Value) -> El {
    Field::select(form, "severity", t::severity(lang()), value, meanings()).hint(t::hint(lang())).view()
}

/// `Severity: Critical`.
#[must_use]
pub(super) fn named(severity: Severity) -> String {
    t::badge(lang(), progress::severity(lang(), severity))
}

/// The mark of what is more than normal.
#[must_use]
pub(crate) fn mark(request: &Request) -> Option<El> {
    (request.severity != Severity::Normal).then(|| status(Tone::Owed, &named(request.severity)))
}

/// Somebody of either side calls it more or less severe.
pub(crate) fn change(shown: &Shown) {
    let (url, before) = (paths::verb(&shown.request.id, paths::SEVERITY), shown.request.severity);
    shown.dialog(paths::SEVERITY, t::change(lang()), t::change(lang()), tr::saved(lang())).open(move |form| {
        let severity = form.value("severity", before.word());
        let reason = form.value("reason", "");
        let to = Field::select(form, "severity", t::new(lang()), severity, meanings()).hint(t::change_hint(lang())).view();
        let why = Field::area(form, "reason", t::reason(lang()), reason, 3).view();
        Content::new(div("stack").child(to).child(why), move || {
            let severity = Severity::from_word(&severity.get_untracked()).unwrap_or_default();
            let body = ChangeSeverity { severity, reason: reason.get_untracked() };
            validate_severity(&body, before).map(|body| Call::post(url.clone(), to_text(&body)))
        })
    });
}
