//! Whom a known issue will reach: said before anybody publishes or saves it.

use eyelevel_contract::{
    licences::{IssueAudience, KnownIssue, Version, VersionRange, paths},
    people::paths::encode,
};
use eyelevel_texts::known_issues as t;

use crate::{
    i18n::lang,
    reads,
    ui::{
        el::{El, div, dynamic, p},
        loaded::Loaded,
        reactive::{Get, RwSignal},
    },
};

/// Whom publishing it as it is tells.
pub(super) fn of_publishing(issue: &KnownIssue) -> Loaded<IssueAudience> {
    let url = paths::audience(&issue.id);
    reads::read(move || url.clone())
}

/// The same, in words.
pub(super) fn told(audience: Loaded<IssueAudience>) -> El {
    shown(audience, t::publish_tells, t::publish_nobody(lang()), t::publish_what(lang()))
}

/// Whom saving it tells, by what is being typed; of a draft, nobody is told.
pub(super) fn of_saving(issue: Option<&KnownIssue>, affected: RwSignal<String>, fixed_in: RwSignal<String>) -> El {
    let Some(issue) = issue.filter(|issue| issue.published_at.is_some()) else { return p("muted", t::draft_tells(lang())) };
    let (url, of_batch) = (paths::audience(&issue.id), issue.batch.is_some());
    let audience = reads::read(move || {
        if of_batch {
            return url.clone();
        }
        let (affected, fixed_in) = (affected.get(), fixed_in.get());
        let typed = VersionRange::parse(affected.trim()).is_ok() && (fixed_in.trim().is_empty() || Version::typed(&fixed_in).is_ok());
        // What is no range yet, nobody can ask for: what stands there is said of the last one.
        if typed { [&url, "?affected=", &encode(&affected), "&fixed_in=", &encode(&fixed_in)].concat() } else { String::new() }
    });
    shown(audience, t::saving_tells, t::saving_nobody(lang()), t::saving_what(lang()))
}

type Tells = fn(eyelevel_contract::lang::Lang, i64, String) -> String;

/// By name; while it is not known, in general.
fn shown(audience: Loaded<IssueAudience>, tells: Tells, nobody: &'static str, general: &'static str) -> El {
    let sentence = dynamic(move || match audience.get().filter(|_| !audience.is_stale()) {
        Some(found) if found.count == 0 => p("", nobody),
        Some(found) => {
            let more = i64::try_from(found.names.len()).is_ok_and(|named| named < found.count);
            let names = [found.names.join(", ").as_str(), if more { ", …" } else { "" }].concat();
            p("", &tells(lang(), found.count, names))
        }
        None => p("muted", general),
    });
    div("").attr("role", "status").child(sentence)
}
