//! The policies while they are being edited: a row for each kind of request, severity and tier.

use eyelevel_contract::{
    calendars::{EditPolicies, Policies, Policy, minutes_text, parse_minutes, paths, validate_policies},
    json::{Json, to_text},
    requests::{Kind, Severity},
    validate::Faults,
};
use eyelevel_texts::{calendar_page as t, severities as ts};

use super::page::saved;
use crate::{
    edit_form::{Edited, Place},
    i18n::lang,
    requests::{severity, words},
    ui::{
        el::{El, div, el, p},
        failure::Errors,
        field::Field,
        form::{Form, in_words},
        reactive::{GetUntracked, Var},
        record::{As, Entry, typed},
        rows::{self, List, Row, Rows, Shown},
        toast,
    },
};

const POLICY: &[Entry] = &[
    ("kind", As::Text),
    ("severity", severity::AS),
    ("tier", As::Text),
    ("answer", As::Text),
    ("decision", As::Text),
    ("fulfilment", As::Text),
    ("first", As::Flag),
];

/// Where they are kept and sent.
pub(super) const PLACE: Place = Place {
    name: "policies",
    all: paths::POLICIES,
    one: |_| paths::POLICIES.to_owned(),
    done: |_, _| {
        toast::say(t::saved(lang()));
        saved();
    },
};

/// The form.
#[derive(Clone)]
pub(super) struct Model {
    pub(super) rows: Rows,
}

fn row(policy: &Policy) -> Json {
    let mut json = Json::Null;
    json.put("kind", Json::Text(policy.kind.word().to_owned()));
    json.put("severity", Json::Text(policy.severity.word().to_owned()));
    json.put("tier", Json::Text(policy.tier.clone()));
    json.put("answer", Json::Text(minutes_text(policy.answer)));
    json.put("decision", Json::Text(minutes_text(policy.decision)));
    json.put("fulfilment", Json::Text(minutes_text(policy.fulfilment)));
    // Everybody's stays: without it somebody would be promised nothing.
    json.put("first", Json::Bool(policy.tier.is_empty() && policy.severity == Severity::Normal));
    json
}

/// The policies as the form holds them.
fn unchanged(policies: &Json) -> Json {
    let policies: Policies = typed(policies);
    let mut json = Json::Null;
    json.put("policies", Json::List(policies.policies.iter().map(row).collect()));
    json
}

/// A policy for another tier or severity.
fn another() -> Row {
    let mut json = Json::Null;
    json.put("kind", Json::Text(Kind::DemoKit.word().to_owned()));
    json.put("answer", Json::Text(minutes_text(8 * 60)));
    Row::new(POLICY, &json)
}

impl Model {
    /// Of the policies that the server has.
    pub(super) fn new(policies: &Json) -> Self {
        Self { rows: Var::new(rows::of(POLICY, unchanged(policies).get("policies"))) }
    }

    /// What is sent.
    ///
    /// # Errors
    /// The faults by field.
    pub(super) fn edit(&self) -> Result<EditPolicies, Faults> {
        let mut faults = Faults::new();
        let mut policies = Vec::new();
        let Json::List(rows) = rows::json(self.rows) else { return Err(faults) };
        for (n, row) in rows.iter().enumerate() {
            let mut minutes = |name: &str| {
                parse_minutes(&typed::<String>(row.get(name))).unwrap_or_else(|fault| {
                    faults.add(["policies.", &n.to_string(), ".", name].concat(), fault);
                    1
                })
            };
            let (answer, decision, fulfilment) = (minutes("answer"), minutes("decision"), minutes("fulfilment"));
            let (kind, severity, tier) = (typed(row.get("kind")), typed(row.get("severity")), typed(row.get("tier")));
            policies.push(Policy { kind, severity, tier, answer, decision, fulfilment });
        }
        faults.or(())?;
        validate_policies(&EditPolicies { policies })
    }
}

impl Edited for Model {
    fn json(&self) -> Json {
        let mut json = Json::Null;
        json.put("policies", rows::json(self.rows));
        json
    }

    fn fill(&self, json: &Json) {
        self.rows.set(rows::of(POLICY, json.get("policies")));
    }

    fn check(&self) -> Result<String, Errors> {
        self.edit().map(|edit| to_text(&edit)).map_err(|faults| in_words(&faults))
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        unchanged(theirs)
    }
}

/// All kinds, to choose from.
pub(super) fn kinds() -> Vec<(String, String)> {
    Kind::ALL.iter().map(|kind| (kind.word().to_owned(), words::kind(*kind).to_owned())).collect()
}

/// The rows.
pub(super) fn view(form: Form, model: &Model) -> El {
    let list = List { form, rows: model.rows, name: "policies", new: another, add: t::add_policy(lang()), first: "kind" };
    let list = list.view(move |at, n, row| {
        let first = !row.value("first").get_untracked().is_empty();
        let kind = Kind::from_word(&row.value("kind").get_untracked()).unwrap_or(Kind::DemoKit);
        let label = if first { words::kind(kind).to_owned() } else { t::policy(lang(), n + 1) };
        let named = |words: &str| [words, ", ", &label].concat();
        let head = if first {
            div("policy-of").child(el("strong").child(label.as_str())).child(p("muted small", t::everybody(lang())))
        } else {
            let kind = Field::select(form, &[at, ".kind"].concat(), &named(t::kind(lang())), row.value("kind"), kinds());
            let severe = named(ts::severity(lang()));
            let severity = Field::select(form, &[at, ".severity"].concat(), &severe, row.value("severity"), severity::names());
            let tier = Field::line(form, &[at, ".tier"].concat(), &named(t::tier(lang())), row.value("tier")).attr("maxlength", "40");
            div("policy-of").child(kind.view()).child(severity.view()).child(tier.optional().hint(t::tier_hint(lang())).view())
        };
        let time = |name: &str, words: &str| {
            let field = Field::line(form, &[at, ".", name].concat(), &named(words), row.value(name)).attr("class", "input short");
            field.attr("inputmode", "text").attr("autocomplete", "off").view()
        };
        let fields = div("policy")
            .child(head)
            .child(time("answer", t::answer(lang())))
            .child(time("decision", t::decision(lang())))
            .child(time("fulfilment", t::fulfilment(lang())));
        Shown { label: label.clone(), fields, stays: first }
    });
    el("section").class("card").child(el("h2").child(t::policies(lang()))).child(p("muted small", t::policies_hint(lang()))).child(list)
}
