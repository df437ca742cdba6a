//! What is known before anything is sent: what is wrong with that version, and what can be said of the key that is refused.

use std::rc::Rc;

use eyelevel_contract::licences::{KeyRing, Need, Report, inspect, rules::touching};

use super::{Parts, Shared};
use crate::{
    clock,
    licences::{known_issue, verdict},
    ui::{
        button::unique,
        el::{El, div, dynamic, nothing},
    },
};

/// Known issues that touch the version as it is typed, with the date since when they are known, and what to do.
pub(super) fn issues(parts: &Shared) -> El {
    let parts = Rc::clone(parts);
    let found = dynamic(move || {
        let (Some(page), Some(version)) = (parts.issues.get(), parts.version()) else { return nothing() };
        let Some(product) = parts.product() else { return nothing() };
        let found = touching(&page.items, &product.id, &version);
        if found.is_empty() {
            return nothing();
        }
        div("stack tight").child(found.into_iter().map(known_issue::notice).collect::<Vec<_>>())
    });
    div("").attr("aria-live", "polite").child(found)
}

/// What the check says of the key that is refused.
pub(super) fn report(parts: &Parts) -> Option<Report> {
    let text = parts.text("rejected_key");
    if text.trim().is_empty() {
        return None;
    }
    let ring = parts.ring.get().and_then(|keys| KeyRing::read(&keys).ok())?;
    let (product, installed) = (parts.product(), parts.installed());
    let need = Need {
        product: product.as_ref().map(|p| p.code.clone()),
        edition: installed.as_ref().map(|i| i.edition.code.clone()),
        version: parts.version(),
        host: installed.as_ref().and_then(|i| i.host.clone()),
        capacity: None,
    };
    let rules = product.map(|p| p.rules).unwrap_or_default();
    Some(inspect(&text, &ring, &rules, &need, clock::now()))
}

/// The same, in words.
pub(super) fn explained(parts: &Shared) -> El {
    let (parts, id) = (Rc::clone(parts), ["key-result-", &unique().to_string()].concat());
    let view = dynamic(move || report(&parts).map_or_else(nothing, |report| verdict::view(&report, &id)));
    div("key-check").attr("aria-live", "polite").child(view)
}
